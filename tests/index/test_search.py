"""Search finds by meaning, phrasing and word; gaps are never hits; threads do not matter."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from corpus.types import Corpus, Document
from index.encoding import Encoder
from index.search import embed_question, fused, load_weights, search, search_gaps
from index.snapshot import Snapshot
from index.types import Hit

Find = Callable[..., tuple[Hit, ...]]
CorpusOf = Callable[..., Corpus]
DocumentOf = Callable[..., Document]
SnapshotOf = Callable[[Corpus], Snapshot]

THREADS = 8
QUESTIONS = ("Who signs?", "Who covers my lessons?", "£1,000", "lunch", "six days", "of", "zebra")


@pytest.fixture
def large(snapshot_of: SnapshotOf, numbered_corpus: CorpusOf) -> Snapshot:
    return snapshot_of(numbered_corpus("x"))


def test_passage_finds_itself_first(snapshot: Snapshot, find: Find) -> None:
    for passage in snapshot.content.passages:
        assert find(snapshot, passage.text_to_embed)[0].passage == passage


def test_phrasing_finds_its_section_first(snapshot: Snapshot, find: Find) -> None:
    for phrasing in snapshot.content.phrasings:
        if phrasing.section_id:
            hit = find(snapshot, phrasing.text)[0]
            assert hit.passage.section_id == phrasing.section_id
            assert hit.signals.phrasing > 0.9999


def test_sentence_finds_its_passage(large: Snapshot, encoder: Encoder) -> None:
    for number, passage in enumerate(large.content.passages):
        text = large.documents[passage.document_id].text
        for sentence in passage.sentences:
            vector = embed_question(text[sentence.start : sentence.end], encoder, large)
            hits = search(large, vector, "", load_weights(), len(large.content.passages))
            assert max(hits, key=lambda hit: hit.signals.sentence).passage.id == passage.id, number


def test_rare_word_finds_its_passage(snapshot: Snapshot, find: Find) -> None:
    hit = max(find(snapshot, "£1,000"), key=lambda hit: hit.signals.words)
    assert hit.passage.section == "Money"
    assert hit.signals.words > 0


@pytest.mark.parametrize("question", QUESTIONS)
def test_hits_are_sorted(snapshot: Snapshot, find: Find, question: str) -> None:
    scores = [hit.score for hit in find(snapshot, question)]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("count", [0, 1, 5, 1000])
def test_best_hits_are_given(large: Snapshot, find: Find, count: int) -> None:
    every = find(large, "x1 x2 x3", 1000)
    assert find(large, "x1 x2 x3", count) == every[:count]


def test_score_is_the_weighted_sum_of_signals(snapshot: Snapshot, find: Find) -> None:
    for hit in find(snapshot, "Who covers the six days?"):
        assert hit.score == fused(hit.signals, load_weights())


def test_signals_are_exact(snapshot: Snapshot, encoder: Encoder, find: Find) -> None:
    question = encoder.encode(["Who covers my lessons?"])[0]
    for hit in find(snapshot, "Who covers my lessons?"):
        passage = encoder.encode([hit.passage.text_to_embed])[0]
        rows = snapshot.phrasings_of[hit.passage.section_id]
        near = encoder.encode([snapshot.content.phrasings[row].text for row in rows]) @ question
        expected = (passage @ question, near.max(), np.sort(near)[-3:].mean())
        actual = (hit.signals.text, hit.signals.phrasing, hit.signals.phrasings)
        assert actual == pytest.approx(expected, abs=1e-5)


def test_passage_far_from_a_question_still_has_all_signals(large: Snapshot, find: Find) -> None:
    hits = find(large, "x7", 1000)
    assert all(hit.signals.words > 0 for hit in hits if "x7" in hit.passage.text_to_embed.split())


def test_gaps_are_never_hits(snapshot: Snapshot, find: Find) -> None:
    sections = set(snapshot.passages_of_section)
    for question in ("Do we get lunch?", "Is there any food?", "whether lunch is provided"):
        assert {hit.passage.section_id for hit in find(snapshot, question)} <= sections


def test_gap_is_found_by_its_phrasing(snapshot: Snapshot, encoder: Encoder, find: Find) -> None:
    question = "Do we get lunch?"
    vector = embed_question(question, encoder, snapshot)
    hit = search_gaps(snapshot, vector, question, load_weights())
    assert hit is not None
    assert hit.gap.id == "lunch"
    assert hit.score > find(snapshot, question)[0].score


def test_gap_loses_against_an_answer(snapshot: Snapshot, encoder: Encoder, find: Find) -> None:
    question = "Who covers my lessons?"
    vector = embed_question(question, encoder, snapshot)
    hit = search_gaps(snapshot, vector, question, load_weights())
    assert hit is None or hit.score < find(snapshot, question)[0].score


def test_corpus_without_gaps_has_none(
    snapshot_of: SnapshotOf, corpus_of: CorpusOf, letter: Document, encoder: Encoder
) -> None:
    snapshot = snapshot_of(corpus_of(letter))
    vector = embed_question("Do we get lunch?", encoder, snapshot)
    assert search_gaps(snapshot, vector, "Do we get lunch?", load_weights()) is None


def test_equal_scores_come_by_passage(
    snapshot_of: SnapshotOf, corpus_of: CorpusOf, document_of: DocumentOf, find: Find
) -> None:
    pieces = [("heading", "Same"), ("paragraph", "The same words.")]
    documents = [document_of(*pieces, id=id_) for id_ in ("b", "c", "a")]
    hits = find(snapshot_of(corpus_of(*documents)), "the same")
    assert [hit.passage.document_id for hit in hits] == ["a", "b", "c"]


def test_replaced_text_is_no_longer_found(
    snapshot_of: SnapshotOf, corpus: Corpus, document_of: DocumentOf, find: Find
) -> None:
    snapshot_of(corpus)
    letter = document_of(("paragraph", "Nothing is left of it."), id="letter", title="Letter")
    guide, _ = corpus.documents
    snapshot = snapshot_of(corpus.model_copy(update={"documents": (guide, letter)}))
    for hit in find(snapshot, "The headteacher signs the form in July."):
        text = snapshot.documents[hit.passage.document_id].text
        assert "headteacher" not in text[hit.passage.start : hit.passage.end]
        assert hit.signals.words == 0
        assert hit.signals.sentence < 0.9


def test_untouched_documents_keep_their_vectors(
    snapshot_of: SnapshotOf, numbered_corpus: CorpusOf, encoder: Encoder, find: Find
) -> None:
    corpus, other = numbered_corpus("x"), numbered_corpus("y")
    snapshot_of(corpus)
    first, *untouched = corpus.documents
    replaced = other.documents[0].model_copy(update={"id": first.id})
    snapshot = snapshot_of(corpus.model_copy(update={"documents": (replaced, *untouched)}))
    for number, passage in enumerate(snapshot.content.passages):
        vector = encoder.encode([passage.text_to_embed])[0]
        assert snapshot.passage_vectors.cosines(vector, [number])[0] > 0.9999
        assert find(snapshot, passage.text_to_embed, 1)[0].passage == passage


def test_document_taken_away_is_no_longer_found(
    snapshot_of: SnapshotOf, corpus: Corpus, find: Find
) -> None:
    snapshot_of(corpus)
    snapshot = snapshot_of(corpus.model_copy(update={"documents": corpus.documents[:1]}))
    hits = find(snapshot, "The headteacher signs the form in July.")
    assert {hit.passage.document_id for hit in hits} == {"guide"}


def test_threads_lose_nothing_and_agree(large: Snapshot, find: Find) -> None:
    questions = [passage.text_to_embed for passage in large.content.passages] * 3
    expected = [find(large, question) for question in questions]
    with ThreadPoolExecutor(THREADS) as pool:
        actual = list(pool.map(lambda question: find(large, question), questions))
    assert actual == expected
