"""Confidence grows with the margin over the nearest gap; a near gap is named."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.abstaining import GAP_NAMED_FROM, confidence_in, load_thresholds, named_gap
from assistant.retrieval import Evidence
from corpus.types import Corpus, KnownGap
from index.snapshot import Snapshot
from index.types import GapHit, Hit, Passage, Signals

GAP = KnownGap(id="lunch", topic="whether lunch is provided", phrasings=())
WITH, WITHOUT = load_thresholds().with_phrasings, load_thresholds().without_phrasings
SCORES = st.floats(-2, 3)


def evidence(score: float | None, gap: float | None, words: float = 0.5) -> Evidence:
    passage = Passage(
        id="a:0", document_id="a", heading_path=(), start=0, end=1, text_to_embed="", sentences=()
    )
    hits = (
        (Hit(passage=passage, score=score, signals=Signals(words=words)),)
        if score is not None
        else ()
    )
    return Evidence(hits=hits, gap=GapHit(gap=GAP, score=gap) if gap is not None else None)


@given(SCORES, SCORES, st.floats(0, 1))
def test_confidence_is_a_share(score: float, gap: float, words: float) -> None:
    for threshold in (WITH, WITHOUT):
        assert 0 <= confidence_in(evidence(score, gap, words), threshold) <= 1


@given(SCORES, SCORES)
def test_nearer_gap_never_raises_confidence(score: float, gap: float) -> None:
    near, far = evidence(score, gap + 0.1), evidence(score, gap)
    assert confidence_in(near, WITH) <= confidence_in(far, WITH)


def test_nothing_found_is_no_confidence() -> None:
    assert confidence_in(evidence(None, 1.0), WITH) == 0


def test_clear_margin_is_answered() -> None:
    assert confidence_in(evidence(1.2, 1.0), WITH) >= WITH.answer_from


def test_equal_gap_is_not_answered() -> None:
    assert confidence_in(evidence(1.2, 1.2), WITH) < WITH.answer_from


def test_shared_words_are_needed_without_phrasings() -> None:
    without, sharing = evidence(0.6, None, words=0), evidence(0.6, None, words=0.6)
    assert confidence_in(without, WITHOUT) < WITHOUT.answer_from
    assert confidence_in(sharing, WITHOUT) >= WITHOUT.answer_from


@pytest.mark.parametrize(
    ("gap", "is_named"), [(1.0, True), (GAP_NAMED_FROM, True), (0.5, False), (None, False)]
)
def test_only_a_near_gap_is_named(gap: float | None, is_named: bool) -> None:
    assert (named_gap(evidence(1.0, gap)) == GAP) is is_named


def test_gap_is_named_where_nothing_else_is_found() -> None:
    assert named_gap(evidence(None, 1.0)) == GAP


def test_good_passage_far_from_every_gap_is_answered() -> None:
    assert confidence_in(evidence(1.0, None), WITH) >= WITH.answer_from


def test_corpus_with_phrasings_uses_its_gaps(snapshot: Snapshot) -> None:
    assert load_thresholds().for_corpus(snapshot) == WITH


@pytest.mark.parametrize("lacking", ["phrasings", "gaps"])
def test_corpus_that_lacks_either_uses_its_words(
    lacking: str, corpus: Corpus, snapshot_of: Callable[[Corpus], Snapshot]
) -> None:
    snapshot = snapshot_of(corpus.model_copy(update={lacking: ()}))
    assert load_thresholds().for_corpus(snapshot) == WITHOUT
