"""The best passage is quoted, and others only where they add something."""

from collections.abc import Callable

import pytest

from assistant.choosing import MAX_READINGS, choose_readings, tells
from assistant.reading import Reading
from assistant.retrieval import retrieve
from assistant.types import Understanding
from assistant.vocabulary import Vocabulary
from index.encoding import Encoder
from index.search import embed_question, load_weights
from index.snapshot import Snapshot

Understood = Callable[..., Understanding]


@pytest.fixture
def choose(
    snapshot: Snapshot, encoder: Encoder, understanding_of: Understood
) -> Callable[[str], tuple[Reading, ...]]:
    def readings(text: str) -> tuple[Reading, ...]:
        question = understanding_of(text)
        vector = embed_question(text, encoder, snapshot)
        evidence = retrieve(question, vector, snapshot, Vocabulary(), load_weights())
        return choose_readings(question, evidence.hits, snapshot, vector, also_within=0.2)

    return readings


def test_readings_are_few_and_differ(choose: Callable[[str], tuple[Reading, ...]]) -> None:
    readings = choose("How long is it?")
    assert 1 < len({reading.passage.id for reading in readings}) == len(readings) <= MAX_READINGS


def test_one_reading_is_all_a_part_gets(
    snapshot: Snapshot, encoder: Encoder, understanding_of: Understood
) -> None:
    question = understanding_of("How long is it?")
    vector = embed_question(question.text, encoder, snapshot)
    hits = retrieve(question, vector, snapshot, Vocabulary(), load_weights()).hits
    assert len(choose_readings(question, hits, snapshot, vector, also_within=1, at_most=1)) == 1


def test_passage_that_holds_what_must_be_comes_first(
    snapshot: Snapshot, encoder: Encoder, understanding_of: Understood
) -> None:
    """The hub's passage has an e-mail address and is put behind another."""
    question = understanding_of("What is the e-mail address?", answer_types=("contact",))
    vector = embed_question("Which hub serves Northshire?", encoder, snapshot)
    hits = retrieve(question, vector, snapshot, Vocabulary(), load_weights()).hits
    behind = sorted(hits, key=lambda hit: hit.passage.document_id == "hubs")[-3:]
    assert behind[-1].passage.document_id == "hubs"
    readings = choose_readings(question, behind, snapshot, vector, also_within=9)
    assert readings[0].passage.document_id == "hubs"
    assert tells(readings[0], question, snapshot)
    assert not tells(readings[1], question, snapshot)


def test_clear_answer_is_read_alone(choose: Callable[[str], tuple[Reading, ...]]) -> None:
    [reading] = choose("When did the abacus club meet?")
    assert reading.passage.document_id == "abacus-club"


def test_same_words_are_not_said_twice(choose: Callable[[str], tuple[Reading, ...]]) -> None:
    readings = choose("cupboard box of wooden counting rods")
    assert [reading.passage.document_id for reading in readings].count("cupboards") == 1


def test_no_hits_give_no_reading(
    snapshot: Snapshot, encoder: Encoder, understanding_of: Understood
) -> None:
    vector = embed_question("how", encoder, snapshot)
    question = understanding_of("how")
    assert choose_readings(question, (), snapshot, vector, also_within=0.2) == ()


def test_known_question_is_answered_shortly(choose: Callable[[str], tuple[Reading, ...]]) -> None:
    assert len(choose("How many days does a work group take?")) < len(choose("How long is it?"))
