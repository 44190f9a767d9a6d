"""Takes the pictures of the Polish handbook: `tox -m shots`.

Puts up the example town in a folder and on a port of its own, walks through its screens with the
system's Chromium, and writes docs/instrukcja/obrazy/*.png: 1280 pixels wide, in few colours. What
it changes, it changes in that town only, which is gone afterwards.
"""

# A program beside the documents, no package; the demo's password is everybody's, and the only
# program it starts is the example site.
# ruff: noqa: INP001, S105, S603

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "instrukcja" / "obrazy"
WIDTH, HEIGHT = 1280, 800
COLOURS = 96
PART_COLOURS = 24
AIR = 12
"""Pixels around a part of a page."""
EVERY_KIND_SLUG = "wzory"
"""Page with one question of every kind, put up for the pictures."""
PASSWORD = "przykladow-2026"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Camera:
    """A browser at the example town, signed in as one of its people."""

    def __init__(self, *, browser: Browser, root: str, run: Callable[[str], None]) -> None:
        self.browser = browser
        self.root = root
        self.run = run
        self.page = self._new_page()

    def sign_in(self, name: str) -> None:
        """Become somebody; "" is a resident."""
        self.page.context.close()
        self.page = self._new_page()
        if name:
            self.open("/admin/login/")
            self.page.fill("[name=username]", name)
            self.page.fill("[name=password]", PASSWORD)
            self.page.keyboard.press("Enter")
            self.page.wait_for_url("**/admin/")

    def open(self, address: str) -> None:
        """Open an address of the town."""
        self.page.goto(self.root + address)
        self.page.wait_for_load_state("networkidle")

    def press(self, name: str) -> None:
        """Press a button or follow a link by its words."""
        words = self.page.get_by_role("button", name=name).or_(
            self.page.get_by_role("link", name=name)
        )
        words.locator("visible=true").first.click()
        self.page.wait_for_load_state("networkidle")

    def scroll_to(self, selector: str, *, below: int = 90) -> None:
        """Bring something near the top of the window, so many pixels below it."""
        self.page.locator(selector).locator("visible=true").first.evaluate(
            """(one, below) => {
              one.scrollIntoView({behavior: "instant"});
              let box = one.parentElement;
              while (box.scrollTop === 0 && box.parentElement) box = box.parentElement;
              const top = box.scrollTop + one.getBoundingClientRect().top - below;
              box.scrollTo({top, behavior: "instant"});
            }""",
            below,
        )

    def take(self, name: str, *, height: int = HEIGHT) -> None:
        """Write a picture of the window's upper part."""
        # The port is another one each time, and no town has one.
        self.page.evaluate(
            """([ours, theirs]) => {
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                walker.currentNode.data = walker.currentNode.data.replace(ours, theirs);
              }
            }""",
            [self.root.replace("127.0.0.1", "localhost"), "https://przykladow.example"],
        )
        self.page.wait_for_timeout(700)
        taken = self.page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
        picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS)
        picture.save(PICTURES / f"{name}.png", optimize=True)

    def look(self, *, width: int, colours: Literal["light", "dark"]) -> None:
        """Become a resident at a window of this width, who likes it light or dark."""
        self.page.context.close()
        self.page = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            locale="pl-PL",
            reduced_motion="reduce",
            color_scheme=colours,
        ).new_page()
        if colours == "dark":
            self.page.route("**/town.css", _with_a_dark_look)

    def take_part(self, name: str, selector: str) -> None:
        """Write a picture of one element, with a little air around it."""
        page = self.page
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        # In a window as high as the page the headings of tables stay where they belong.
        page.set_viewport_size(
            {
                "width": page.evaluate("window.innerWidth"),
                "height": page.evaluate("document.documentElement.scrollHeight"),
            }
        )
        clip = page.locator(selector).evaluate(
            """(one, air) => {
              const {x, y, width, height} = one.getBoundingClientRect();
              return {x: x - air, y: y - air, width: width + 2 * air, height: height + 2 * air};
            }""",
            AIR,
        )
        taken = page.screenshot(clip=clip)
        picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(PART_COLOURS)
        picture.save(PICTURES / f"{name}.png", optimize=True)

    def _new_page(self) -> Page:
        return self.browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="pl-PL", reduced_motion="reduce"
        ).new_page()


