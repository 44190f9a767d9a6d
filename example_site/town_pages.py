"""The words of the portal's ordinary pages. Fictional, as the town is.

Polish spacing (no line ends with „w” or „ul.”) is put in by `example_site.town`.
"""

import datetime as dt
from dataclasses import dataclass

from example_site.home.models import ContentPage


@dataclass(frozen=True, kw_only=True)
class PlannedPage:
    """One page of text and what stands below it; `errand` is its line on the home page."""

    slug: str
    title: str
    intro: str = ""
    body: str = ""
    errand: str = ""
    date: dt.date | None = None
    picture: str = ""
    in_menu: bool = False
    below: tuple["PlannedPage", ...] = ()


HOME_TITLE = "Strona główna"
HOME_QUESTION = "Jaką sprawę chcą Państwo załatwić?"
HOME_HINT = "Wpisz nazwę sprawy, na przykład „dowód osobisty”"

NEWS = PlannedPage(
    slug="aktualnosci",
    title="Aktualności",
    in_menu=True,
    below=(
        PlannedPage(
            slug="remont-ulicy-mlynskiej",
            title="Remont ulicy Młyńskiej zakończony przed terminem",
            intro="Od soboty wracają stałe trasy autobusów 2 i 5.",
            body="<p>Ulica ma nową nawierzchnię, szersze chodniki i drogę dla rowerów. Przejścia "
            "dla pieszych są doświetlone, a krawężniki obniżone.</p>"
            "<p>Za cierpliwość dziękujemy mieszkańcom i kupcom z sąsiednich ulic.</p>",
            date=dt.date(2026, 11, 12),
            picture=ContentPage.Picture.RIVERSIDE,
        ),
        PlannedPage(
            slug="budzet-obywatelski",
            title="Budżet obywatelski: poznaliśmy wyniki głosowania",
            intro="Mieszkańcy wybrali siedem projektów. "
            "Najwięcej głosów dostał park przy Szkolnej.",
            body="<p>Wybrane projekty zostaną wykonane w przyszłym roku. O terminach prac "
            "poinformujemy na tej stronie.</p>",
            date=dt.date(2026, 11, 16),
            picture=ContentPage.Picture.TENEMENTS,
        ),
        PlannedPage(
            slug="nowe-godziny-pracy",
            title="Nowe godziny pracy Biura Obsługi Klienta",
            intro="W poniedziałki sprawy załatwią Państwo do godziny 17.00.",
            body="<p>Biuro Obsługi Klienta pracuje w poniedziałki w godzinach 8.00–17.00, od "
            "wtorku do czwartku w godzinach 7.30–15.30, w piątki w godzinach 7.30–14.00.</p>"
            "<p>O dłuższą pracę w poniedziałki prosili Państwo w ankietach.</p>",
            date=dt.date(2026, 11, 18),
            picture=ContentPage.Picture.SQUARE,
        ),
    ),
)

