"""Sources that disagree on what is asked are found, and every side of them is told."""

from collections.abc import Callable, Sequence

import pytest

from assistant.conflicts import (
    Conflict,
    find_conflict,
    is_asked_now,
    matters,
    with_all_sides,
    with_newest_only,
)
from assistant.quoting import find_quoted, reading_of
from assistant.reading import Reading
from assistant.types import Understanding
from corpus.types import (
    Corpus,
    Difference,
    Disagreement,
    Document,
    Quotation,
    SectionSource,
    Side,
    Source,
)
from index.snapshot import Snapshot
from index.types import Hit, Signals

Understood = Callable[..., Understanding]
DocumentOf = Callable[..., Document]

RED = "The club lasts 12 months, says Red Hub."
BLUE = "The club lasts 15 months, says Blue Hub."
BOTH = "Hubs differ on the length of the club."
DAILY = "In 2023/24 the club met daily in the hall."
FOUR = "In 2025/26 the club met four times a week."
TEXT = f"""## How long is the club at Red Hub?

{RED}

## How long is the club at Blue Hub?

{BLUE}

## Which length is right?

{BOTH}

## How often did the club meet before?

{DAILY}

## How often does the club meet?

{FOUR} It serves tea.
"""


def side(quote: str, says: str) -> Side:
    return Side(document_id="club", quote=quote, says=says)


LENGTH = Disagreement(
    id="length",
    point="how long the club lasts",
    by="sources",
    sides=(side(RED, "12 months"), side(BLUE, "15 months")),
    told_together=(Quotation(document_id="club", quote=BOTH),),
)
RHYTHM = Disagreement(
    id="rhythm",
    point="how often the club meets",
    by="years",
    sides=(side(DAILY, "daily"), side(FOUR, "four times a week")),
)


@pytest.fixture(scope="module")
def snapshot_with(
    snapshot_of: Callable[[Corpus], Snapshot], document_of: DocumentOf
) -> Callable[..., Snapshot]:
    def make(*disagreements: Disagreement) -> Snapshot:
        sources = [
            ("How long is the club at Red Hub?", "Red Maths Hub", "2024/25"),
            ("How long is the club at Blue Hub?", "Blue Maths Hub", "2024/25"),
            ("How often did the club meet before?", "Red Maths Hub", "2023/24"),
            ("How often does the club meet?", "Blue Maths Hub", "2025/26"),
        ]
        document = document_of(
            TEXT,
            id="club",
            source=Source(title="The club", academic_year="2024/25"),
            section_sources=tuple(
                SectionSource(title="The club", section=section, publisher=who, academic_year=year)
                for section, who, year in sources
            ),
        )
        return snapshot_of(
            Corpus(documents=(document,), disagreements=disagreements, digest="made in code")
        )

    return make


@pytest.fixture(scope="module")
def snapshot(snapshot_with: Callable[..., Snapshot]) -> Snapshot:
    return snapshot_with(LENGTH, RHYTHM)


def reading(quote: str, snapshot: Snapshot) -> Reading:
    quoted = find_quoted(Quotation(document_id="club", quote=quote), snapshot)
    assert quoted
    return reading_of(quoted.passage, quoted.sentence)


def hits_on(snapshot: Snapshot) -> list[Hit]:
    passages = snapshot.content.passages
    return [Hit(passage=one, score=1.0, signals=Signals()) for one in passages]


def found(quote: str, snapshot: Snapshot) -> Conflict | None:
    return find_conflict([reading(quote, snapshot)], hits_on(snapshot), snapshot)


def quoted_by(readings: Sequence[Reading], snapshot: Snapshot) -> list[str]:
    text = snapshot.documents["club"].text
    return [text[one.start : one.end] for some in readings for one in some.sentences]


def test_marked_disagreement_is_found_with_its_sources(snapshot: Snapshot) -> None:
    conflict = found(RED, snapshot)
    assert conflict
    assert conflict.point == "how long the club lasts"
    told = [(one.says, one.publisher, one.academic_year) for one in conflict.sides]
    assert told == [
        ("12 months", "Red Maths Hub", "2024/25"),
        ("15 months", "Blue Maths Hub", "2024/25"),
    ]


