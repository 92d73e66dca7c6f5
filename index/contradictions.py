"""Finds sections of different documents that say nearly the same with different numbers."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus.checking.findings import Finding, shown
from corpus.types import Record
from index.building import Progress, no_progress
from index.embedding_cache import encode_with_cache, forget_all_but
from index.encoding import Encoder
from index.types import IndexContent, Passage

MIN_COSINE = 0.97
CACHE_FOLDER = "review"
"""Apart from the index's own cache, which a build empties of all that the index does not hold."""

FIGURES = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve".split(),
        map(str, range(2, 13)),
        strict=True,
    )
)
"""Without "one", which is more often a pronoun, as without "first" below."""

_ACADEMIC_YEAR = re.compile(r"\b20\d\d\s?[/–-]\s?(?:20)?\d\d\b")
_NUMBER = re.compile(rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(FIGURES)}|second|third|fourth|fifth)\b")


class Statement(Record):
    """A passage with its bare text, without the title and headings that are embedded with it."""

    passage: Passage
    text: str


def contradictions(
    content: IndexContent, encoder: Encoder, root: Path, progress: Progress = no_progress
) -> Iterator[tuple[Statement, Statement]]:
    """Yield pairs that are nearly the same but for their numbers, the most alike first."""
    by_id = {document.id: document.text for document in content.documents}
    statements = [
        Statement(passage=one, text=by_id[one.document_id][one.start : one.end])
        for one in content.passages
    ]
    texts = [statement.text for statement in statements]
    folder = root / CACHE_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    vectors = encode_with_cache(
        encoder, texts, folder, lambda done: progress("Comparing sections", done, len(texts))
    )
    forget_all_but(encoder, texts, folder)
    cosines = np.triu(vectors @ vectors.T, k=1)
    pairs = np.argwhere(cosines >= MIN_COSINE).tolist()
    for first, second in sorted(pairs, key=lambda pair: -cosines[pair[0], pair[1]]):
        if _may_contradict(statements[first], statements[second]):
            yield statements[first], statements[second]


def numbers_in(text: str) -> set[str]:
    """Give the numbers of a text, in figures or words; an academic year tells when, not what."""
    found = _NUMBER.findall(_ACADEMIC_YEAR.sub("", text.lower()))
    return {FIGURES.get(number, number.replace(",", "")) for number in found}


def contradiction_finding(one: Statement, other: Statement, file_of: dict[str, str]) -> Finding:
    """Say which numbers differ, and where the other section is."""
    numbers, others = numbers_in(one.text), numbers_in(other.text)
    differing = " and ".join(
        ", ".join(sorted(some)) for some in (numbers - others, others - numbers) if some
    )
    return Finding(
        severity="warning",
        kind="possible contradiction",
        file=file_of[one.passage.document_id],
        place=one.passage.section,
        advice=f"Nearly the same as {shown(other.passage.section)} in"
        f" {file_of[other.passage.document_id]}, but with other numbers ({differing}); correct"
        " one, or say in both when and where it holds.",
    )


def _may_contradict(one: Statement, other: Statement) -> bool:
    is_elsewhere = one.passage.document_id != other.passage.document_id
    return is_elsewhere and numbers_in(one.text) != numbers_in(other.text)
