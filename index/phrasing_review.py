"""Finds phrasings that seem to stand under the wrong section, and gaps that seem to be answered.

Frozen embeddings do it: the learned map has already seen which phrasing belongs where. Teachers'
questions are short and many sections alike, so most of what is found is right where it is; but of
100 phrasings moved to a section at random, 29 stood among the first 30 found, 77 among the first
100 (bundled corpus, November 2026). So the worst come first, and staff judge.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.checking.findings import Finding, FindingKind, shown
from corpus.checking.phrasings import same_words
from corpus.checking.reading import CorpusFiles, corpus_of
from index.building import Progress, content_of, no_progress, texts_to_embed
from index.comparisons import Comparison, Words, compared
from index.contradictions import contradiction_finding, contradictions
from index.embedding_cache import encode_with_cache
from index.encoding import Encoder, Vectors
from index.errors import BuildFailedError
from index.types import IndexContent

MIN_MARGIN_OF_STRAY = 0.05
MIN_MARGIN_OF_ANSWERED_GAP = 0.10
"""Gaps lie near to sections by nature: they are what the sections just do not tell."""


def review_phrasings(
    files: CorpusFiles, encoder: Encoder, root: Path, progress: Progress = no_progress
) -> tuple[Finding, ...]:
    """Review a corpus that has a document at least; the embeddings are cached in `root`.

    Of each kind the worst comes first. Raises BuildFailedError where nothing can be cached.
    """
    try:
        return _reviewed(files, encoder, root, progress)
    except OSError as error:
        raise BuildFailedError(
            f"Nothing can be kept in {root} ({error.strerror}); name another folder with --index,"
            " or check with --quick."
        ) from error


def _reviewed(
    files: CorpusFiles, encoder: Encoder, root: Path, progress: Progress
) -> tuple[Finding, ...]:
    content = content_of(corpus_of(files))
    texts, _, phrasings = texts_to_embed(content)
    root.mkdir(parents=True, exist_ok=True)
    total = len(texts) + len(phrasings)
    vectors = [
        encode_with_cache(encoder, some, root, lambda done: progress("Encoding", done, total))
        for some in (phrasings, texts)
    ]
    words, rows = words_of(content, files), np.vstack(vectors)
    file_of = {read.content.id: read.file for read in reversed(files.documents)}
    return (
        *_findings(strays(words, rows), "stray phrasing", _stray_advice),
        *_findings(answered_gaps(words, rows), "gap that may be answered", _gap_advice),
        *(
            contradiction_finding(one, other, file_of)
            for one, other in contradictions(content, encoder, root, progress)
        ),
    )


def strays(words: Sequence[Words], vectors: Vectors) -> list[Comparison]:
    """Give the phrasings that lie nearer to another document's section, the worst first."""
    asked = [row for row, one in enumerate(words) if one.file and one.document_id]
    others = np.array([bool(one.document_id) for one in words])
    return _clear(compared(words, vectors, asked, others), MIN_MARGIN_OF_STRAY)


def answered_gaps(words: Sequence[Words], vectors: Vectors) -> list[Comparison]:
    """Give the gaps' phrasings that lie nearer to a section's phrasing, the worst first."""
    asked = [row for row, one in enumerate(words) if one.file and not one.document_id]
    others = np.array([bool(one.file and one.document_id) for one in words])
    return _clear(compared(words, vectors, asked, others), MIN_MARGIN_OF_ANSWERED_GAP)


def words_of(content: IndexContent, files: CorpusFiles) -> list[Words]:
    """List what is compared, in the order of the index: phrasings and headings, then texts."""
    file_of = _files_of_phrasings(files)
    texts = [
        Words(
            text=one.section,
            owner=one.section_id,
            place=one.section,
            document_id=one.document_id,
            file="",
        )
        for one in content.passages
    ]
    sections = {one.owner: one for one in texts}
    gaps = {
        gap.id: Words(text=gap.topic, owner=gap.id, place=gap.id, document_id="", file="")
        for gap in content.gaps
    }
    phrasings = []
    for one in content.phrasings:
        owner = sections[one.section_id] if one.section_id else gaps[one.gap_id or ""]
        file = file_of.get((owner.owner, one.text), "")
        phrasings.append(owner.model_copy(update={"text": one.text, "file": file}))
    return [*phrasings, *texts]


def _files_of_phrasings(files: CorpusFiles) -> dict[tuple[str, str], str]:
    """Give the file of each phrasing by its section or gap and its text."""
    found: dict[tuple[str, str], str] = {}
    for read in files.phrasings:
        for section in read.content.sections:
            owner = f"{read.content.document}#{section.heading}"
            found |= {(owner, text): read.file for text in section.phrasings}
        for gap in read.content.gaps:
            found |= {(gap.id, text): read.file for text in gap.phrasings}
    return found


def _clear(comparisons: Iterable[Comparison], min_margin: float) -> list[Comparison]:
    """Keep clear cases; the same words in two places are the structural checks' to tell."""
    clear = [
        one
        for one in comparisons
        if one.margin >= min_margin and same_words(one.words.text) != same_words(one.nearest.text)
    ]
    return sorted(clear, key=lambda one: -one.margin)


def _findings(
    comparisons: Iterable[Comparison], kind: FindingKind, advice: Callable[[Comparison], str]
) -> Iterator[Finding]:
    for one in comparisons:
        place = one.words.place if one.words.document_id else f"gap {one.words.place}"
        yield Finding(
            severity="warning", kind=kind, file=one.words.file, place=place, advice=advice(one)
        )


def _stray_advice(one: Comparison) -> str:
    return f"{shown(one.words.text)} seems to belong to {_place(one)}; move it if it does."


def _gap_advice(one: Comparison) -> str:
    return f"{shown(one.words.text)} may be answered by {_place(one)}; move it if it is."


def _place(one: Comparison) -> str:
    example = f", as {shown(one.nearest.text)} is" if one.nearest.file else ""
    return f"{shown(one.nearest.place)} in {one.nearest.document_id}{example}"
