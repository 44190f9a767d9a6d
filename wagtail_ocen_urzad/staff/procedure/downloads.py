"""Files of an edition, and the papers that the tool makes: for whoever may read it, no others."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_ocen_urzad import audit, files, spreadsheets
from wagtail_ocen_urzad.procedure.documents import catalogue, kept, letter
from wagtail_ocen_urzad.procedure.models import Study, StudyFile
from wagtail_ocen_urzad.staff.permissions import READ_STUDY, guarded
from wagtail_ocen_urzad.staff.procedure import places
from wagtail_ocen_urzad.staff.procedure.places import file_url, study_url
from wagtail_ocen_urzad.staff.procedure.rights import may_read

PDF = "application/pdf"


@guarded(rule=READ_STUDY, of=places.file_of, may=may_read)
def file(request: HttpRequest, found: StudyFile) -> HttpResponse:
    """Hand out a file as it came, always to be saved and never shown: nobody vouches for it."""
    try:
        content = files.read(sha256=found.sha256)
    except files.UnableToRead:
        messages.error(
            request,
            _("The file %(name)s is missing or was changed. Its checksum stays in the entry.")
            % {"name": found.name},
        )
        return redirect(study_url(study=found.study))
    _log(request, found.study, found.name)
    return attachment(content=content, name=found.name, kind="application/octet-stream")


@guarded(rule=READ_STUDY, of=places.study_of, may=may_read)
def catalogue_pdf(request: HttpRequest, study: Study) -> HttpResponse:
    """Hand out the catalogue of issues as an accessible PDF; as the contractor got it, if so."""
    if handed_over := kept.catalogue_as_handed_over(study=study):
        return redirect(file_url(file=handed_over))
    name = kept.catalogue_name(study=study)
    _log(request, study, name)
    return attachment(content=catalogue.catalogue_pdf(study=study), name=name, kind=PDF)


@guarded(rule=READ_STUDY, of=places.study_of, may=may_read)
def catalogue_xlsx(request: HttpRequest, study: Study) -> HttpResponse:
    """Hand out the catalogue of issues as a workbook."""
    name = f"katalog-zagadnien-{study.year}.xlsx"
    _log(request, study, name)
    content = catalogue.catalogue_workbook(study=study)
    return attachment(content=content, name=name, kind=spreadsheets.CONTENT_TYPE)


@guarded(rule=READ_STUDY, of=places.study_of, may=may_read)
def quotes_xlsx(request: HttpRequest, study: Study) -> HttpResponse:
    """Hand out the comparison of quotes as a workbook."""
    name = f"oferty-{study.year}.xlsx"
    _log(request, study, name)
    content = catalogue.quotes_workbook(study=study)
    return attachment(content=content, name=name, kind=spreadsheets.CONTENT_TYPE)


@guarded(rule=READ_STUDY, of=places.enquiry_of, may=may_read)
def letter_pdf(request: HttpRequest, study: Study) -> HttpResponse:
    """Hand out the letter that asks for a price as an accessible PDF; as it was sent, if so."""
    if sent := kept.letter_as_sent(study=study):
        return redirect(file_url(file=sent))
    name = kept.letter_name(study=study)
    _log(request, study, name)
    return attachment(content=letter.letter_pdf(study=study), name=name, kind=PDF)


def attachment(*, content: bytes, name: str, kind: str) -> HttpResponse:
    """Return a file that every browser saves and none opens."""
    response = HttpResponse(content, content_type=kind)
    name = "".join(one for one in name if one.isprintable())
    ascii_name = name.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "")
    response["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name or 'plik'}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _log(request: HttpRequest, study: Study, name: str) -> None:
    audit.record(action=audit.DOWNLOAD_STUDY_FILE, of=study, by=request.user, file=name)
