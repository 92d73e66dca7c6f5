"""The encoder hashes words, so that phrasings are as near as the words they share."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.checking.findings import Finding
from corpus.checking.reading import CorpusFiles, FromFile
from corpus.phrasings import PhrasingsFile, SectionEntry
from corpus.types import Corpus, Document, KnownGap
from index.building import content_of
from index.comparisons import Words, compared
from index.contradictions import CACHE_FOLDER, contradictions, numbers_in
from index.embedding_cache import FILE_NAME
from index.encoding import Encoder
from index.errors import BuildFailedError
from index.phrasing_review import answered_gaps, review_phrasings, strays

COST = ("how much does it cost", "does it cost us money", "what money does it cost the school")
DATES = ("on which dates is the course", "which dates are there", "the dates of the course please")
GAP = ("is lunch included on the day", "is there lunch on the day", "lunch on the day?")

DocumentOf = Callable[..., Document]
Review = Callable[..., tuple[Finding, ...]]


def phrasings_of(document: str, heading: str, phrasings: Sequence[str]) -> FromFile[PhrasingsFile]:
    entry = SectionEntry(heading=heading, phrasings=tuple(phrasings))
    content = PhrasingsFile(document=document, sections=(entry,))
    return FromFile(file=f"phrasings/{document}.yaml", content=content)


def gap_of(phrasings: Sequence[str]) -> FromFile[PhrasingsFile]:
    gap = KnownGap(id="lunch", topic="whether lunch is on the day", phrasings=tuple(phrasings))
    return FromFile(file="phrasings/gaps.yaml", content=PhrasingsFile(gaps=(gap,)))


@pytest.fixture
def review(document_of: DocumentOf, encoder: Encoder, tmp_path: Path) -> Review:
    """Review two documents of one section each, and a gap, with the phrasings given."""

    def run(
        *,
        cost: Sequence[str] = COST,
        dates: Sequence[str] = DATES,
        gap: Sequence[str] = GAP,
        texts: tuple[str, str] = ("The school pays nothing at all.", "It is on three Mondays."),
    ) -> tuple[Finding, ...]:
        documents = (
            document_of(("heading", "Fees"), ("paragraph", texts[0]), id="fees", title="Fees"),
            document_of(("heading", "Days"), ("paragraph", texts[1]), id="days", title="Days"),
        )
        files = CorpusFiles(
            folder=tmp_path,
            is_bare=False,
            documents=tuple(
                FromFile(file=f"documents/{one.id}.md", content=one) for one in documents
            ),
            phrasings=(
                phrasings_of("fees", "Fees", cost),
                phrasings_of("days", "Days", dates),
                gap_of(gap),
            ),
        )
        return review_phrasings(files, encoder, tmp_path / "index")

    return run


def seen(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.file, one.place) for one in findings]


def words(text: str, owner: str, *, document: str = "", file: str = "a.yaml") -> Words:
    return Words(text=text, owner=owner, place=owner, document_id=document, file=file)


def vectors_at(*angles: float) -> np.ndarray:
    """Put each text on a circle, so that cosines are those of the angles between them."""
    radians = np.radians(angles)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def test_phrasings_in_their_place_are_let_be(review: Review) -> None:
    assert review() == ()


def test_stray_phrasing_is_told(review: Review) -> None:
    found = review(cost=(*COST, "which dates of the course are there"))
    assert ("stray phrasing", "phrasings/fees.yaml", "Fees") in seen(found)


def test_stray_tells_where_it_may_belong(review: Review) -> None:
    found = review(cost=(*COST, "which dates of the course are there"))
    assert any("“Days” in days, as “which dates are there” is" in one.advice for one in found)


def test_gap_that_is_answered_is_told(review: Review) -> None:
    found = review(gap=(*GAP, "how much does it cost us"))
    assert seen(found) == [("gap that may be answered", "phrasings/gaps.yaml", "gap lunch")]


def test_same_words_are_not_told_again(review: Review) -> None:
    """The structural checks tell of a phrasing that stands in two places."""
    assert review(cost=(*COST, DATES[0]), dates=(*DATES, "course")) == ()


def test_different_numbers_may_contradict(review: Review) -> None:
    texts = ("Schools get £1,000 for release.", "Schools get £2,000 for release.")
    found = review(
        texts=(f"{'The same words. ' * 30}{texts[0]}", f"{'The same words. ' * 30}{texts[1]}")
    )
    assert seen(found) == [("possible contradiction", "documents/fees.md", "Fees")]


def test_same_numbers_are_let_be(review: Review) -> None:
    assert review(texts=("Schools get £1,000.", "Schools get £1000.")) == ()


def test_same_document_does_not_contradict_itself(
    document_of: DocumentOf, encoder: Encoder, tmp_path: Path
) -> None:
    """A list of grants repeats its words on purpose."""
    pieces = [("heading", "One"), ("paragraph", f"{'The same words. ' * 30}1.")]
    pieces += [("heading", "Two"), ("paragraph", f"{'The same words. ' * 30}2.")]
    content = content_of(Corpus(documents=(document_of(*pieces),), digest=""))
    assert list(contradictions(content, encoder, tmp_path)) == []


def test_other_sections_may_have_other_numbers(review: Review) -> None:
    texts = ("A school gets £1,000 for its release.", "A school gets £2,000 for its books.")
    assert review(texts=texts) == ()


def test_worst_comes_first() -> None:
    all_words = [
        words("home", "a", document="x", file=""),
        words("near", "a", document="x"),
        words("far", "a", document="x"),
        words("there", "b", document="y", file=""),
        words("elsewhere", "c", document="z", file=""),
    ]
    found = strays(all_words, vectors_at(0, -50, 80, 85, -90))
    assert [one.words.text for one in found] == ["far", "near"]


@pytest.mark.parametrize(("angle", "count"), [(24, 0), (23, 1)])
def test_margin_of_strays_is_a_twentieth(angle: float, count: int) -> None:
    """The own words at 30 degrees have a cosine of 0.866, those at 24 one of 0.914."""
    all_words = [
        words("asked", "a", document="x"),
        words("own", "a", document="x", file=""),
        words("other", "b", document="y", file=""),
    ]
    assert len(strays(all_words, vectors_at(0, -30, angle))) == count


@pytest.mark.parametrize(("angle", "count"), [(16, 0), (14, 1)])
def test_margin_of_gaps_is_a_tenth(angle: float, count: int) -> None:
    """The own words at 30 degrees have a cosine of 0.866, those at 16 one of 0.961."""
    all_words = [
        words("asked", "a"),
        words("own", "a", file=""),
        words("other", "b", document="y"),
    ]
    assert len(answered_gaps(all_words, vectors_at(0, -30, angle))) == count


def test_section_of_the_same_document_is_not_elsewhere() -> None:
    all_words = [
        words("asked", "a", document="x"),
        words("own", "a", document="x"),
        words("other", "b", document="x"),
    ]
    assert strays(all_words, vectors_at(0, 90, 1)) == []


def test_texts_do_not_answer_gaps() -> None:
    """A gap is near to the text that just does not tell it."""
    all_words = [words("asked", "a"), words("own", "a"), words("text", "b", document="y", file="")]
    assert answered_gaps(all_words, vectors_at(0, 90, 1)) == []


def test_gaps_draw_no_phrasing_away() -> None:
    all_words = [
        words("asked", "a", document="x"),
        words("own", "a", document="x"),
        words("gap", "b"),
    ]
    assert strays(all_words, vectors_at(0, 90, 1)) == []


def test_only_phrasing_is_not_compared() -> None:
    all_words = [words("asked", "a", document="x"), words("other", "b", document="y")]
    others = np.array([True, True])
    assert list(compared(all_words, vectors_at(0, 1), [0], others)) == []


def test_many_rows_are_compared_in_blocks() -> None:
    many = [
        words(f"{number}", f"{number // 2}", document=f"{number // 2}") for number in range(1400)
    ]
    found = list(compared(many, vectors_at(*range(1400)), range(1400), np.ones(1400, dtype=bool)))
    assert [one.words.text for one in found] == [one.text for one in many]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two teachers take 4 days, or four.", {"2", "4"}),
        ("£1,000 and £2,000.50, not 1000", {"1000", "2000.50"}),
        ("In 2024/25, 2025–26 and 2024/2025 it was 75% by 2025.", {"75", "2025"}),
        ("The first one is often the best one.", set()),
        ("A second or third year.", {"second", "third"}),
    ],
)
def test_numbers_are_figures_or_words(text: str, expected: set[str]) -> None:
    assert numbers_in(text) == expected


def test_index_keeps_the_vectors_of_phrasings(review: Review, encoder: Encoder) -> None:
    """The next build takes them from its cache."""
    review()
    review()
    assert len(encoder.encoded_texts) == len(set(encoder.encoded_texts))  # type: ignore[attr-defined]


def test_own_cache_does_not_grow(review: Review, tmp_path: Path) -> None:
    for _ in range(2):
        review()
        review(texts=("Another text.", "One more text."))
    with closing(sqlite3.connect(tmp_path / "index" / CACHE_FOLDER / FILE_NAME)) as database:
        assert database.execute("SELECT count(*) FROM embeddings").fetchone() == (2,)


def test_own_cache_is_apart(review: Review, tmp_path: Path) -> None:
    """A build would throw away bare texts, which the index does not hold."""
    review()
    assert (tmp_path / "index" / CACHE_FOLDER / FILE_NAME).is_file()


def test_folder_that_cannot_be_written_is_told(review: Review, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("no folder", encoding="utf-8")
    with pytest.raises(BuildFailedError, match="--quick"):
        review()
