"""The procedure document, sentence by sentence, word for word."""

from __future__ import annotations

from wagtail_ocen_urzad.procedure.steps.codes import Role

AIM = (
    "Zebranie w wiarygodny sposób informacji na temat satysfakcji klientów Urzędu Miasta czy też"
    " jakości usług oferowanych przez Urząd."
)


INPUT = "zagadnienia wymagające poznania opinii klientów"


OUTPUT = (
    "wiarygodna opinia klientów Urzędu dotycząca jakości usług czy też ich satysfakcji z"
    " otrzymanej usługi, wytyczne do auditowania."
)


CATALOGUE_QUOTE = (
    "Pracownik Oddziału Komunikacji Społecznej (OS) na podstawie własnych spostrzeżeń, analizy"
    " wyników poprzednich badań ankietowych, informacji zebranych od Kierownika Biura Obsługi"
    " Klienta (BOK), pracownika ds. skarg, wniosków i interwencji oraz kierowników komórek"
    " organizacyjnych sporządza katalog zagadnień wymagających poznania opinii klientów."
)


ENQUIRY_QUOTE = (
    "Pracownik OS opracowuje zapytanie o cenę i rozsyła je do co najmniej 3 renomowanych,"
    " działających na obszarze całego kraju firm przeprowadzających badania satysfakcji klienta."
)


REPLIES_QUOTE = (
    "Po otrzymaniu odpowiedzi przekazuje powyższe Kierownikowi OS, a następnie uruchamiana jest"
    " procedura zamówień publicznych."
)


CONTRACT_QUOTE = (
    "Pracownik OS prowadzi czynności związane z zawarciem umowy na badania satysfakcji klienta czy"
    " też na badanie jakości usług, następnie przekazuje wykonawcy badań katalog zagadnień wraz z"
    " ich omówieniem i uzgadnia termin realizacji badania - nie później niż połowa czerwca każdego"
    " roku."
)


EXCEPTION_QUOTE = "W uzasadnionych okolicznościach termin ten może ulec zmianie."


QUESTIONNAIRE_QUOTE = (
    "Zaakceptowaną ankietę pracownik OS przekazuje wykonawcy badań i uzgadnia z nim dokładny termin"
    " badania - nie później niż koniec czerwca każdego roku oraz szczegóły organizacyjne."
)


MONITORING_QUOTE = (
    "Pracownik OS monitoruje we współpracy z Kierownikiem OS oraz z Kierownikiem BOK przebieg"
    " badania."
)


RESULTS_QUOTE = (
    "Po otrzymaniu wyników badań pracownik OS przekazuje je Kierownikowi OS, a później"
    " Pełnomocnikowi ds. ZSZ, który po analizie przedkłada je Prezydentowi."
)


AUDIT_QUOTE = (
    "Jeżeli badania wykazują nieprawidłowości bądź zagrożenie ich wystąpieniem, Pełnomocnik ds. ZSZ"
    " poleca Zespołowi ds. ZSZ przygotowanie i przeprowadzenie auditu wewnętrznego celem określenia"
    " i wprowadzenia niezbędnych działań korekcyjnych, korygujących lub zapobiegawczych."
)


PUBLICATION_QUOTE = (
    "Publikacja wyników badań następuje w sposób wskazany przez Pełnomocnika ds. ZSZ."
)


NAMED: dict[str, tuple[Role, ...]] = {
    CATALOGUE_QUOTE: (
        Role.COORDINATOR,
        Role.DESK_HEAD,
        Role.COMPLAINTS_CLERK,
        Role.DEPARTMENT_HEAD,
    ),
    ENQUIRY_QUOTE: (Role.COORDINATOR,),
    REPLIES_QUOTE: (Role.UNIT_HEAD,),
    CONTRACT_QUOTE: (Role.COORDINATOR,),
    QUESTIONNAIRE_QUOTE: (Role.COORDINATOR,),
    MONITORING_QUOTE: (Role.COORDINATOR, Role.UNIT_HEAD, Role.DESK_HEAD),
    RESULTS_QUOTE: (
        Role.COORDINATOR,
        Role.UNIT_HEAD,
        Role.QUALITY_REPRESENTATIVE,
        Role.OFFICE_HEAD,
    ),
    AUDIT_QUOTE: (Role.QUALITY_REPRESENTATIVE, Role.QUALITY_TEAM),
    PUBLICATION_QUOTE: (Role.QUALITY_REPRESENTATIVE,),
}
"""Whom each sentence names."""

OF_THE_UNIT = frozenset({Role.COORDINATOR, Role.UNIT_HEAD})
"""Roles whose name in the document is that of the unit („pracownik OS”, „Kierownik OS”)."""


def named_in(*, quote: str) -> tuple[Role, ...]:
    """Return whom one or several sentences of the document name, in the order of the roles."""
    found = {role for one, roles in NAMED.items() if one in quote for role in roles}
    return tuple(role for role in Role if role in found)
