"""Step 7 of the procedure (P-21).

„Publikacja wyników badań następuje w sposób wskazany przez Pełnomocnika ds. ZSZ.”
"""

from __future__ import annotations

import pytest

from tests.procedure.scene import Edition, played, refused
from wagtail_ocen_urzad.procedure import operations
from wagtail_ocen_urzad.procedure.facts import Lacking
from wagtail_ocen_urzad.procedure.models import PublicationChannel, PublicationDecision
from wagtail_ocen_urzad.procedure.progress import State
from wagtail_ocen_urzad.procedure.steps import Role, TaskCode

made = played(until=TaskCode.PUBLICATION_DECISION)
BIP, BOARD, WEBSITE = (
    PublicationChannel.BIP,
    PublicationChannel.BOARD,
    PublicationChannel.WEBSITE,
)


@pytest.fixture
def edition(made: Edition, db: None) -> Edition:
    return made


def test_nothing_is_published_without_a_decision(edition: Edition) -> None:
    """„w sposób wskazany”."""
    assert refused(operations.UnableToPublish, edition.publication) == [
        ("task", "publication_decision")
    ]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.QUALITY_REPRESENTATIVE])
def test_only_the_representative_indicates_the_way(edition: Edition, role: Role) -> None:
    """„wskazany przez Pełnomocnika ds. ZSZ”."""
    assert refused(
        operations.UnableToDecidePublication, lambda: edition.decision(**edition[role])
    ) == [("role", "")]


def test_the_decision_names_at_least_one_way(edition: Edition) -> None:
    none = refused(operations.UnableToDecidePublication, lambda: edition.decision(channels=[]))
    unknown = refused(
        operations.UnableToDecidePublication, lambda: edition.decision(channels=["radio"])
    )

    decision = edition.decision(channels=[WEBSITE, BIP])

    assert (none, unknown) == ([("field", "channels")], [("value", "channels")])
    assert (decision.channels, decision.decided_by) == (
        ["bip", "website"],
        "quality_representative",
    )


def test_another_way_is_said_in_words(edition: Edition) -> None:
    other = [PublicationChannel.OTHER]

    assert refused(
        operations.UnableToDecidePublication, lambda: edition.decision(channels=other)
    ) == [("field", "manner")]
    assert edition.decision(channels=other, manner="Na sesji Rady Miasta").pk


def test_only_in_a_way_that_was_indicated(edition: Edition) -> None:
    edition.decision(channels=[BIP])

    assert refused(operations.UnableToPublish, lambda: edition.publication(BOARD)) == [
        ("value", "channel")
    ]
    published = edition.publication(BIP)
    assert (published.channel, published.place, published.published_on) == (
        "bip",
        "https://bip.example.pl/badanie",
        edition.today,
    )


def test_every_way_that_was_indicated_is_used(edition: Edition) -> None:
    edition.decision(channels=[BIP, WEBSITE])
    edition.publication(BIP)

    half = edition.standing.tasks[TaskCode.PUBLICATION]
    edition.publication(WEBSITE)
    whole = edition.standing.tasks[TaskCode.PUBLICATION]

    assert [(one.what, one.there, one.needed) for one in half.lacks] == [(Lacking.CHANNELS, 1, 2)]
    assert (half.state, whole.state) == (State.NOW, State.DONE)


def test_a_way_that_was_used_is_not_taken_back(edition: Edition) -> None:
    decision = edition.decision(channels=[BIP, WEBSITE])
    edition.publication(WEBSITE)

    assert refused(
        operations.UnableToCorrect,
        lambda: operations.correct(
            record=decision,
            channels=["bip"],
            reason="Tylko BIP",
            **edition[Role.QUALITY_REPRESENTATIVE],
        ),
    ) == [("in_use", "publication")]
    assert PublicationDecision.objects.get(pk=decision.pk).channels == ["bip", "website"]
