"""The procedure document, as it is quoted by the steps: its own words, its own line breaks."""

TEXT = """\
Cel: Zebranie w wiarygodny sposób informacji na temat satysfakcji klientów Urzędu Miasta czy też
jakości usług oferowanych przez Urząd.

OPIS POSTĘPOWANIA

Wejście: zagadnienia wymagające poznania opinii klientów

1. Pracownik Oddziału Komunikacji Społecznej (OS) na podstawie własnych spostrzeżeń, analizy
wyników poprzednich badań ankietowych, informacji zebranych od Kierownika Biura Obsługi
Klienta (BOK), pracownika ds. skarg, wniosków i interwencji oraz kierowników komórek
organizacyjnych sporządza katalog zagadnień wymagających poznania opinii klientów.
Pracownik OS opracowuje zapytanie o cenę i rozsyła je do co najmniej 3 renomowanych,
działających na obszarze całego kraju firm przeprowadzających badania satysfakcji klienta. Po
otrzymaniu odpowiedzi przekazuje powyższe Kierownikowi OS, a następnie uruchamiana jest
procedura zamówień publicznych.

2. Pracownik OS prowadzi czynności związane z zawarciem umowy na badania satysfakcji klienta
czy też na badanie jakości usług, następnie przekazuje wykonawcy badań katalog zagadnień
wraz z ich omówieniem i uzgadnia termin realizacji badania - nie później niż połowa czerwca
każdego roku. W uzasadnionych okolicznościach termin ten może ulec zmianie.

3. Zaakceptowaną ankietę pracownik OS przekazuje wykonawcy badań i uzgadnia z nim dokładny
termin badania - nie później niż koniec czerwca każdego roku oraz szczegóły organizacyjne.

4. Pracownik OS monitoruje we współpracy z Kierownikiem OS oraz z Kierownikiem BOK
przebieg badania.

5. Po otrzymaniu wyników badań pracownik OS przekazuje je Kierownikowi OS, a później
Pełnomocnikowi ds. ZSZ, który po analizie przedkłada je Prezydentowi.

6. Jeżeli badania wykazują nieprawidłowości bądź zagrożenie ich wystąpieniem, Pełnomocnik ds.
ZSZ poleca Zespołowi ds. ZSZ przygotowanie i przeprowadzenie auditu wewnętrznego celem
określenia i wprowadzenia niezbędnych działań korekcyjnych, korygujących lub
zapobiegawczych.

7. Publikacja wyników badań następuje w sposób wskazany przez Pełnomocnika ds. ZSZ.

Wyjście: wiarygodna opinia klientów Urzędu dotycząca jakości usług czy też ich satysfakcji z
otrzymanej usługi, wytyczne do auditowania.
"""