def first_steps(camera: Camera) -> None:
    """01-pierwsze-kroki.md."""
    camera.sign_in("")
    camera.open("/admin/login/")
    camera.take("logowanie", height=640)
    camera.sign_in("raporty")
    camera.take("panel", height=740)
    camera.sign_in("administrator")
    camera.press("Oceń Urząd")
    camera.take("menu", height=640)


def survey(camera: Camera) -> None:
    """02-ankieta.md."""
    camera.sign_in("administrator")
    camera.open("/admin/ocen-urzad/ankiety/")
    camera.take("ankiety", height=480)
    camera.press("Nowa ankieta")
    camera.take("nowa-ankieta", height=720)
    camera.open("/admin/ocen-urzad/ankiety/")
    camera.press("Ankieta badania satysfakcji Klienta")
    camera.take("edytor")
    # Wagtail's script fills the fields in, so no attribute says what a field holds.
    name = camera.page.locator("[name^=questions-][name$=-value-text]").evaluate_all(
        "all => all.find(one => one.value.startsWith('Godziny')).name"
    )
    field = camera.page.locator(f"[name='{name}']")
    block = camera.page.locator("section.w-panel", has=field).last
    block.locator("[data-panel-toggle]").first.click()
    field.fill("Godziny pracy Urzędu i kasy")
    camera.page.wait_for_timeout(3000)
    camera.scroll_to(f"[name='{name}']", below=260)
    camera.take("pytanie")
    camera.page.locator("footer [data-w-dropdown-target=toggle]").click()
    camera.take("opublikuj")
    camera.page.get_by_role("button", name="Opublikuj").click()
    camera.page.wait_for_url("**/zmiana/**")
    camera.take("przed-zmiana")
    camera.page.fill("[name=signalled_by]", "Biuro Obsługi Klienta")
    camera.page.fill("[name=subject]", "Klienci pytali, o co chodzi w pytaniu o godziny pracy.")
    camera.page.locator("[name=signalled_by]").scroll_into_view_if_needed()
    camera.take("potrzeba")
    camera.press("Wygeneruj raport i wprowadź zmiany")
    camera.take("po-zmianie", height=520)


def office(camera: Camera) -> None:
    """03-dane-urzedu.md."""
    camera.sign_in("administrator")
    camera.open("/admin/ocen-urzad/dane-urzedu/")
    camera.take("dane-urzedu")
    camera.scroll_to("h2:has-text('Komórki organizacyjne')")
    camera.take("komorki")
    camera.page.fill("[name=phone]", "00 000 00 01")
    camera.press("Wprowadź w życie")
    camera.take("dane-przed-zmiana")


def reports(camera: Camera) -> None:
    """04-raporty.md."""
    camera.sign_in("raporty")
    camera.open("/admin/ocen-urzad/raporty/generuj/")
    camera.page.get_by_text("ten rok do dziś").click()
    camera.page.fill("[name=case_number]", "OR.0643.2.2026")
    camera.take("generuj-raport", height=760)
    camera.page.locator("main button", has_text="Generuj raport").click()
    camera.page.wait_for_load_state("networkidle")
    camera.take("raport")
    camera.open("/admin/ocen-urzad/raporty/")
    camera.take("raporty", height=520)
    camera.page.get_by_role("link", name="okresowy").or_(
        camera.page.get_by_role("link", name="Raport nr 2")
    ).first.click()
    camera.page.wait_for_load_state("networkidle")
    camera.scroll_to("h3:has-text('Uprzejmość i kultura')", below=110)
    camera.take("raport-pytanie")


def check(camera: Camera) -> None:
    """04-raporty.md: the check of the records."""
    camera.sign_in("administrator")
    camera.open("/admin/ocen-urzad/kontrola/")
    camera.press("Sprawdź teraz")
    camera.take("kontrola", height=370)


def people(camera: Camera) -> None:
    """05-role-i-uprawnienia.md."""
    camera.sign_in("gospodarz")
    camera.open("/admin/users/")
    camera.press("Piotr Zieliński")
    camera.page.get_by_role("tab", name="Role").click()
    camera.take("role", height=640)


def banner(camera: Camera) -> None:
    """06-baner.md."""
    camera.sign_in("")
    camera.open("/")
    camera.scroll_to(".ou-banner")
    camera.page.evaluate("window.scrollBy(0, -260)")
    camera.take("baner-strona", height=640)
    camera.press("Oceń Urząd")
    camera.take("ankieta")
    camera.sign_in("administrator")
    camera.open("/admin/snippets/wagtail_ocen_urzad/rateofficebanner/add/")
    camera.take("baner-formularz")


