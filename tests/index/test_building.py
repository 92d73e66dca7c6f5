"""A build gives the same index of the same corpus, and encodes only what changed."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.types import Corpus, Document, SectionPhrasings
from index.alignment import MAX_ROUNDS
from index.building import build_index, content_of, texts_to_embed, words_to_index
from index.errors import BuildFailedError
from index.generations import generations
from index.search import embed_question
from index.snapshot import Snapshot, load_snapshot

if TYPE_CHECKING:
    from conftest import HashingEncoder

SECTIONS = 50
CHATTER = [f"chat{number}" for number in range(12)]

CorpusOf = Callable[..., Corpus]
DocumentOf = Callable[..., Document]
SnapshotOf = Callable[[Corpus], Snapshot]


@pytest.fixture
def chatty(document_of: DocumentOf, corpus_of: CorpusOf) -> Corpus:
    """A corpus with one telling word in each phrasing, among the same few that tell nothing."""
    random = np.random.default_rng(5)
    pieces, phrasings = [], []
    for number in range(SECTIONS):
        pieces += [("heading", f"topic{number}"), ("paragraph", f"This tells of topic{number}.")]
        questions = tuple(
            " ".join((f"topic{number}", *random.choice(CHATTER, 5))) for _ in range(8)
        )
        phrasings.append(
            SectionPhrasings(document_id="guide", section=f"topic{number}", phrasings=questions)
        )
    return corpus_of(document_of(*pieces), phrasings=phrasings)


def test_two_builds_give_the_same_index(
    chatty: Corpus, encoder: "HashingEncoder", tmp_path: Path
) -> None:
    for name in ("first", "second"):
        build_index(chatty, tmp_path / name, encoder)
    first, second = load_snapshot(tmp_path / "first"), load_snapshot(tmp_path / "second")
    assert first.manifest.is_aligned
    assert first.manifest.files == second.manifest.files  # by SHA-256
    assert "alignment.f32" in first.manifest.files
    assert first.manifest.recall_with_alignment > first.manifest.recall_without_alignment > 0


def test_all_vectors_go_through_the_map(
    chatty: Corpus, snapshot_of: SnapshotOf, encoder: "HashingEncoder"
) -> None:
    snapshot = snapshot_of(chatty)
    indexes = (snapshot.passage_vectors, snapshot.sentence_vectors, snapshot.phrasing_vectors)
    for texts, index in zip(texts_to_embed(snapshot.content), indexes, strict=True):
        asked = embed_question(texts[7], encoder, snapshot)
        assert index.cosines(asked, [7])[0] > 0.9999
        assert index.cosines(encoder.encode([texts[7]])[0], [7])[0] < 0.9999


def test_only_changed_passages_are_encoded_again(
    snapshot_of: SnapshotOf, corpus: Corpus, encoder: "HashingEncoder", document_of: DocumentOf
) -> None:
    snapshot_of(corpus)
    encoder.encoded_texts.clear()
    letter = document_of(
        ("heading", "Signing up"),
        ("paragraph", "The head signs the form in May. Send it to your hub."),
        id="letter",
        title="Letter to heads",
    )
    guide, _ = corpus.documents
    snapshot_of(corpus.model_copy(update={"documents": (guide, letter)}))
    assert Counter(encoder.encoded_texts) == Counter(
        [
            "Letter to heads. Signing up\nThe head signs the form in May. Send it to your hub.",
            "The head signs the form in May.",
        ]
    )


def test_unchanged_corpus_encodes_nothing(
    snapshot_of: SnapshotOf, corpus: Corpus, encoder: "HashingEncoder"
) -> None:
    snapshot_of(corpus)
    encoder.encoded_texts.clear()
    snapshot_of(corpus)
    assert encoder.encoded_texts == []


def test_text_that_comes_back_is_encoded_again(
    snapshot_of: SnapshotOf,
    corpus: Corpus,
    numbered_corpus: CorpusOf,
    encoder: "HashingEncoder",
) -> None:
    for made in (corpus, numbered_corpus("x", 1), corpus):
        snapshot_of(made)
    counts = Counter(encoder.encoded_texts)
    assert counts["Who covers my lessons?"] == 2


def test_every_text_is_encoded_once(
    snapshot_of: SnapshotOf, corpus: Corpus, encoder: "HashingEncoder"
) -> None:
    snapshot = snapshot_of(corpus)
    expected = {text for texts in texts_to_embed(snapshot.content) for text in texts}
    assert Counter(encoder.encoded_texts) == Counter(expected)


def test_progress_adds_up(
    corpus: Corpus, chatty: Corpus, encoder: "HashingEncoder", tmp_path: Path
) -> None:
    for made in (corpus, chatty):
        done, totals = Counter[str](), {"Learning teachers' words": MAX_ROUNDS}

        def tell(step: str, more: int, total: int) -> None:
            done[step] += more  # noqa: B023  (called within the round only)
            totals[step] = total  # noqa: B023

        build_index(made, tmp_path, encoder, tell)
        assert {step: done[step] for step in done} == {step: totals[step] for step in done}


def test_heading_is_a_phrasing_of_its_section(snapshot: Snapshot) -> None:
    rows = snapshot.phrasings_of["guide#Who leads a work group?"]
    assert [snapshot.content.phrasings[row].text for row in rows] == ["Who leads a work group?"]


def test_phrasings_belong_to_their_section(snapshot: Snapshot) -> None:
    rows = snapshot.phrasings_of["guide#Time"]
    assert [snapshot.content.phrasings[row].text for row in rows] == [
        "Time",
        "How long am I out of class?",
        "Who covers my lessons?",
    ]


def test_phrasing_of_no_section_is_left_out(snapshot: Snapshot) -> None:
    assert "Stale question?" not in {phrasing.text for phrasing in snapshot.content.phrasings}


def test_every_phrasing_has_one_owner(snapshot: Snapshot) -> None:
    for phrasing in snapshot.content.phrasings:
        assert (phrasing.section_id is None) != (phrasing.gap_id is None)


def test_words_of_phrasings_are_found_with_their_section(corpus: Corpus) -> None:
    content = content_of(corpus)
    numbers = [n for n, text in enumerate(words_to_index(content)) if "Who covers" in text]
    assert [content.passages[number].section for number in numbers] == ["Time"]


def test_corpus_without_phrasings_is_built(
    snapshot_of: SnapshotOf, corpus_of: CorpusOf, letter: Document
) -> None:
    snapshot = snapshot_of(corpus_of(letter))
    assert snapshot.manifest.passages == 1
    assert not snapshot.manifest.is_aligned


def test_corpus_without_text_is_refused(
    snapshot_of: SnapshotOf, corpus_of: CorpusOf, document_of: DocumentOf
) -> None:
    with pytest.raises(BuildFailedError, match="hold no passage; add some text"):
        snapshot_of(corpus_of(document_of(("heading", "Nothing below"))))


def test_refused_corpus_leaves_the_index_alone(
    snapshot_of: SnapshotOf, corpus: Corpus, corpus_of: CorpusOf, tmp_path: Path
) -> None:
    before = snapshot_of(corpus)
    with pytest.raises(BuildFailedError):
        snapshot_of(corpus_of())
    assert load_snapshot(tmp_path / "index").generation == before.generation


def test_many_sections_with_few_phrasings_are_built(
    snapshot_of: SnapshotOf, numbered_corpus: CorpusOf
) -> None:
    snapshot = snapshot_of(numbered_corpus("x", 16, phrasings_each=3))
    assert snapshot.manifest.recall_without_alignment == 0


def test_encoder_that_gives_other_vectors_fails_the_build(
    corpus: Corpus, encoder: "HashingEncoder", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode = type(encoder).encode
    monkeypatch.setattr(type(encoder), "encode", lambda self, texts: encode(self, texts) * 0.5)
    with pytest.raises(BuildFailedError, match=r"passages\.faiss does not find what was put"):
        build_index(corpus, tmp_path, encoder)
    assert generations(tmp_path) == []
