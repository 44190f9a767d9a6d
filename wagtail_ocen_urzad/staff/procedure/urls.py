"""Addresses of the external study inside Wagtail's admin. Each names everything it is about."""

from __future__ import annotations

from django.urls import path

from wagtail_ocen_urzad.staff.procedure import (
    comments,
    corrections,
    deadlines,
    desk,
    dossier,
    downloads,
    editions,
    firms,
    issues,
    office,
    role_holders,
)

OFFICE = "<int:office_id>/"
STUDY = f"{OFFICE}<int:year>/"
TASK = f"{STUDY}krok/<slug:task>/"

app_name = "ocen_urzad_study"
urlpatterns = [
    path("", editions.index, name="index"),
    path(f"{OFFICE}nowa/", editions.begin, name="begin"),
    path(f"{OFFICE}procedura/", office.procedure, name="procedure"),
    path(f"{OFFICE}procedura/kroki/", office.own_steps, name="own_steps"),
    path(f"{OFFICE}role/", role_holders.index, name="roles"),
    path(f"{OFFICE}role/<int:assignment_id>/koniec/", role_holders.end, name="end_role"),
    path(f"{OFFICE}firmy/dodaj/", firms.add, name="add_firm"),
    path(f"{OFFICE}firmy/<int:firm_id>/", firms.change, name="firm"),
    path(f"{OFFICE}firmy.xlsx", firms.workbook, name="firms_xlsx"),
    path(STUDY, desk.study, name="study"),
    path(f"{STUDY}opis/", editions.describe, name="describe"),
    path(f"{STUDY}zamkniecie/", editions.close, name="close"),
    path(f"{STUDY}zagadnienie/", issues.add, name="issue"),
    path(f"{STUDY}z-raportu/", issues.from_report, name="from_report"),
    path(f"{STUDY}katalog.pdf", downloads.catalogue_pdf, name="catalogue_pdf"),
    path(f"{STUDY}katalog.xlsx", downloads.catalogue_xlsx, name="catalogue_xlsx"),
    path(f"{STUDY}oferty.xlsx", downloads.quotes_xlsx, name="quotes_xlsx"),
    path(f"{STUDY}zapytanie.pdf", downloads.letter_pdf, name="letter_pdf"),
    path(f"{STUDY}akta.pdf", dossier.as_pdf, name="dossier_pdf"),
    path(f"{STUDY}akta.zip", dossier.as_zip, name="dossier_zip"),
    path(f"{STUDY}plik/<int:file_id>/", downloads.file, name="file"),
    path(f"{STUDY}zapis/<slug:kind>/<int:record_id>/", corrections.correct, name="record"),
    path(
        f"{STUDY}zapis/<slug:kind>/<int:record_id>/wycofaj/",
        corrections.withdraw,
        name="withdraw",
    ),
    path(TASK, desk.task, name="task"),
    path(f"{TASK}przesun-termin/", deadlines.move, name="move"),
    path(f"{TASK}komentarz/", comments.comment, name="comment"),
    path(f"{TASK}<slug:act>/zapisz/", desk.act, name="act"),
    path(f"{TASK}<slug:act>/<int:record_id>/zapisz/", desk.act, name="act_on_record"),
]
