"""Suggestions are other questions, well formed, that the corpus is known to answer."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.suggesting import MAX_SUGGESTIONS, suggestions
from assistant.types import Citation
from corpus.types import Corpus, Programme, ProgrammeFact
from index.snapshot import Snapshot

DAYS = "How many days does a work group take?"
GRANT = "What does a school receive as a grant?"


def cited(document_id: str, heading: str) -> Citation:
    fields: dict[str, Any] = dict.fromkeys(["publisher", "url", "published", "academic_year"])
    return Citation(
        number=1,
        document_id=document_id,
        title="",
        heading=heading,
        quote="",
        start=0,
        end=0,
        **fields,
    )


@pytest.fixture(scope="module")
def told(snapshot_of: Callable[[Corpus], Snapshot], corpus: Corpus) -> Snapshot:
    """The small corpus, with facts of its work group."""
    facts = (
        ProgrammeFact(
            topic="money",
            document_id="grants",
            quote="The grant depends on the phase of the school:",
        ),
        ProgrammeFact(
            topic="time",
            document_id="work-groups",
            quote="Each teacher spends six days a year on the work group.",
        ),
        ProgrammeFact(topic="cost", document_id="gone", quote="Nobody says so any more."),
    )
    work_group = Programme(
        id="development",
        name="Development Work Group",
        phase="primary",
        joined_by="school",
        facts=facts,
    )
    return snapshot_of(corpus.model_copy(update={"programmes": (work_group,)}))


def test_programme_named_is_told_more_of(told: Snapshot) -> None:
    assert suggestions(told, ("development",), ())[:2] == (DAYS, GRANT)


def test_what_was_just_answered_is_not_suggested(told: Snapshot) -> None:
    found = suggestions(told, ("development",), [cited("work-groups", f"Guide › {DAYS}")])
    assert DAYS not in found
    assert GRANT in found


def test_document_cited_is_told_more_of(told: Snapshot) -> None:
    heading = "How long is a Mastering Number session?"
    found = suggestions(told, (), [cited("mastering-number", heading)])
    assert found == ("Who leads Mastering Number in a school?",)


def test_suggestions_are_few_and_differ(told: Snapshot) -> None:
    found = suggestions(told, ("development",), [cited("work-groups", "")])
    assert len(set(found)) == len(found) <= MAX_SUGGESTIONS


def test_suggestions_are_short_questions(snapshot: Snapshot) -> None:
    for document in snapshot.content.documents:
        for suggestion in suggestions(snapshot, (), [cited(document.id, "")]):
            assert suggestion[0].isupper()
            assert suggestion.endswith("?")


def test_corpus_without_programmes_suggests_nothing_at_first(snapshot: Snapshot) -> None:
    assert suggestions(snapshot, (), ()) == ()
