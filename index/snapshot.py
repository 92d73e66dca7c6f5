"""One generation in memory. A reader takes one snapshot and answers a whole question from it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from corpus.types import Document, KnownGap
from index.dense import VectorIndex
from index.encoding import Vectors
from index.errors import DamagedIndexError
from index.generations import (
    MANIFEST,
    current_generation,
    find_current_name,
    generations,
    read_file,
    verified_manifest,
)
from index.lexical import VOCABULARY_FILE, LexicalIndex
from index.types import IndexContent, Manifest

FORMAT = 4
"""Raised whenever passages, files or vectors change their meaning; other formats are built anew."""

ALIGNMENT_FILE = "alignment.f32"
CONTENT_FILE = "content.json"
VECTOR_FILES = ("passages.faiss", "sentences.faiss", "phrasings.faiss")
WORDS_FOLDER = "words"


@dataclass(frozen=True)
class Snapshot:
    """An immutable generation; `fault` tells why it is not the one that was built last."""

    generation: str
    manifest: Manifest
    content: IndexContent
    passage_vectors: VectorIndex
    sentence_vectors: VectorIndex
    phrasing_vectors: VectorIndex
    words: LexicalIndex
    """Over the passages, then the known gaps."""
    alignment: Vectors | None = None
    """The learned map that every vector of the generation went through."""
    fault: str | None = None

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents by id."""
        return {document.id: document for document in self.content.documents}

    @cached_property
    def gaps(self) -> dict[str, KnownGap]:
        """The known gaps by id."""
        return {gap.id: gap for gap in self.content.gaps}

    @cached_property
    def passages_of_section(self) -> dict[str, tuple[int, ...]]:
        """Passage numbers by section id."""
        found: dict[str, list[int]] = {}
        for number, passage in enumerate(self.content.passages):
            found.setdefault(passage.section_id, []).append(number)
        return {section_id: tuple(numbers) for section_id, numbers in found.items()}

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Passage numbers by passage id."""
        return {passage.id: number for number, passage in enumerate(self.content.passages)}

    @cached_property
    def phrasings_of(self) -> dict[str, tuple[int, ...]]:
        """Phrasing numbers by the id of the section or known gap that owns them."""
        found: dict[str, list[int]] = {}
        for number, phrasing in enumerate(self.content.phrasings):
            found.setdefault(phrasing.section_id or phrasing.gap_id or "", []).append(number)
        return {owner: tuple(numbers) for owner, numbers in found.items()}

    @cached_property
    def first_sentence(self) -> tuple[int, ...]:
        """For each passage the number of its first sentence's vector."""
        numbers, number = [], 0
        for passage in self.content.passages:
            numbers.append(number)
            number += len(passage.sentences)
        return tuple(numbers)


def load_snapshot(root: Path) -> Snapshot:
    """Load the current generation, or where it is damaged the newest whole one, naming the fault.

    Raises MissingIndexError where nothing was built, DamagedIndexError where nothing is whole.
    """
    while True:
        name = find_current_name(root)
        try:
            return load_generation(current_generation(root))
        except DamagedIndexError as error:
            snapshot = _find_whole(root, fault=str(error))
            # A builder removes generations that are old, maybe the very one that was being read:
            # a fault counts only if nothing was published meanwhile.
            if find_current_name(root) != name:
                continue
            if snapshot is None:
                raise
            return snapshot


def _find_whole(root: Path, *, fault: str) -> Snapshot | None:
    """Load the newest generation that is whole, to be served with the fault of another."""
    for folder in generations(root):
        try:
            return load_generation(folder, fault=fault)
        except DamagedIndexError:
            continue
    return None


def load_generation(folder: Path, *, fault: str | None = None) -> Snapshot:
    """Verify and load one generation. Raises DamagedIndexError with the name of the bad file."""
    manifest = verified_manifest(folder)
    if manifest.format != FORMAT:
        raise DamagedIndexError(MANIFEST, "was written by another version")
    content = _content(folder)
    passages, sentences, phrasings = (
        VectorIndex.from_bytes(
            read_file(folder, name), name=name, dimension=manifest.model.dimension, count=count
        )
        for name, count in zip(VECTOR_FILES, _vector_counts(content), strict=True)
    )
    return Snapshot(
        generation=folder.name,
        manifest=manifest,
        content=content,
        passage_vectors=passages,
        sentence_vectors=sentences,
        phrasing_vectors=phrasings,
        alignment=_alignment(folder, manifest),
        words=LexicalIndex.load(
            folder / WORDS_FOLDER,
            len(content.passages) + len(content.gaps),
            has_words=f"{WORDS_FOLDER}/{VOCABULARY_FILE}" in manifest.files,
        ),
        fault=fault,
    )


def _vector_counts(content: IndexContent) -> tuple[int, int, int]:
    sentences = sum(len(passage.sentences) for passage in content.passages)
    return len(content.passages), sentences, len(content.phrasings)


def _alignment(folder: Path, manifest: Manifest) -> Vectors | None:
    if not manifest.is_aligned:
        return None
    numbers = np.frombuffer(read_file(folder, ALIGNMENT_FILE), dtype=np.float32)
    side = manifest.model.dimension
    if numbers.size != side * side:
        raise DamagedIndexError(ALIGNMENT_FILE, "does not fit the rest of the index")
    return numbers.reshape(side, side)


def _content(folder: Path) -> IndexContent:
    try:
        return IndexContent.model_validate_json(read_file(folder, CONTENT_FILE))
    except ValidationError as error:
        raise DamagedIndexError(CONTENT_FILE, "does not hold what it should") from error
