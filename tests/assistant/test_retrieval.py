"""Hits move up or down by what the question names, and stay in order."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.retrieval import (
    HITS,
    HOLDS_A_LIST,
    ONLY_OTHER_PROGRAMME,
    OTHER_PROGRAMME,
    OTHER_YEAR,
    Evidence,
    retrieve,
)
from assistant.types import Understanding
from assistant.vocabulary import vocabulary_of
from corpus.types import Corpus
from index.encoding import Encoder
from index.search import embed_question, load_weights
from index.snapshot import Snapshot

Retrieve = Callable[[Understanding], Evidence]
Understood = Callable[..., Understanding]
QUESTION = "session week club town grant"


@pytest.fixture
def find(snapshot: Snapshot, encoder: Encoder) -> Retrieve:
    def search(question: Understanding) -> Evidence:
        vector = embed_question(question.search_text, encoder, snapshot)
        return retrieve(question, vector, snapshot, vocabulary_of(snapshot), load_weights())

    return search


def score_in(evidence: Evidence, document_id: str) -> float:
    return max(hit.score for hit in evidence.hits if hit.passage.document_id == document_id)


@pytest.fixture
def moved(find: Retrieve, understanding_of: Understood) -> Callable[..., float]:
    """Gives by how much a document's best score moves once the question names more."""

    def by(document_id: str, **named: object) -> float:
        plain, naming = (
            find(understanding_of(QUESTION, **{"answer_types": ("list",)} | fields))
            for fields in ({}, named)
        )
        return round(score_in(naming, document_id) - score_in(plain, document_id), 4)

    return by


def test_best_hit_comes_first(find: Retrieve, understanding_of: Understood) -> None:
    evidence = find(understanding_of("When did the abacus club meet?"))
    scores = [hit.score for hit in evidence.hits]
    assert evidence.hits[0].passage.document_id == "abacus-club"
    assert scores == sorted(scores, reverse=True)
    assert len(scores) <= HITS


def test_nearest_gap_comes_along(find: Retrieve, understanding_of: Understood) -> None:
    evidence = find(understanding_of("Do we get lunch?"))
    assert evidence.gap
    assert evidence.gap.gap.id == "lunch"
    assert evidence.gap.score > evidence.hits[0].score


def test_named_programme_moves_its_documents_up(moved: Callable[..., float]) -> None:
    assert moved("mastering-number", programmes=("mastering-number",)) > 0


def test_other_programme_moves_down(moved: Callable[..., float]) -> None:
    assert moved("mastering-number", programmes=("development",)) < 0


def test_document_of_no_programme_stays(moved: Callable[..., float]) -> None:
    assert moved("grants", programmes=("development",)) == 0


def test_other_phase_moves_down(moved: Callable[..., float]) -> None:
    assert moved("mastering-number", phase="secondary") < 0


def test_same_phase_stays(moved: Callable[..., float]) -> None:
    assert moved("mastering-number", phase="primary") == 0


def test_named_year_moves_its_documents_up(moved: Callable[..., float]) -> None:
    assert moved("abacus-club", academic_years=("2019/20",)) > 0
    assert moved("grants", academic_years=("2019/20",)) == OTHER_YEAR


def test_archived_document_stands_a_little_lower(
    find: Retrieve, understanding_of: Understood, snapshot: Snapshot
) -> None:
    evidence = find(understanding_of(QUESTION))
    by_fusion = {hit.passage.document_id: hit.signals for hit in evidence.hits}["abacus-club"]
    weights = load_weights()
    fused = sum(
        getattr(by_fusion, name) * getattr(weights, name)
        for name in ("text", "sentence", "phrasing", "phrasings", "words")
    )
    holds_what_is_asked = 0.12
    assert score_in(evidence, "abacus-club") < fused + holds_what_is_asked


def test_what_was_said_moves_down(moved: Callable[..., float], snapshot: Snapshot) -> None:
    said = tuple(passage.id for passage in snapshot.content.passages)
    assert moved("grants", said_before=said) < 0


def test_passage_of_named_hub_moves_up(moved: Callable[..., float]) -> None:
    assert moved("hubs", hub_ids=("northern",)) > 0
    assert moved("grants", hub_ids=("northern",)) == 0


def test_passage_that_holds_the_amount_moves_up(moved: Callable[..., float]) -> None:
    assert moved("grants", answer_types=("amount",)) == 0
    assert moved("mastering-number", answer_types=("amount",)) < 0


def test_list_moves_up_only_where_a_list_is_asked_for(moved: Callable[..., float]) -> None:
    assert moved("cupboards", answer_types=("open",)) == -HOLDS_A_LIST
    assert moved("grants", answer_types=("open",)) == 0


@pytest.mark.parametrize(("year", "is_moved"), [("2019/20", True), ("2026/27", False)])
def test_gap_of_another_year_moves_away(
    year: str,
    is_moved: bool,
    snapshot_of: Callable[[Corpus], Snapshot],
    corpus: Corpus,
    encoder: Encoder,
    understanding_of: Understood,
) -> None:
    lunch = corpus.gaps[0].model_copy(update={"topic": "whether lunch is provided this year"})
    snapshot = snapshot_of(corpus.model_copy(update={"gaps": (lunch,)}))
    question = understanding_of("Do we get lunch?", academic_years=(year,))
    vector = embed_question(question.search_text, encoder, snapshot)
    without, of_today = (
        retrieve(question, vector, snapshot, vocabulary_of(snapshot), load_weights(), today).gap
        for today in (None, date(2026, 11, 22))
    )
    assert without
    assert of_today
    assert (of_today.score < without.score) == is_moved


def test_passage_that_names_the_programme_falls_less(moved: Callable[..., float]) -> None:
    assert moved("mastering-number", programmes=("development",)) == ONLY_OTHER_PROGRAMME
    assert ONLY_OTHER_PROGRAMME < OTHER_PROGRAMME < 0