def review(camera: Camera) -> None:
    """07-odpowiedzi-do-sprawdzenia.md."""
    camera.sign_in("")
    for way in ("osobiście", "telefonicznie"):
        camera.open("/")
        camera.press("Oceń Urząd")
        camera.page.get_by_role("radio", name=way).check()
        for mark in camera.page.get_by_role("radio", name="bardzo dobrze").all():
            mark.check(force=True)
        camera.press("Wyślij ankietę")
    camera.sign_in("administrator")
    camera.open("/admin/ocen-urzad/do-sprawdzenia/")
    camera.take("do-sprawdzenia", height=480)
    camera.page.locator(".ou-register tbody a").first.click()
    camera.page.wait_for_load_state("networkidle")
    camera.page.fill("[name=reason]", "Wpis próbny pracownika")
    camera.scroll_to("[name=reason]", below=420)
    camera.take("odpowiedz-do-sprawdzenia")


def history(camera: Camera) -> None:
    """08-historia-wersji.md."""
    camera.sign_in("administrator")
    camera.open("/admin/ocen-urzad/historia/")
    camera.take("historia", height=640)


def supplement(camera: Camera) -> None:
    """04-raporty.md: a form sent after its version was closed."""
    camera.sign_in("")
    camera.open("/")
    camera.press("Oceń Urząd")
    camera.page.get_by_role("radio", name="osobiście").check()
    for mark in camera.page.get_by_role("radio", name="dobrze", exact=True).all():
        mark.check(force=True)
    camera.run(ANOTHER_INTRO)
    camera.press("Wyślij ankietę")
    camera.sign_in("raporty")
    camera.open("/admin/ocen-urzad/raporty/")
    camera.page.locator(
        ".ou-register tbody tr", has=camera.page.locator(".ou-register__note")
    ).get_by_role("link").first.click()
    camera.page.wait_for_load_state("networkidle")
    camera.take("raport-uzupelnienie", height=560)


def tables(camera: Camera) -> None:
    """02-ankieta.md: a table with the field for a list, and an answer that leads on."""
    camera.run(EVERY_KIND_PAGE)
    camera.sign_in("administrator")
    camera.open("/admin/ocen-urzad/ankiety/")
    camera.press("Wzory pytań")
    table = camera.page.locator("[name$=-pasted_rows]").first.get_attribute("name")
    _unfold(camera, f"[name='{table}']")
    camera.page.fill(
        f"[name='{table}']", "a) oznakowanie pokoi\nb) czystość w budynku\nc) miejsca do siedzenia"
    )
    camera.scroll_to(f"[name='{table}']", below=440)
    camera.take("tabela-wklejanie")
    # Wagtail's script fills the fields in, so no attribute says what a field holds.
    skip = camera.page.locator("[name$=-skip_to]").evaluate_all(
        "all => all.find(one => one.value && one.name.includes('-options-')).name"
    )
    _unfold(camera, f"[name='{skip}']")
    option = camera.page.locator("section.w-panel", has=camera.page.locator(f"[name='{skip}']"))
    option.last.locator("[data-streamfield-action=SETTINGS]").first.click()
    camera.scroll_to(f"[name='{skip}']", below=420)
    camera.take("przejscie", height=600)


def _unfold(camera: Camera, field: str) -> None:
    """Open the question in the editor that this field belongs to."""
    question = camera.page.locator(
        "#questions-root > [data-streamfield-stream-container] > [data-streamfield-child]",
        has=camera.page.locator(field),
    )
    question.locator("[data-panel-toggle]").first.click()


def study(camera: Camera) -> None:
    """13-badanie-zewnetrzne.md: the editions, one of them, the procedure of the office."""
    camera.sign_in("koordynator")
    camera.open("/admin/ocen-urzad/badanie/")
    camera.take("badanie-edycje", height=560)
    camera.page.locator(".ou-records__title a").first.click()
    camera.page.wait_for_load_state("networkidle")
    camera.take("badanie-edycja", height=1000)
    camera.sign_in("gospodarz")
    camera.open("/admin/ocen-urzad/badanie/")
    camera.press("Procedura i role")
    camera.take("badanie-procedura")


