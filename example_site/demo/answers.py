"""What residents of Przykładów would have answered: random, the same on every run.

Meant to feel real (overall mean about 4,4; accessibility, premises and e-services weakest; the
department missing in a quarter; a comment in every sixth form).
"""

from __future__ import annotations

from random import Random

from wagtail_ocen_urzad.survey.questionnaire import (
    NOT_APPLICABLE,
    Question,
    QuestionArea,
    QuestionKind,
    Questionnaire,
)

Given = dict[str, list[str]]

TYPICAL = 4.45
"""Mean of a rating that is not named below, in points."""
MEANS = {
    "accessibility": 3.55,
    "premises": 3.75,
    "eservices": 3.8,
    "website": 4.05,
    "courtesy": 4.65,
    "competence": 4.6,
    "commitment": 4.55,
    "overall": 4.4,
}
NOT_APPLICABLE_SHARE = {"accessibility": 0.12, "eservices": 0.3, "website": 0.15}
DEPARTMENT_WEIGHTS = {"so": 7, "po": 5, "usc": 5, "gn": 3, "pb": 3, "os": 2, "di": 2, "bok": 4}
COMMENTS = (
    "Szybko i miło, dziękuję.",
    "Brak miejsc parkingowych i podjazdu.",
    "Pani Kowalska z pokoju 5 była nieuprzejma.",
    "Proszę o telefon: 600 000 000, Jan Nowak.",
    "Jestem po udarze i nie mogę wejść po schodach.",
    "=1+1",
    "Za długo czekałem w kolejce do kasy.",
    "Дуже дякую за допомогу з документами.",
    "Więcej spraw powinno się dać załatwić przez internet.",
)


def one_form(
    *, questionnaire: Questionnaire, departments: list[str], is_paper: bool, random: Random
) -> Given:
    """Return the raw answers of one form; paper leaves more out, required marks included."""
    given: Given = {}
    mood = random.gauss(0, 0.55)
    for area in questionnaire.areas:
        for question in area.questions:
            skipped = random.random() < _skip_share(question, area, is_paper=is_paper)
            if not skipped:
                given[question.code] = _answer(question, departments, mood, random)
    return {code: values for code, values in given.items() if values}


def _skip_share(question: Question, area: QuestionArea, *, is_paper: bool) -> float:
    if question.kind is QuestionKind.TEXT:
        return 0.83
    if question.kind is QuestionKind.DEPARTMENT:
        return 0.22
    if question.is_required:
        return 0.015 if is_paper else 0.0
    if area.is_demographics:
        return 0.18
    return 0.035 if is_paper else 0.02


def _answer(question: Question, departments: list[str], mood: float, random: Random) -> list[str]:
    share = NOT_APPLICABLE_SHARE.get(question.code, 0.03)
    if question.allows_not_applicable and random.random() < share:
        return [NOT_APPLICABLE]
    if question.kind is QuestionKind.TEXT:
        return [random.choice(COMMENTS)]
    if question.kind is QuestionKind.DEPARTMENT:
        weights = [DEPARTMENT_WEIGHTS.get(code, 1) for code in departments]
        return random.choices(departments, weights)
    if question.scale is not None:
        aim = MEANS.get(question.code, TYPICAL) + mood + random.gauss(0.12, 0.75)
        low, high = question.scale.minimum, question.scale.maximum
        return [str(min(high, max(low, round(aim))))]
    codes = [choice.code for choice in question.choices]
    weights = [len(codes) - position for position in range(len(codes))]
    many = 2 if question.kind is QuestionKind.MULTIPLE and random.random() < 0.25 else 1
    return sorted(set(random.choices(codes, weights, k=many)))
