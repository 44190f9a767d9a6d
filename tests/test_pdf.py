"""The door to WeasyPrint: what it may read, and what comes out."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from wagtail_ocen_urzad import pdf

STYLESHEET = "wagtail_ocen_urzad/reports/report-pdf.css"
# A picture of one red pixel.
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS"
    b"\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)


def render(body: str, *, pictures: dict[str, bytes] | None = None) -> pikepdf.Pdf:
    made = pdf.render(
        html=f'<html lang="pl"><head><title>Próba</title></head><body>{body}</body></html>',
        stylesheets=[STYLESHEET],
        pictures=pictures,
    )
    return pikepdf.open(BytesIO(made))


def images(document: pikepdf.Pdf) -> int:
    streams = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
    return len([one for one in streams if one.get("/Subtype") == "/Image"])


@pytest.fixture
def address() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what it was asked for."""
    hits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_arguments: object) -> None:
            """Nobody reads it."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", hits
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_host_is_asked(address: tuple[str, list[str]]) -> None:
    host, hits = address
    document = render(
        f'<link rel="stylesheet" href="{host}/sheet.css">'
        f"<style>@import url({host}/import.css); p {{ background: url({host}/paper.png) }}"
        f"@font-face {{ font-family: x; src: url({host}/font.ttf) }}</style>"
        f'<p style="font-family: x">Tekst</p><img src="{host}/one.png" alt="Obraz">'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Rysunek</title>'
        f'<image href="{host}/two.png" width="9" height="9"/></svg>'
        f'<object data="{host}/three.png">Obiekt</object>'
        f'<a rel="attachment" href="{host}/file">Załącznik</a>'
    )

    assert hits == []
    assert images(document) == 0


@pytest.mark.parametrize("address_of", ["file://{path}", "{path}", "FILE://{path}"])
def test_no_file_is_read(tmp_path: Path, address_of: str) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PIXEL)
    target = address_of.format(path=secret)

    document = render(
        f'<p>Tekst</p><img src="{target}" alt="Obraz">'
        f'<link rel="attachment" href="{target}"><a rel="attachment" href="{target}">Plik</a>'
    )

    assert images(document) == 0
    assert list(document.attachments) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://own.invalid/../pdf.py",
        "https://own.invalid/%2e%2e/pdf.py",
        "https://own.invalid/..%2fpdf.py",
        "https://own.invalid//etc/passwd",
        "https://own.invalid/wagtail_ocen_urzad",
        "https://own.invalid.example/wagtail_ocen_urzad/reports/chart.css",
        "https://pictures.invalid/another",
        "http://own.invalid/wagtail_ocen_urzad/reports/chart.css",
        "ftp://own.invalid/wagtail_ocen_urzad/reports/chart.css",
        "file:///etc/passwd",
    ],
)
def test_nothing_outside_is_handed_out(url: str) -> None:
    with pytest.raises(pdf.UnableToFetch):
        pdf._own_bytes(url, {"herb": PIXEL})


def test_pictures_handed_over_are_shown() -> None:
    document = render(
        f'<img src="{pdf.picture_url(name="herb")}" alt="Herb">', pictures={"herb": PIXEL}
    )

    assert images(document) == 1


def test_pictures_inside_the_document_are_shown() -> None:
    data = b64encode(PIXEL).decode()

    assert images(render(f'<img src="data:image/png;base64,{data}" alt="Herb">')) == 1


def test_a_picture_cannot_fetch_another(address: tuple[str, list[str]]) -> None:
    host, hits = address
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        f'<image href="{host}/inner.png" width="9" height="9"/></svg>'
    )
    render(
        f'<img src="{pdf.picture_url(name="herb")}" alt="Herb">',
        pictures={"herb": drawing.encode()},
    )

    assert hits == []


def test_heads_of_tables_say_what_they_head() -> None:
    document = render(
        '<table><thead><tr><th scope="col">A</th></tr></thead>'
        '<tbody><tr><th scope="row">B</th><td>1</td></tr></tbody></table>'
    )
    scopes = [
        str(element.A.Scope)
        for element, _in_head in pdf._elements(document.Root.StructTreeRoot.K, is_in_head=False)
        if element.S == "/TH"
    ]

    assert scopes == ["/Column", "/Row"]


def test_running_heads_and_feet_are_no_content() -> None:
    document = render("<h1>Tytuł</h1>")
    drawing = document.pages[0].Contents.read_bytes()

    assert drawing.count(b"/Pagination") == 1
    assert len(document.Root.StructTreeRoot.ParentTree.Nums[1]) == 2


def test_the_same_input_gives_the_same_bytes() -> None:
    html = '<html lang="pl"><title>Próba</title><p>Zażółć gęślą jaźń'

    first = pdf.render(html=html, stylesheets=[STYLESHEET])

    assert pdf.render(html=html, stylesheets=[STYLESHEET]) == first
