"""Findings come together without saying anything twice."""

from collections.abc import Callable

import pytest

from assistant.findings import (
    LIKELY_FROM,
    Finding,
    passages_of,
    with_shared_passages,
    with_the_whole,
    without_repeats,
)
from assistant.reading import Reading
from assistant.types import Understanding
from corpus.types import Document, KnownGap
from index import chunking

Find = Callable[..., Finding]
GAP = KnownGap(id="lunch", topic="lunch", phrasings=())


@pytest.fixture
def reading_of(document_of: Callable[..., Document]) -> Callable[..., Reading]:
    document = document_of("## One\n\nHe goes. She stays.\n\n## Two\n\nIt rains.")
    passages = tuple(chunking.passages_of(document))

    def make(passage: int, *sentences: int) -> Reading:
        chosen = tuple(passages[passage].sentences[number] for number in sentences)
        return Reading(passage=passages[passage], sentences=chosen, key=chosen[0], key_score=1)

    return make


@pytest.fixture
def found(understanding_of: Callable[..., Understanding]) -> Find:
    def make(*readings: Reading, **fields: object) -> Finding:
        given: dict[str, object] = {"question": understanding_of("?"), "confidence": 0.9}
        return Finding.model_validate(given | {"readings": readings} | fields)

    return make


def test_passage_is_quoted_once(found: Find, reading_of: Callable[..., Reading]) -> None:
    one, other = without_repeats([found(reading_of(0, 0)), found(reading_of(0, 1, 0))])
    assert [len(reading.sentences) for reading in one.readings] == [2]
    assert other.readings == ()


def test_other_passages_stay(found: Find, reading_of: Callable[..., Reading]) -> None:
    findings = (found(reading_of(0, 0)), found(reading_of(1, 0)))
    assert without_repeats(findings) == findings
    assert len(set(passages_of(findings))) == 2


def test_likely_passage_that_is_quoted_answers(
    found: Find, reading_of: Callable[..., Reading]
) -> None:
    unsure = found(likely=reading_of(0, 1), gap=GAP, confidence=LIKELY_FROM)
    _, other = with_shared_passages([found(reading_of(0, 0)), unsure])
    assert other.is_answered
    assert other.gap is None


def test_likely_passage_that_is_not_quoted_does_not(
    found: Find, reading_of: Callable[..., Reading]
) -> None:
    unsure = found(likely=reading_of(1, 0), gap=GAP, confidence=LIKELY_FROM)
    unlikely = found(likely=reading_of(0, 1), gap=GAP, confidence=LIKELY_FROM / 2)
    findings = (found(reading_of(0, 0)), unsure, unlikely)
    assert with_shared_passages(findings) == findings


def test_whole_adds_what_its_parts_miss(found: Find, reading_of: Callable[..., Reading]) -> None:
    whole, part = found(reading_of(1, 0), score=1.0), found(reading_of(0, 0))
    first, other = with_the_whole([part, found(gap=GAP)], whole)
    assert first.readings == (*whole.readings, *part.readings)
    assert other.gap == GAP


def test_whole_that_a_part_told_adds_nothing(
    found: Find, reading_of: Callable[..., Reading]
) -> None:
    parts = (found(reading_of(0, 0)), found(reading_of(1, 0)))
    assert with_the_whole(parts, found(reading_of(1, 0))) == parts
    assert with_the_whole(parts, found()) == parts


def test_whole_that_is_less_like_its_sources_adds_nothing(
    found: Find, reading_of: Callable[..., Reading]
) -> None:
    parts = (found(reading_of(0, 0), score=0.9), found(gap=GAP, score=0.7))
    assert with_the_whole(parts, found(reading_of(1, 0), score=0.8)) == parts
