"""Addresses of the desk of paper, below the admin's own."""

from __future__ import annotations

from django.urls import path

from wagtail_ocen_urzad.staff.paper import (
    batches,
    correction,
    ending,
    entry,
    new_batch,
    second,
    start,
    tally,
)

app_name = "ocen_urzad_paper"
BATCH = "partie/<slug:code>/<int:batch>"
urlpatterns = [
    path("arkusz/", start.start, name="start"),
    path("partie/nowa/", new_batch.new, name="new"),
    path(f"{BATCH}/", batches.batch, name="batch"),
    path(f"{BATCH}/protokol/", batches.protocol, name="protocol"),
    path(f"{BATCH}/zapisz/", batches.save, name="save"),
    path(f"{BATCH}/zamknij/", batches.close, name="close"),
    path(f"{BATCH}/otworz/", batches.reopen, name="reopen"),
    path(f"{BATCH}/wycofaj/", batches.withdraw, name="withdraw"),
    path(f"{BATCH}/korekta/", correction.correct, name="correct"),
    path(f"{BATCH}/arkusz/", entry.entry, name="entry"),
    path(f"{BATCH}/arkusz/stan/", entry.state, name="entry_state"),
    path(f"{BATCH}/arkusz/kod/", start.find_sheet, name="find_sheet"),
    path(f"{BATCH}/arkusz/cofnij/", entry.remove_last, name="remove_last"),
    path(f"{BATCH}/arkusz/<int:sheet>/", entry.sheet, name="sheet"),
    path(f"{BATCH}/drugi-wpis/", second.second, name="second"),
    path(f"{BATCH}/drugi-wpis/koniec/", ending.end, name="end_check"),
    path(f"{BATCH}/drugi-wpis/<int:sheet>/", second.again, name="again"),
    path(f"{BATCH}/drugi-wpis/<int:sheet>/brak/", second.missing, name="missing"),
    path(f"{BATCH}/drugi-wpis/<int:sheet>/<slug:question>/", second.settle, name="settle"),
    path(f"{BATCH}/zestawienie/", tally.tally, name="tally"),
]