def test_passages_that_differ_in_a_value_only_disagree(
    snapshot_with: Callable[..., Snapshot],
) -> None:
    conflict = found(BLUE, snapshot_with())
    assert conflict
    assert (conflict.point, conflict.by) == (None, "sources")
    assert {one.says for one in conflict.sides} == {"12 months", "15 months"}


def test_other_sentence_disagrees_with_nothing(snapshot: Snapshot) -> None:
    assert found("It serves tea.", snapshot) is None
    assert find_conflict([], [], snapshot) is None


def test_far_passage_contradicts_nothing(snapshot_with: Callable[..., Snapshot]) -> None:
    snapshot = snapshot_with()
    first = reading(RED, snapshot)
    hits = [
        hit if hit.passage == first.passage else hit.model_copy(update={"score": 0.5})
        for hit in hits_on(snapshot)
    ]
    hits.sort(key=lambda hit: -hit.score)
    assert find_conflict([first], hits, snapshot) is None


def test_newest_side_comes_first(snapshot: Snapshot) -> None:
    conflict = found(DAILY, snapshot)
    assert conflict
    assert [one.says for one in conflict.sides] == ["four times a week", "daily"]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [(RED, [RED, BLUE]), (BOTH, [BOTH, RED, BLUE]), (DAILY, [FOUR, DAILY])],
    ids=["one side", "neither side", "older side"],
)
def test_every_side_is_told(quote: str, expected: list[str], snapshot: Snapshot) -> None:
    conflict = found(quote, snapshot)
    assert conflict
    readings = with_all_sides([reading(quote, snapshot)], conflict, snapshot)
    assert quoted_by(readings, snapshot) == expected


@pytest.mark.parametrize(("quote", "expected"), [(DAILY, [FOUR]), (FOUR, [FOUR])])
def test_current_beats_old(quote: str, expected: list[str], snapshot: Snapshot) -> None:
    conflict = found(quote, snapshot)
    assert conflict
    readings = with_newest_only([reading(quote, snapshot)], conflict, snapshot)
    assert quoted_by(readings, snapshot) == expected


def conflict_by(by: Difference, snapshot: Snapshot) -> Conflict:
    marked = {"sources": RED, "people": RED, "years": DAILY}[by]
    conflict = find_conflict([reading(marked, snapshot)], (), snapshot)
    assert conflict
    return conflict.model_copy(update={"by": by})


@pytest.mark.parametrize(
    ("by", "text", "fields"),
    [
        ("sources", "how long is it?", {}),
        ("sources", "how long was it in 24/25?", {"academic_years": ("2024/25",)}),
        ("years", "is it still daily?", {}),
        ("years", "is it on every day?", {}),
        ("years", "our leaflet says another thing", {}),
        ("people", "what is the money for?", {}),
    ],
)
def test_asker_must_know_of_it(
    by: Difference,
    text: str,
    fields: dict[str, object],
    snapshot: Snapshot,
    understanding_of: Understood,
) -> None:
    assert matters(understanding_of(text, **fields), conflict_by(by, snapshot))


@pytest.mark.parametrize(
    ("by", "text", "fields"),
    [
        ("sources", "how long is it at Blue Maths Hub?", {}),
        ("sources", "how long was it in 21/22?", {"academic_years": ("2021/22",)}),
        ("sources", "am I allowed to join in my first year?", {}),
        ("years", "how often does it meet?", {}),
        ("years", "was it daily in 23/24?", {"academic_years": ("2023/24",)}),
        ("people", "what is the money for in a primary school?", {"phase": "primary"}),
        ("people", "is it the same for primary and secondary schools?", {}),
    ],
)
def test_one_side_serves_the_asker(
    by: Difference,
    text: str,
    fields: dict[str, object],
    snapshot: Snapshot,
    understanding_of: Understood,
) -> None:
    assert not matters(understanding_of(text, **fields), conflict_by(by, snapshot))


def test_question_with_a_year_or_in_the_past_is_not_asked_now(
    understanding_of: Understood,
) -> None:
    assert is_asked_now(understanding_of("how often is it?"))
    assert not is_asked_now(understanding_of("how often was it?"))
    assert not is_asked_now(understanding_of("how often?", academic_years=("2023/24",)))