def dates(camera: Camera) -> None:
    """15-terminy.md: of somebody who sees all of them."""
    camera.sign_in("gospodarz")
    camera.open("/admin/ocen-urzad/terminy/")
    camera.take("terminy", height=420)


VIEWS: tuple[tuple[str, int, Literal["light", "dark"]], ...] = (
    ("komputer", WIDTH, "light"),
    ("telefon", 320, "light"),
    ("ciemny", WIDTH, "dark"),
)
EVERY_KIND_PAGE = f"""
from tests.every_kind import EVERY_KIND
from tests.factories import a_survey_page
from wagtail_ocen_urzad.pages.models import SurveyPage
if not SurveyPage.objects.filter(slug="{EVERY_KIND_SLUG}").exists():
    a_survey_page(questionnaire=EVERY_KIND, slug="{EVERY_KIND_SLUG}", title="Wzory pytań")
"""
"""What puts that page up, beside the town's own survey; so its pictures come last."""
ANOTHER_INTRO = f"""
from wagtail_ocen_urzad.pages.models import SurveyPage
page = SurveyPage.objects.exclude(slug="{EVERY_KIND_SLUG}").get()
page.intro = page.intro + " Dziękujemy za poświęcony czas."
page.save_revision().publish()
"""
"""What closes the version that the town asks with."""
KINDS = ("wybor", "tabele", "skale", "wlasnymi-slowami")
"""The parts of tests/every_kind.py that are pictured, in order."""
DARK = """
:root {
  color-scheme: light dark;
  --ou-accent: initial;
  --ou-on-accent: initial;
  --ou-tint: initial;
}
body { background: light-dark(#fff, #141a18); }
"""
"""What a town adds that has a dark look."""


def kinds(camera: Camera) -> None:
    """09-wyglad-formularza.md: every kind of question, on a desk, on a phone, in the dark."""
    camera.run(EVERY_KIND_PAGE)
    for view, width, colours in VIEWS:
        camera.look(width=width, colours=colours)
        camera.open(f"/{EVERY_KIND_SLUG}/")
        for control in ("single_other-3", "multiple_other-3", "place_hours-2", "ten-3", "five-1"):
            camera.page.locator(f"#q-{control}").check(force=True)
        camera.page.get_by_label("jaki? – proszę dopisać").fill("przez pełnomocnika")
        for number, kind in enumerate(KINDS, start=1):
            camera.take_part(f"formularz-{kind}-{view}", f"#czesc-{number}")
    camera.look(width=WIDTH, colours="light")
    camera.open(f"/{EVERY_KIND_SLUG}/")
    camera.page.locator("#q-leads-2").check()
    camera.take_part("formularz-pominiecie", "#q-leads")
    camera.press("Wyślij ankietę")
    camera.take("formularz-bledy", height=720)


def printing(camera: Camera) -> None:
    """Ankieta papierowa – druk."""
    camera.sign_in("administrator")
    # What is printed names the office's own website, and no town has a port.
    camera.run(
        "from wagtail.models import Site;"
        "Site.objects.update(hostname='przykladow.example', port=443)"
    )
    camera.open("/admin/ocen-urzad/wydruk/")
    camera.take("wydruk")
    desk = camera.page.locator("#id_service_point option").nth(1).get_attribute("value")
    for name, asked in (
        ("arkusz", f"ankieta/?service_point={desk}"),
        ("plakat", f"plakaty/pdf/?format=a4&service_point={desk}"),
        ("karta", f"plakaty/pdf/?format=card&service_point={desk}"),
    ):
        answer = camera.page.request.get(camera.page.url + asked)
        page = pypdfium2.PdfDocument(answer.body())[0].render(scale=100 / 72).to_pil()
        page.quantize(PART_COLOURS).save(PICTURES / f"{name}.png", optimize=True)


def boxes(camera: Camera) -> None:
    """11-partie-i-protokol-urny.md."""
    camera.sign_in("ankiety")
    camera.open("/admin/ocen-urzad/partie/nowa/")
    camera.take("partia-nowa", height=720)
    camera.open("/admin/ocen-urzad/arkusz/")
    camera.page.locator(".ou-open__title a").first.click()
    camera.scroll_to("#ou-sum-title", below=120)
    camera.take("partia", height=640)
    camera.open("/admin/ocen-urzad/partie/nowa/?zestawienie")
    camera.press("Otwórz zestawienie")
    camera.page.fill("[name=forms]", "12")
    for name, number in (("tak", "6"), ("częściowo", "3"), ("nie", "1")):
        question = camera.page.locator("fieldset", has_text="Czy sprawa została załatwiona?")
        question.get_by_label(name, exact=True).fill(number)
    camera.press("Sprawdź sumy i\u00a0zapisz")
    camera.scroll_to(".ou-tally--error", below=200)
    camera.take("zestawienie", height=520)


