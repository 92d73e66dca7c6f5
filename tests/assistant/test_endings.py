"""Who asks as if something were still so is told first that it is not."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.endings import ToldEnd, find_end, with_end_first
from assistant.quoting import find_quoted, reading_of, source_of
from assistant.reading import Reading
from assistant.types import Understanding
from corpus.types import Corpus, Document, Ending, Programme, Quotation, SectionSource
from index.snapshot import Snapshot
from index.types import Hit, Signals

Understood = Callable[..., Understanding]

OLD = "A school of 2019/20 could claim £900 for abacuses."
END = "The money for abacuses is no longer paid."
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def snapshot_with(
    snapshot_of: Callable[[Corpus], Snapshot], document_of: Callable[..., Document]
) -> Callable[..., Snapshot]:
    def make(ended: Ending | None) -> Snapshot:
        text = f"## How much could a school claim?\n\n{OLD}\n\n## What now?\n\nTea is free. {END}\n"
        return snapshot_of(
            Corpus(
                documents=(document_of(text, id="money", programmes=("abacus",)),),
                programmes=(
                    Programme(id="abacus", name="Abacus money", phase="primary", ended=ended),
                    Programme(id="other", name="Other", phase="primary"),
                ),
                digest="made in code",
            )
        )

    return make


@pytest.fixture(scope="module")
def marked(snapshot_with: Callable[..., Snapshot]) -> Snapshot:
    return snapshot_with(Ending(document_id="money", quote=END, last_year="2019/20"))


@pytest.fixture(scope="module")
def unmarked(snapshot_with: Callable[..., Snapshot]) -> Snapshot:
    return snapshot_with(None)


def reading(quote: str, snapshot: Snapshot) -> Reading:
    quoted = find_quoted(Quotation(document_id="money", quote=quote), snapshot)
    assert quoted
    return reading_of(quoted.passage, quoted.sentence)


def end_of(question: Understanding, quote: str, snapshot: Snapshot) -> ToldEnd | None:
    hits = [Hit(passage=one, score=1.0, signals=Signals()) for one in snapshot.content.passages]
    return find_end(question, [reading(quote, snapshot)], hits, snapshot, TODAY)


@pytest.mark.parametrize(
    "fields",
    [{}, {"programmes": ("abacus",)}, {"academic_years": ("2026/27",)}],
    ids=["by its document", "by its name", "for a later year"],
)
def test_end_of_a_programme_is_found(
    fields: dict[str, object], marked: Snapshot, understanding_of: Understood
) -> None:
    end = end_of(understanding_of("do we get money?", **fields), OLD, marked)
    assert end
    assert end.last_year == "2019/20"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("how much was the money?", {}),
        ("what replaced the money?", {}),
        ("do we get money?", {"programmes": ("abacus", "other")}),
        ("money?", {"academic_years": ("2019/20",)}),
    ],
    ids=["past", "successor", "something goes on", "its own year"],
)
def test_programme_has_no_end_for_who_does_not_take_it_to_be_open(
    text: str, fields: dict[str, object], marked: Snapshot, understanding_of: Understood
) -> None:
    assert end_of(understanding_of(text, **fields), OLD, marked) is None


def test_passage_tells_the_end_to_who_doubts(
    unmarked: Snapshot, understanding_of: Understood
) -> None:
    end = end_of(understanding_of("is there still money?"), OLD, unmarked)
    assert end
    assert end.last_year is None
    text = unmarked.documents["money"].text
    assert text[end.sentence.start : end.sentence.end] == END


@pytest.mark.parametrize(("text", "quote"), [("is there money?", OLD), ("still money?", END)])
def test_end_is_not_told_without_doubt_or_twice(
    text: str, quote: str, unmarked: Snapshot, understanding_of: Understood
) -> None:
    assert end_of(understanding_of(text), quote, unmarked) is None


@pytest.mark.parametrize("quote", [OLD, "Tea is free."], ids=["elsewhere", "in the same passage"])
def test_end_comes_first(quote: str, marked: Snapshot, understanding_of: Understood) -> None:
    end = end_of(understanding_of("do we get money?"), quote, marked)
    assert end
    first, *_ = with_end_first([reading(quote, marked)], end)
    assert first.sentences[0] == end.sentence


def test_end_that_is_told_later_moves_to_the_front(
    marked: Snapshot, understanding_of: Understood
) -> None:
    end = end_of(understanding_of("do we get money?"), OLD, marked)
    assert end
    tea = reading("Tea is free.", marked)
    whole = tea.model_copy(update={"sentences": tea.passage.sentences})
    [read] = with_end_first([whole], end)
    assert read.sentences == (end.sentence, tea.key)


def test_lost_quotation_is_not_found(marked: Snapshot) -> None:
    assert find_quoted(Quotation(document_id="money", quote="Gone."), marked) is None
    assert find_quoted(Quotation(document_id="gone", quote=END), marked) is None


def test_section_has_its_own_source(document_of: Callable[..., Document]) -> None:
    own = SectionSource(section="Days", title="A letter")
    document = document_of("## Days\n\nSix.", section_sources=(own,))
    assert source_of(document, "Days") == own
    assert source_of(document, "Money").title == "The guide"
