"""Builds an index: documents become passages, passages vectors, and all of it a generation."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from corpus.types import Corpus
from index.alignment import MAX_ROUNDS, Alignment, align, learn_alignment
from index.chunking import passages_of
from index.dense import VectorIndex
from index.embedding_cache import encode_with_cache, forget_all_but
from index.encoding import Encoder, Vectors
from index.errors import BuildFailedError, DamagedIndexError
from index.generations import build_lock, publish, write_file
from index.lexical import LexicalIndex
from index.snapshot import (
    ALIGNMENT_FILE,
    CONTENT_FILE,
    FORMAT,
    VECTOR_FILES,
    WORDS_FOLDER,
    load_generation,
)
from index.types import IndexContent, IndexedFile, Manifest, Passage, Phrasing

KNOWN_ANSWERS = 5
"""So many passages must find themselves in the reopened index before it is published."""

Progress = Callable[[str, int, int], None]
"""Is told (step, how many more are done, of how many)."""


def no_progress(step: str, done: int, total: int) -> None:
    """Tell nobody."""


def build_index(
    corpus: Corpus,
    root: Path,
    encoder: Encoder,
    progress: Progress = no_progress,
    *,
    learns: bool = True,
) -> str:
    """Build and publish a generation in `root`, and give its name.

    `learns` can be turned off to measure what the learned map brings. Raises
    BuildInProgressError, or BuildFailedError with the previous generation still serving.
    """
    with build_lock(root):
        content = content_of(corpus)
        texts = texts_to_embed(content)
        total = sum(map(len, texts))
        frozen = [
            encode_with_cache(encoder, some, root, lambda done: progress("Encoding", done, total))
            for some in texts
        ]
        alignment = _learned(content, frozen, progress) if learns else Alignment(matrix=None)
        vectors = [align(rows, alignment.matrix) for rows in frozen]
        # Before publishing, so that nothing can fail any more once the new generation serves.
        forget_all_but(encoder, [text for some in texts for text in some], root)
        return publish(
            root,
            lambda folder: _write(folder, content, vectors, alignment.matrix),
            lambda files: _manifest(corpus, content, encoder, alignment, files),
            lambda folder: _verify(folder, vectors[0]),
        )


def content_of(corpus: Corpus) -> IndexContent:
    """Cut a corpus into what is indexed. Raises BuildFailedError where nothing can be quoted."""
    passages = tuple(passage for document in corpus.documents for passage in passages_of(document))
    if not passages:
        raise BuildFailedError("The documents hold no passage; add some text to the corpus.")
    return IndexContent(
        documents=corpus.documents,
        passages=passages,
        phrasings=(*_headings(corpus, passages), *_phrasings(corpus, passages)),
        gaps=corpus.gaps,
        terms=corpus.terms,
        hubs=corpus.hubs,
        programmes=corpus.programmes,
        facts=corpus.facts,
        disagreements=corpus.disagreements,
    )


def texts_to_embed(content: IndexContent) -> tuple[list[str], list[str], list[str]]:
    """Give the texts of passages, of their sentences, and of phrasings, each in index order."""
    by_id = {document.id: document.text for document in content.documents}
    return (
        [passage.text_to_embed for passage in content.passages],
        [
            by_id[passage.document_id][sentence.start : sentence.end]
            for passage in content.passages
            for sentence in passage.sentences
        ],
        [phrasing.text for phrasing in content.phrasings],
    )


def _headings(corpus: Corpus, passages: Sequence[Passage]) -> list[Phrasing]:
    """A section's heading, or else its document's title, is its first phrasing.

    In an FAQ it is the question itself.
    """
    titles = {document.id: document.source.title for document in corpus.documents}
    sections = {
        passage.section_id: passage.section or titles[passage.document_id] for passage in passages
    }
    return [Phrasing(text=heading, section_id=id_) for id_, heading in sections.items()]


def _phrasings(corpus: Corpus, passages: Sequence[Passage]) -> list[Phrasing]:
    """Phrasings of sections that exist, then those of known gaps."""
    known = {passage.section_id for passage in passages}
    ids = ((f"{entry.document_id}#{entry.section}", entry.phrasings) for entry in corpus.phrasings)
    return [
        *(Phrasing(text=t, section_id=id_) for id_, texts in ids if id_ in known for t in texts),
        *(
            Phrasing(text=text, gap_id=gap.id)
            for gap in corpus.gaps
            for text in (gap.topic, *gap.phrasings)
        ),
    ]


def _learned(content: IndexContent, vectors: Sequence[Vectors], progress: Progress) -> Alignment:
    """Learn the map from phrasings to sections; a section's text is its first passage."""
    texts: dict[str, Vectors] = {}
    for passage, row in zip(content.passages, vectors[0], strict=True):
        texts.setdefault(passage.section_id, row)
    owners = [phrasing.section_id or phrasing.gap_id or "" for phrasing in content.phrasings]
    return learn_alignment(
        vectors[2],
        owners,
        texts,
        lambda done: progress("Learning teachers' words", done, MAX_ROUNDS),
    )


def _write(
    folder: Path, content: IndexContent, vectors: Sequence[Vectors], matrix: Vectors | None
) -> None:
    write_file(folder / CONTENT_FILE, content.model_dump_json().encode())
    for name, rows in zip(VECTOR_FILES, vectors, strict=True):
        write_file(folder / name, VectorIndex.of(rows).to_bytes())
    if matrix is not None:
        write_file(folder / ALIGNMENT_FILE, matrix.astype(np.float32).tobytes())
    LexicalIndex.of(words_to_index(content)).save(folder / WORDS_FOLDER)


def words_to_index(content: IndexContent) -> list[str]:
    """Give what BM25 reads of each passage with its section's phrasings, then of each gap."""
    phrasings: dict[str, list[str]] = {}
    for phrasing in content.phrasings:
        if phrasing.section_id:
            phrasings.setdefault(phrasing.section_id, []).append(phrasing.text)
    return [
        *(
            "\n".join((passage.text_to_embed, *phrasings.get(passage.section_id, ())))
            for passage in content.passages
        ),
        *("\n".join((gap.topic, *gap.phrasings)) for gap in content.gaps),
    ]


def _manifest(
    corpus: Corpus,
    content: IndexContent,
    encoder: Encoder,
    alignment: Alignment,
    files: dict[str, IndexedFile],
) -> Manifest:
    return Manifest(
        format=FORMAT,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        corpus_digest=corpus.digest,
        model=encoder.fingerprint,
        documents=len(content.documents),
        passages=len(content.passages),
        sentences=sum(len(passage.sentences) for passage in content.passages),
        phrasings=len(content.phrasings),
        gaps=len(content.gaps),
        is_aligned=alignment.matrix is not None,
        recall_without_alignment=round(alignment.recall_without, 4),
        recall_with_alignment=round(alignment.recall_with, 4),
        files=files,
    )


def _verify(folder: Path, passage_vectors: Vectors) -> None:
    """Open the draft as a reader would; some passages must find themselves."""
    snapshot = load_generation(folder)
    chosen = np.linspace(0, len(passage_vectors) - 1, KNOWN_ANSWERS).astype(int)
    for number in chosen:
        best = snapshot.passage_vectors.search(passage_vectors[number], 1)
        if not best or best[0][1] < 0.999:
            raise DamagedIndexError(VECTOR_FILES[0], "does not find what was put into it")
