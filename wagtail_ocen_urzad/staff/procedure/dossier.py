"""The file of an edition: as one PDF to be signed, and as one ZIP that can be checked."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone

from wagtail_ocen_urzad import audit
from wagtail_ocen_urzad.procedure.documents.dossier_pack import dossier_pack
from wagtail_ocen_urzad.procedure.documents.dossier_pdf import dossier_pdf
from wagtail_ocen_urzad.procedure.models import Study
from wagtail_ocen_urzad.staff.permissions import READ_STUDY, guarded
from wagtail_ocen_urzad.staff.procedure import places
from wagtail_ocen_urzad.staff.procedure.downloads import PDF, attachment
from wagtail_ocen_urzad.staff.procedure.rights import may_read
from wagtail_ocen_urzad.staff.wording import person

ZIP = "application/zip"


@guarded(rule=READ_STUDY, of=places.study_of, may=may_read)
def as_pdf(request: HttpRequest, study: Study) -> HttpResponse:
    """Hand out the file of an edition as an accessible PDF."""
    name = f"akta-badania-{study.year}.pdf"
    content = dossier_pdf(study=study, made_by=person(user=request.user), at=timezone.now())
    _log(request, study, name)
    return attachment(content=content, name=name, kind=PDF)


@guarded(rule=READ_STUDY, of=places.study_of, may=may_read)
def as_zip(request: HttpRequest, study: Study) -> FileResponse:
    """Hand out the file of an edition with its entries, its files and their checksums."""
    name = f"akta-badania-{study.year}.zip"
    content = dossier_pack(study=study, made_by=person(user=request.user), at=timezone.now())
    _log(request, study, name)
    # Sent piece by piece and closed, which removes it, when it is sent.
    response = FileResponse(content, as_attachment=True, filename=name, content_type=ZIP)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _log(request: HttpRequest, study: Study, name: str) -> None:
    audit.record(action=audit.DOWNLOAD_STUDY_FILE, of=study, by=request.user, file=name)