def entry(camera: Camera) -> None:
    """12-wprowadzanie-ankiet-papierowych.md."""
    camera.sign_in("ankiety")
    camera.open("/admin/ocen-urzad/arkusz/")
    camera.press("Wprowadzaj arkusze")
    for key in "ABC":
        camera.page.keyboard.press(key)
    camera.page.keyboard.press("Enter")
    for key in "AB5504":
        camera.page.keyboard.press(key)
    camera.take("wprowadzanie", height=760)
    _enter_and_close(camera)
    address = camera.page.url
    camera.sign_in("administrator")
    camera.page.goto(address)
    camera.press("Drugi wpis")
    for key in ("A", "B", "A", "Enter", *"AB4", *"5" * 12, *"AAAAA", "Enter"):
        camera.page.keyboard.press(key)
    camera.page.wait_for_url("**/drugi-wpis/1/*/")
    camera.take("roznica", height=640)


def _enter_and_close(camera: Camera) -> None:
    """A box with one sheet, whose second entry waits for somebody else."""
    camera.open("/admin/ocen-urzad/partie/nowa/")
    camera.page.fill("[name=found]", "1")
    camera.page.select_option("[name=second_entry]", "all")
    camera.press("Otwórz partię i\u00a0wprowadzaj arkusze")
    for key in ("A", "B", "A", "Enter", *"AB", *"5" * 13, *"AAAAA", "Enter"):
        camera.page.keyboard.press(key)
    camera.page.get_by_text("zapisany o").wait_for()
    camera.press("Zamknij partię")
    camera.press("Zamknij partię")


CHAPTERS: tuple[Callable[[Camera], None], ...] = (
    first_steps,
    banner,
    office,
    survey,
    reports,
    people,
    check,
    review,
    history,
    supplement,
    study,
    dates,
    boxes,
    entry,
    printing,
    # These put up a second survey, which every list would show.
    tables,
    kinds,
)


def _with_a_dark_look(route: Route) -> None:
    styles = route.fetch()
    route.fulfill(response=styles, body=styles.text() + DARK)


@contextmanager
def town() -> Iterator[tuple[str, Callable[[str], None]]]:
    """Serve the example town; yield its root address and what runs a program in it."""
    with tempfile.TemporaryDirectory() as var, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = os.environ | {"EXAMPLE_SITE_VAR": var, "PYTHONPATH": str(ROOT)}
        manage = [sys.executable, str(ROOT / "example_site" / "manage.py")]
        with subprocess.Popen(
            [*manage, "demo", f"--port={port}"], env=environment, stderr=subprocess.DEVNULL
        ) as server:
            try:
                _wait(port, server)
                subprocess.run(
                    [*manage, "createsuperuser", "--noinput", "--username=gospodarz"],
                    env=environment
                    | {
                        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
                        "DJANGO_SUPERUSER_EMAIL": "gospodarz@przykladow.example",
                    },
                    check=True,
                )
                yield (
                    f"http://127.0.0.1:{port}",
                    lambda program: _manage(
                        [*manage, "shell", "-v", "0", "-c", program], environment
                    ),
                )
            finally:
                server.terminate()


def _manage(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, check=True)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            sys.exit("The example town did not start.")
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.5)
        else:
            return
    sys.exit("The example town did not answer within five minutes.")


def main() -> None:
    """Take all pictures, or those of the chapters named on the command line."""
    PICTURES.mkdir(exist_ok=True)
    wanted = set(sys.argv[1:])
    if unknown := wanted - {chapter.__name__ for chapter in CHAPTERS}:
        sys.exit(f"No such pictures: {', '.join(sorted(unknown))}.")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with town() as (root, run), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        camera = Camera(browser=browser, root=root, run=run)
        for chapter in CHAPTERS:
            if not wanted or chapter.__name__ in wanted:
                chapter(camera)
        browser.close()


if __name__ == "__main__":
    main()