RESIDENT = PlannedPage(
    slug="mieszkaniec",
    title="Mieszkaniec",
    in_menu=True,
    intro="Sprawy, z którymi mieszkańcy przychodzą do Urzędu najczęściej.",
    below=(
        PlannedPage(
            slug="dowod-osobisty",
            title="Dowód osobisty",
            errand="złóż wniosek, sprawdź, czy jest gotowy",
            intro="Wniosek o dowód osobisty złożą Państwo w dowolnym urzędzie gminy.",
            body="<h2>Co zabrać</h2><ul><li>kolorową fotografię,</li>"
            "<li>ważny dowód lub paszport, jeżeli go Państwo mają.</li></ul>"
            "<h2>Gdzie i kiedy</h2><p>Biuro Obsługi Klienta, parter, stanowiska 1–4, w godzinach "
            "pracy Urzędu. Dowód odbierają Państwo osobiście, po około 30 dniach.</p>",
        ),
        PlannedPage(
            slug="meldunek",
            title="Meldunek",
            errand="zamelduj się, wymelduj, pobierz zaświadczenie",
            intro="Meldunek na pobyt stały lub czasowy jest bezpłatny.",
            body="<p>Zgłoszenie przyjmuje Wydział Spraw Obywatelskich. Prosimy zabrać dowód "
            "osobisty i dokument potwierdzający prawo do lokalu.</p>",
        ),
        PlannedPage(
            slug="odpady-komunalne",
            title="Odpady komunalne",
            errand="harmonogram, deklaracja, opłaty",
            intro="Odpady odbieramy z każdej nieruchomości według harmonogramu.",
            body="<p>Deklarację o wysokości opłaty składa właściciel nieruchomości w Wydziale "
            "Ochrony Środowiska, w ciągu 14 dni od zamieszkania.</p>",
        ),
        PlannedPage(
            slug="podatki-i-oplaty",
            title="Podatki i opłaty",
            errand="stawki, terminy, numery kont",
            intro="Podatek od nieruchomości osoby fizyczne płacą w czterech ratach.",
            body="<p>Terminy rat: 15 marca, 15 maja, 15 września i 15 listopada. Wpłaty przyjmuje "
            "kasa w pokoju 5. Pytania prosimy kierować do Wydziału Podatków i Opłat.</p>",
        ),
        PlannedPage(
            slug="sluby-urodzenia-zgony",
            title="Śluby, urodzenia, zgony",
            errand="Urząd Stanu Cywilnego",
            intro="Urząd Stanu Cywilnego przyjmuje w pokoju 12.",
            body="<p>Odpis aktu wydajemy od ręki. Termin ślubu ustalą Państwo osobiście, nie "
            "wcześniej niż sześć miesięcy przed uroczystością.</p>",
        ),
        PlannedPage(
            slug="budowa-i-nieruchomosci",
            title="Budowa i nieruchomości",
            errand="plany miejscowe, warunki zabudowy",
            intro="Wypis z planu miejscowego lub decyzja o warunkach zabudowy.",
            body="<p>Wnioski przyjmuje Wydział Planowania i Budownictwa. Mapy i numery działek "
            "udostępnia Wydział Gospodarki Nieruchomościami.</p>",
        ),
        PlannedPage(
            slug="swiadczenia-i-pomoc",
            title="Świadczenia i pomoc",
            errand="dodatki, stypendia, karta dużej rodziny",
            intro="Dodatek mieszkaniowy, stypendium szkolne, Karta Dużej Rodziny.",
            body="<p>Pomożemy wypełnić wniosek w Wydziale Polityki Społecznej. Osoby, które nie "
            "mogą przyjść, odwiedzimy w domu po umówieniu się przez telefon.</p>",
        ),
        PlannedPage(
            slug="rezerwacja-wizyty",
            title="Rezerwacja wizyty",
            errand="wybierz dzień i godzinę w Biurze Obsługi Klienta",
            intro="Na umówioną godzinę nie trzeba czekać w kolejce.",
            body="<p>Wizytę umówią Państwo w Biurze Obsługi Klienta osobiście lub przez telefon "
            "podany na stronie Kontakt.</p>",
        ),
    ),
)

BUSINESS = PlannedPage(
    slug="przedsiebiorca",
    title="Przedsiębiorca",
    in_menu=True,
    intro="Założenie firmy, zezwolenia, podatki i tereny pod inwestycje.",
    body="<p>Wpis do ewidencji działalności gospodarczej, jego zmianę i zawieszenie załatwią "
    "Państwo w Biurze Obsługi Klienta przy stanowisku 4. Wpis jest bezpłatny.</p>"
    "<p>O terenach pod inwestycje informuje Wydział Gospodarki Nieruchomościami.</p>",
)

VISITOR = PlannedPage(
    slug="turysta",
    title="Turysta",
    in_menu=True,
    intro="Rynek z ratuszem, bulwar nad rzeką i trzy szlaki piesze.",
    picture=ContentPage.Picture.SQUARE,
    body="<p>Wieża ratusza jest otwarta dla zwiedzających od maja do września, w soboty "
    "i niedziele. Plan miasta dostaną Państwo w Biurze Obsługi Klienta.</p>",
)

OFFICE = PlannedPage(
    slug="urzad",
    title="Urząd",
    in_menu=True,
    intro="Urząd Miejski w Przykładowie, ul. Ratuszowa 1, 00-000 Przykładów.",
    body="<p>Pracą Urzędu kieruje Burmistrz Przykładowa. Większość spraw załatwią Państwo na "
    "parterze, w Biurze Obsługi Klienta. Filia Urzędu mieści się przy ul. Szkolnej 3.</p>",
    below=(
        PlannedPage(
            slug="skargi-i-wnioski",
            title="Skargi i wnioski",
            intro="Skargę lub wniosek może złożyć każdy: pisemnie, elektronicznie albo ustnie "
            "do protokołu.",
            body="<h2>Jak złożyć</h2><ul>"
            "<li>pocztą na adres Urzędu lub osobiście w Biurze Obsługi Klienta,</li>"
            "<li>na adres do e-Doręczeń,</li><li>ustnie do protokołu.</li></ul>"
            "<h2>Co powinno być w piśmie</h2><p>Imię i nazwisko (nazwa) oraz adres. Pisma bez "
            "tych danych pozostawia się bez rozpoznania.</p>"
            "<h2>Kiedy odpowiemy</h2><p>Bez zbędnej zwłoki, nie później niż w ciągu miesiąca.</p>"
            "<p>Ankieta „Oceń Urząd” nie służy do składania skarg i wniosków.</p>",
        ),
        PlannedPage(
            slug="wydzialy",
            title="Wydziały i stanowiska obsługi",
            intro="Biuro Obsługi Klienta wskaże właściwy wydział i pomoże wypełnić wniosek.",
            body="<ul><li>Wydział Organizacyjny</li><li>Wydział Spraw Obywatelskich</li>"
            "<li>Urząd Stanu Cywilnego, pokój 12</li>"
            "<li>Wydział Podatków i Opłat, kasa w pokoju 5</li>"
            "<li>Wydział Gospodarki Nieruchomościami</li><li>Wydział Planowania i Budownictwa</li>"
            "<li>Wydział Ochrony Środowiska</li><li>Wydział Dróg i Infrastruktury</li>"
            "<li>Wydział Oświaty</li><li>Wydział Polityki Społecznej</li>"
            "<li>Biuro Obsługi Klienta, parter, stanowiska 1–4</li><li>Straż Miejska</li></ul>",
        ),
    ),
)

