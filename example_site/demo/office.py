"""The office of Przykładów: what its clerks would have typed (fictional throughout)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from example_site.town import Town
from wagtail_ocen_urzad import revision
from wagtail_ocen_urzad.survey.models import Department, Office, ServicePoint
from wagtail_ocen_urzad.survey.operations import office_for_site

HERB = Path(__file__).resolve().parent.parent / "static" / "town" / "herb.png"

DEPARTMENTS = (
    ("or", "Wydział Organizacyjny", "OR"),
    ("so", "Wydział Spraw Obywatelskich", "SO"),
    ("usc", "Urząd Stanu Cywilnego", "USC"),
    ("po", "Wydział Podatków i Opłat", "PO"),
    ("gn", "Wydział Gospodarki Nieruchomościami", "GN"),
    ("pb", "Wydział Planowania i Budownictwa", "PB"),
    ("os", "Wydział Ochrony Środowiska", "OŚ"),
    ("di", "Wydział Dróg i Infrastruktury", "DI"),
    ("ow", "Wydział Oświaty", "OW"),
    ("ps", "Wydział Polityki Społecznej", "PS"),
    ("bok", "Biuro Obsługi Klienta", "BOK"),
    ("sm", "Straż Miejska", "SM"),
)
SERVICE_POINTS = (
    ("BQK22", "Biuro Obsługi Klienta", "parter", "stanowiska 1–4", "BOK"),
    ("USC33", "Urząd Stanu Cywilnego", "parter", "pok. 12", "USC"),
    ("KASA5", "Kasa i podatki", "parter", "pok. 5", "PO"),
    ("FRA33", "Filia", "ul. Szkolna 3", "parter", "BOK"),
)
TEXTS: dict[str, Any] = {
    "name": "Urząd Miejski w Przykładowie",
    "name_genitive": "Urzędu Miejskiego w Przykładowie",
    "name_locative": "Urzędzie Miejskim w Przykładowie",
    "short_name": "UM Przykładów",
    "kind": "urząd miejski",
    "head_title": "Burmistrz Przykładowa",
    "head_title_genitive": "Burmistrza Przykładowa",
    "head_title_dative": "Burmistrzowi Przykładowa",
    "street": "ul. Ratuszowa 1",
    "postcode": "00-000",
    "town": "Przykładów",
    "phone": "00 000 00 00",
    "email": "urzad@przykladow.example",
    "website": "https://przykladow.example/",
    "bip": "https://bip.przykladow.example/",
    "edelivery": "AE:PL-00000-00000-PRZYK-00",
    "opening_hours": ("poniedziałek 8.00–17.00, wtorek–czwartek 7.30–15.30, piątek 7.30–14.00"),
    "logo_alt": "Herb Przykładowa",
    "controller": "Burmistrz Przykładowa",
    "controller_address": "ul. Ratuszowa 1, 00-000 Przykładów",
    "dpo_contact": "iod@przykladow.example",
    "legal_number": "12/2019",
    "legal_date": date(2019, 11, 4),
    "legal_authority": "Burmistrz Przykładowa",
    "legal_authority_genitive": "Burmistrza Przykładowa",
    "legal_in_force_from": date(2019, 11, 4),
    "legal_statute": "art. 30 ust. 1 ustawy z dnia 8 marca 1990 r. o samorządzie gminnym",
    "responsible_unit": "Wydział Organizacyjny",
    "supervisor_title": "Sekretarz Miasta",
}


def put_in_force(*, town: Town, by: Any, at: datetime) -> Office:
    """Fill in the office of the town's site and put its data in force, once."""
    office = office_for_site(site=town.site)
    if office.in_force_id is not None:
        return office
    for name, value in TEXTS.items():
        setattr(office, name, value)
    office.complaints_url = town.complaints.full_url
    office.logo.save("herb.png", ContentFile(HERB.read_bytes()), save=False)
    office.save()
    for position, (code, name, symbol) in enumerate(DEPARTMENTS):
        Department.objects.create(
            office=office, code=code, name=name, symbol=symbol, sort_order=position
        )
    for position, (code, name, building, room, symbol) in enumerate(SERVICE_POINTS):
        ServicePoint.objects.create(
            office=office,
            code=code,
            name=name,
            building=building,
            room=room,
            department_symbol=symbol,
            sort_order=position,
        )
    revision.change_office(office=office, by=by, at=at)
    office.refresh_from_db()
    return office
