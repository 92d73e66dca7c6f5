"""The values of the index."""

from typing import Literal

from corpus.types import (
    Disagreement,
    Document,
    FactDefinition,
    Hub,
    KnownGap,
    Programme,
    Record,
    Term,
)

SentenceKind = Literal["sentence", "item", "row", "lead_in", "heading", "quotation", "contact"]


class Sentence(Record):
    """The smallest thing that can be quoted: `document.text[start:end]`."""

    kind: SentenceKind
    start: int
    end: int
    paragraph: int
    """Number of the paragraph, list or table within its passage, from 0."""


class Passage(Record):
    """A stretch of one section that is found as a whole."""

    id: str
    """Document id and offset: stable as long as the text before it does not change."""
    document_id: str
    heading_path: tuple[str, ...]
    """Headings from the outermost below the title to the nearest; empty above the first."""
    start: int
    end: int
    text_to_embed: str
    sentences: tuple[Sentence, ...]

    @property
    def section(self) -> str:
        """The nearest heading; empty above the first one."""
        return self.heading_path[-1] if self.heading_path else ""

    @property
    def section_id(self) -> str:
        """Names the section in the whole corpus."""
        return f"{self.document_id}#{self.section}"


class Phrasing(Record):
    """A question that one section answers, or one that is a known gap."""

    text: str
    section_id: str | None = None
    gap_id: str | None = None


class ModelFingerprint(Record):
    """Which model made the vectors; vectors of different fingerprints are never compared."""

    name: str
    digest: str
    """SHA-256 over weights, tokeniser, pooling and configuration."""
    dimension: int
    library: str
    """Name and major version, as sentence-transformers 6."""


class IndexedFile(Record):
    """One file of a generation, as the manifest remembers it."""

    sha256: str
    size: int


class Manifest(Record):
    """What a generation is made of; written last, so that a generation with one is complete."""

    format: int
    built_at: str
    """UTC, ISO 8601."""
    corpus_digest: str
    model: ModelFingerprint
    documents: int
    passages: int
    sentences: int
    phrasings: int
    gaps: int
    is_aligned: bool
    """Whether vectors went through a learned map (see alignment.py)."""
    recall_without_alignment: float
    """Recall at 1 on held-out phrasings; 0 where there were too few to measure."""
    recall_with_alignment: float
    files: dict[str, IndexedFile]


class IndexContent(Record):
    """Everything of a generation that is not vectors."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    phrasings: tuple[Phrasing, ...]
    gaps: tuple[KnownGap, ...]
    terms: tuple[Term, ...] = ()
    hubs: tuple[Hub, ...] = ()
    programmes: tuple[Programme, ...] = ()
    facts: tuple[FactDefinition, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


class Signals(Record):
    """Why a passage was found: each part of its score, in its own unit."""

    text: float = 0.0
    """Cosine of the question and the passage."""
    sentence: float = 0.0
    """Cosine of the question and the passage's nearest sentence."""
    phrasing: float = 0.0
    """Cosine of the question and the section's nearest phrasing."""
    phrasings: float = 0.0
    """Mean cosine of the section's three nearest phrasings."""
    words: float = 0.0
    """BM25, squeezed into 0 to 1."""


class Hit(Record):
    """A passage with its score."""

    passage: Passage
    score: float
    signals: Signals


class GapHit(Record):
    """A known gap with its score, comparable with a Hit's."""

    gap: KnownGap
    score: float
