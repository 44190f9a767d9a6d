"""The only door to WeasyPrint and pikepdf: accessible PDFs from HTML of ours.

Making one reaches no file outside the package and no host.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

STATIC = Path(__file__).parents[1] / "static"

# Addresses inside a document. `.invalid` can never be a host (RFC 2606), and being https they
# resolve relative links in stylesheets as usual.
OWN = "own.invalid"
PICTURES = "pictures.invalid"


class UnableToFetch(Exception):
    """A document asked for something outside the package and the pictures handed over."""


def picture_url(*, name: str) -> str:
    """Return the address under which a document finds the picture of this name."""
    return f"https://{PICTURES}/{name}"


def render(
    *,
    html: str,
    stylesheets: Sequence[str],
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Turn HTML into a tagged PDF (PDF/UA-1). The same input gives the same bytes.

    The title, the language and the date of making come from the HTML itself. A picture that
    cannot be had is left out and its `alt` is printed.

    Args:
        html: the whole document, with `lang` and `<title>`.
        stylesheets: static files of the package, e.g. "wagtail_ocen_urzad/reports/print.css".
        pictures: bytes by name; see `picture_url`.
    """
    document, settings = prepared(html=html, stylesheets=stylesheets, pictures=pictures)
    made: bytes = document.write_pdf(**settings, pdf_variant="pdf/ua-1", pdf_identifier=True)
    return _mended(made)


def prepared(
    *, html: str, stylesheets: Sequence[str], pictures: Mapping[str, bytes] | None = None
) -> tuple[Any, dict[str, Any]]:
    """Return WeasyPrint's document, which fetches nothing from outside, and how to set it."""
    # WeasyPrint and what it loads cost about 3 s and 60 MB: only those pay who print.
    from weasyprint import CSS, HTML  # noqa: PLC0415 - heavy
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - heavy

    fetcher = _fetcher(pictures or {})
    fonts = FontConfiguration()
    sheets = [
        CSS(url=f"https://{OWN}/{name}", url_fetcher=fetcher, font_config=fonts)
        for name in stylesheets
    ]
    document = HTML(string=html, base_url=f"https://{OWN}/", url_fetcher=fetcher)
    return document, {"stylesheets": sheets, "font_config": fonts}


def _fetcher(pictures: Mapping[str, bytes]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - heavy

    class Fetcher(URLFetcher):
        """Reads what was handed over, the package's own static files, and `data:`."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name, content = _own_bytes(url, pictures)
            kind = guess_type(name)[0]
            return URLFetcherResponse(url, content, {"Content-Type": kind} if kind else {})

    # Were a request to slip through the check above, these would still refuse it.
    return Fetcher(allowed_protocols={"data"}, allow_redirects=False)


def _own_bytes(url: str, pictures: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return name and bytes of a picture or a static file of the package.

    Raises:
        UnableToFetch: anything else.
    """
    parts = urlsplit(url)
    name = unquote(parts.path).removeprefix("/")
    if parts.scheme != "https":
        raise UnableToFetch(url)
    if parts.netloc == PICTURES and name in pictures:
        return name, pictures[name]
    place = (STATIC / name).resolve()
    if parts.netloc == OWN and place.is_relative_to(STATIC.resolve()) and place.is_file():
        return name, place.read_bytes()
    raise UnableToFetch(url)


def _mended(made: bytes) -> bytes:
    """Finish the tags: heads of tables get their scope, running heads and feet are no content.

    WeasyPrint names the headers of each cell by an id but writes no table of ids, and tags the
    margins of a page although nothing in the structure refers to them. No-break spaces, which
    headings may hold, would keep a reader from finding a bookmark.
    """
    import pikepdf  # noqa: PLC0415 - beside WeasyPrint it costs little, alone a third of a second

    with pikepdf.open(BytesIO(made)) as document:
        tree = document.Root.StructTreeRoot
        content = set()
        for element, is_in_head in _elements(tree.K, is_in_head=False):
            content.add(element.objgen)
            if element.get("/S") == "/TH":
                element.A.Scope = pikepdf.Name("/Column" if is_in_head else "/Row")
        for page, tagged in zip(document.pages, tree.ParentTree.Nums[1::2], strict=False):
            page.Contents = document.make_stream(_without_margins(page, tagged, content))
        for bookmark in (one for one in document.objects if _is_bookmark(one)):
            bookmark.Title = str(bookmark.Title).replace("\u00a0", " ")
        finished = BytesIO()
        document.save(finished, deterministic_id=True)
    return finished.getvalue()


def _is_bookmark(one: Any) -> bool:
    import pikepdf  # noqa: PLC0415 - heavy

    return isinstance(one, pikepdf.Dictionary) and {"/Title", "/Parent"} <= one.keys()


def _elements(kids: Any, *, is_in_head: bool) -> Iterator[tuple[Any, bool]]:
    """Yield the elements of the structure, and whether each is part of a table's head."""
    for kid in kids:
        if not hasattr(kid, "objgen") or kid.get("/S") is None:
            continue  # a piece of content, or the annotation of a link
        here = is_in_head or kid.S == "/THead"
        yield kid, here
        yield from _elements(kid.get("/K", ()), is_in_head=here)


def _without_margins(page: Any, tagged: Any, content: set[tuple[int, int]]) -> bytes:
    """Return the drawing of a page in which what no element refers to is an artifact."""
    import pikepdf  # noqa: PLC0415 - heavy

    margin = pikepdf.ContentStreamInstruction(
        [pikepdf.Name.Artifact, pikepdf.Dictionary(Type=pikepdf.Name.Pagination)],
        pikepdf.Operator("BDC"),
    )
    drawing = []
    for one in pikepdf.parse_content_stream(page):
        is_margin = False
        if str(one.operator) == "BDC" and "/MCID" in one.operands[1]:
            place = int(one.operands[1].MCID)
            is_margin = tagged[place].objgen not in content
            if is_margin:
                tagged[place] = None
        drawing.append(margin if is_margin else one)
    return pikepdf.unparse_content_stream(drawing)