CONTACT = PlannedPage(
    slug="kontakt",
    title="Kontakt",
    in_menu=True,
    intro="Urząd Miejski w Przykładowie, ul. Ratuszowa 1, 00-000 Przykładów.",
    body="<h2>Godziny pracy</h2><p>poniedziałek 8.00–17.00, wtorek–czwartek 7.30–15.30, "
    "piątek 7.30–14.00</p>"
    "<h2>Dojście i wejście</h2><p>Wejście bez schodów znajduje się od strony dziedzińca. W holu "
    "działa pętla indukcyjna.</p>",
)

BULLETIN = PlannedPage(
    slug="bip",
    title="Biuletyn Informacji Publicznej",
    intro="Miejsce na odnośnik do Biuletynu Informacji Publicznej Urzędu.",
    body="<p>Przykładów jest miastem fikcyjnym i nie prowadzi Biuletynu.</p>",
)

DELIVERIES = PlannedPage(
    slug="e-doreczenia",
    title="e-Doręczenia",
    intro="Elektroniczny odpowiednik listu poleconego.",
    body="<p>Na adres do e-Doręczeń wyślą Państwo pismo bez wychodzenia z domu. Przykładów jest "
    "miastem fikcyjnym i takiego adresu nie ma.</p>",
)

SIGN_LANGUAGE = PlannedPage(
    slug="tlumacz-jezyka-migowego",
    title="Tłumacz języka migowego",
    intro="Tłumacza zapewniamy bezpłatnie.",
    body="<p>Chęć skorzystania z pomocy tłumacza polskiego języka migowego prosimy zgłosić co "
    "najmniej trzy dni robocze przed wizytą w Biurze Obsługi Klienta.</p>",
)

ACCESSIBILITY = PlannedPage(
    slug="deklaracja-dostepnosci",
    title="Deklaracja dostępności",
    intro="Urząd Miejski w Przykładowie zobowiązuje się zapewnić dostępność tej strony "
    "internetowej zgodnie z ustawą z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron "
    "internetowych i aplikacji mobilnych podmiotów publicznych.",
    body="<h2>Ankieta „Oceń Urząd”</h2><p>Ankietę można wypełnić samą klawiaturą, z czytnikiem "
    "ekranu, na telefonie i bez obsługi skryptów. Nie ma w niej ograniczenia czasu ani "
    "obrazków do przepisywania. Ankietę papierową, także powiększonym drukiem, otrzymają "
    "Państwo w Biurze Obsługi Klienta.</p>"
    "<h2>Informacje zwrotne i kontakt</h2><p>Problemy z dostępnością prosimy zgłaszać w Biurze "
    "Obsługi Klienta. Odpowiemy niezwłocznie, nie później niż w ciągu 7 dni.</p>",
)

PRIVACY = PlannedPage(
    slug="ochrona-danych-osobowych",
    title="Ochrona danych osobowych",
    intro="Administratorem danych jest Burmistrz Przykładowa, ul. Ratuszowa 1, 00-000 Przykładów.",
    body="<p>Ta strona nie śledzi odwiedzających i nie łączy się z cudzymi serwisami.</p>"
    "<h2>Ankieta „Oceń Urząd”</h2><p>Ankieta jest dobrowolna i anonimowa. Nie zbieramy danych "
    "pozwalających ustalić, kto ją wypełnił.</p>",
)

PAGES = (
    NEWS,
    RESIDENT,
    BUSINESS,
    VISITOR,
    OFFICE,
    CONTACT,
    BULLETIN,
    DELIVERIES,
    SIGN_LANGUAGE,
    ACCESSIBILITY,
    PRIVACY,
)
