"""One fixed questionnaire that holds every kind of question and every rule of the form.

Its texts are Polish, as an office would write them. Codes say what a question is there for.
"""

from __future__ import annotations

from wagtail_ocen_urzad.residents.starter_sets import FIVE_POINTS
from wagtail_ocen_urzad.survey.questionnaire import (
    END,
    Best,
    Choice,
    Matrix,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
    RatingScale,
    ScalePoint,
    Skip,
)


def a_scale(code: str, *labels: str, best: Best = Best.HIGH) -> RatingScale:
    """Return a scale with these words, best first."""
    values = range(len(labels), 0, -1) if best is Best.HIGH else range(1, len(labels) + 1)
    return RatingScale(
        code=code,
        best=best,
        points=tuple(
            ScalePoint(value=value, label=label, is_good=place < len(labels) // 2)
            for place, (value, label) in enumerate(zip(values, labels, strict=True))
        ),
    )


YES_NO = a_scale("yes_no", "tak", "nie")
THREE = a_scale("three", "zadowolony(-a)", "ani tak, ani nie", "niezadowolony(-a)")
FOUR = a_scale("four", "tak", "raczej tak", "raczej nie", "nie")
SCHOOL = a_scale(
    "school",
    "celujący",
    "bardzo dobry",
    "dobry",
    "dostateczny",
    "dopuszczający",
    "niedostateczny",
)
TEN = a_scale("ten", *(str(value) for value in range(10, 0, -1)))
RANKS = a_scale("ranks", *(str(value) for value in range(1, 6)), best=Best.LOW)
LONG_WORDS = a_scale(
    "long_words",
    "w pełni spełniło moje oczekiwania, nie mam żadnych uwag",
    "w części spełniło moje oczekiwania",
    "nie spełniło moich oczekiwań",
)


def _rating(
    code: str,
    text: str,
    scale: RatingScale = FIVE_POINTS,
    *,
    matrix: Matrix | None = None,
    is_required: bool = False,
    none: bool = False,
    skips: tuple[Skip, ...] = (),
) -> Question:
    return Question(
        code=code,
        kind=QuestionKind.RATING,
        text=text,
        scale=scale,
        matrix=matrix,
        is_required=is_required,
        allows_not_applicable=none,
        skips=skips,
    )


PLACE = Matrix(code="place", lead="Jak ocenia Pan/Pani:")
PEOPLE = Matrix(code="people", lead="Pracownik, który załatwiał sprawę, był:")
GRADES = Matrix(code="grades", lead="Jaki stopień szkolny należy się za:")

EVERY_KIND = Questionnaire(
    intro="Szanowni Państwo, prosimy o ocenę obsługi w {urzad_msc}.",
    areas=(
        QuestionArea(
            code="choices",
            title="Wybór",
            questions=(
                Question(
                    code="single_other",
                    kind=QuestionKind.SINGLE,
                    text="W jaki sposób kontaktował(a) się Pan/Pani z Urzędem?",
                    is_required=True,
                    choices=(
                        Choice(code="in_person", label="osobiście"),
                        Choice(code="phone", label="telefonicznie"),
                        Choice(code="other", label="w inny sposób (jaki?)", takes_text=True),
                    ),
                ),
                Question(
                    code="department",
                    kind=QuestionKind.DEPARTMENT,
                    text="W którym wydziale lub biurze załatwiał(a) Pan/Pani sprawę?",
                    is_required=True,
                    allows_not_applicable=True,
                ),
                Question(
                    code="multiple_other",
                    kind=QuestionKind.MULTIPLE,
                    text="Czego dotyczyła sprawa?",
                    is_required=True,
                    allows_not_applicable=True,
                    choices=(
                        Choice(code="identity", label="dowody osobiste i ewidencja ludności"),
                        Choice(code="civil", label="akty stanu cywilnego"),
                        Choice(code="taxes", label="podatki i opłaty"),
                        Choice(code="waste", label="odpady komunalne"),
                        Choice(code="roads", label="drogi"),
                        Choice(code="other", label="inna (jaka?)", takes_text=True),
                        Choice(code="more", label="jeszcze inna", takes_text=True),
                    ),
                ),
                Question(
                    code="sentences",
                    kind=QuestionKind.SINGLE,
                    text="Oznakowanie w budynku Urzędu",
                    allows_not_applicable=True,
                    choices=(
                        Choice(
                            code="good",
                            label="jest czytelne i bez pytania kogokolwiek prowadzi do właściwego"
                            " pokoju, także osobę, która jest w Urzędzie po raz pierwszy",
                        ),
                        Choice(
                            code="fair",
                            label="pomaga, ale wymaga drobnych poprawek, na przykład na piętrze",
                        ),
                        Choice(code="bad", label="nie pomaga"),
                    ),
                ),
                Question(
                    code="leads",
                    kind=QuestionKind.SINGLE,
                    text="Czy był(a) Pan/Pani w budynku Urzędu?",
                    help_text="Chodzi o ostatnie 12 miesięcy.",
                    choices=(
                        Choice(code="yes", label="tak"),
                        Choice(code="no", label="nie"),
                    ),
                    skips=(Skip(answer="no", to="kind"),),
                ),
            ),
        ),
        QuestionArea(
            code="tables",
            title="Dostępność i warunki obsługi",
            lead="Prosimy zaznaczyć jedną ocenę w każdym wierszu.",
            questions=(
                _rating("place_hours", "Godziny pracy Urzędu", matrix=PLACE, none=True),
                _rating(
                    "place_access",
                    "Dostępność budynku i obsługi dla osób ze szczególnymi potrzebami",
                    matrix=PLACE,
                    none=True,
                    is_required=True,
                ),
                _rating("kind", "uprzejmy", matrix=PEOPLE),
                _rating("helpful", "pomocny", matrix=PEOPLE),
                _rating("row_alone", "Szybkość załatwienia sprawy"),
                _rating("row_together", "Dotrzymanie zapowiedzianego terminu"),
                _rating("grade_courtesy", "uprzejmość", SCHOOL, matrix=GRADES, none=True),
                _rating("grade_speed", "szybkość", SCHOOL, matrix=GRADES),
            ),
        ),
        QuestionArea(
            code="scales",
            title="Skale",
            questions=(
                _rating("five", "Jak ogólnie ocenia Pan/Pani obsługę?", is_required=True),
                _rating("yes_no", "Czy sprawa została załatwiona?", YES_NO, none=True),
                _rating("three", "Czy jest Pan/Pani zadowolony(-a)?", THREE),
                _rating("four", "Czy pracownik był przygotowany?", FOUR, none=True),
                _rating("school", "Jaki stopień wystawił(a)by Pan/Pani Urzędowi?", SCHOOL),
                _rating("ten", "Ile punktów przyzna Pan/Pani Urzędowi?", TEN, none=True),
                _rating("ranks", "Które miejsce zajmuje Urząd wśród znanych urzędów?", RANKS),
                _rating("long_words", "Załatwienie sprawy", LONG_WORDS),
                _rating(
                    "rating_leads",
                    "Czy poleci Pan/Pani e-usługi Urzędu?",
                    FOUR,
                    skips=(Skip(answer="1", to="comment"), Skip(answer="4", to=END)),
                ),
                _rating("ten_rows", "Strona internetowa", TEN),
                _rating("ten_row_two", "Biuletyn Informacji Publicznej", TEN),
            ),
        ),
        QuestionArea(
            code="words",
            title="Własnymi słowami",
            questions=(
                Question(
                    code="comment",
                    kind=QuestionKind.TEXT,
                    text="Co powinniśmy poprawić?",
                    max_length=300,
                ),
                Question(
                    code="praise",
                    kind=QuestionKind.TEXT,
                    text="Za co pochwali Pan/Pani Urząd?",
                    is_required=True,
                ),
            ),
        ),
        QuestionArea(
            code="about",
            title="Metryczka",
            lead="Na te pytania nie trzeba odpowiadać.",
            is_demographics=True,
            questions=(
                Question(
                    code="age",
                    kind=QuestionKind.SINGLE,
                    text="Wiek",
                    choices=(
                        Choice(code="to_30", label="do 30 lat"),
                        Choice(code="to_50", label="31–50 lat"),
                        Choice(code="to_65", label="51–65 lat"),
                        Choice(code="over", label="powyżej 65 lat"),
                        Choice(code="declined", label="nie chcę podawać"),
                    ),
                ),
            ),
        ),
    ),
)

FULL_ANSWERS: dict[str, list[str]] = {
    "single_other": ["other"],
    "single_other.other": ["przez pełnomocnika – „Łącznik”"],
    "department": ["so"],
    "multiple_other": ["taxes", "other"],
    "multiple_other.other": ["las"],
    "sentences": ["fair"],
    "leads": ["yes"],
    "place_hours": ["@na"],
    "place_access": ["2"],
    "kind": ["5"],
    "helpful": ["4"],
    "row_alone": ["3"],
    "row_together": ["1"],
    "grade_courtesy": ["6"],
    "grade_speed": ["1"],
    "five": ["4"],
    "yes_no": ["2"],
    "three": ["2"],
    "four": ["@na"],
    "school": ["5"],
    "ten": ["10"],
    "ranks": ["1"],
    "long_words": ["2"],
    "rating_leads": ["2"],
    "ten_rows": ["7"],
    "ten_row_two": ["8"],
    "comment": ["Więcej ławek."],
    "praise": ["Za uśmiech <i> & cierpliwość."],
    "age": ["to_50"],
}
"""A form in which everything is answered and nothing led past."""
