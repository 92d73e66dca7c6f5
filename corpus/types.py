"""The values of the corpus, in the order in which loading meets them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen value; an unknown field is an error, so that a misspelt one fails at once."""

    model_config = ConfigDict(frozen=True, extra="forbid")


BlockKind = Literal[
    "heading",  # a line that names what follows
    "question",  # a heading that asks, as in an FAQ
    "paragraph",
    "lead_in",  # the paragraph that introduces a list or table; ends with a colon
    "item",  # one item of a list
    "row",  # one row of a table
    "quotation",  # somebody's words, followed by who said them
    "attribution",  # who said the quotation before it
    "contact",  # a line of addresses and telephone numbers
]

HEADING_KINDS: frozenset[BlockKind] = frozenset({"heading", "question"})
LIST_KINDS: frozenset[BlockKind] = frozenset({"item", "row"})


class Block(Record):
    """One piece of a document: the characters `text[start:end]`."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Depth of a heading, 1 the outermost; 0 for everything else."""


class Source(Record):
    """Where a statement comes from, as a reader is shown it."""

    title: str
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    academic_year: str | None = None
    """The academic year for which the statements hold, as 2024/25."""


class SectionSource(Source):
    """The source of one section that differs from its document's."""

    section: str
    """The exact text of the section's heading."""


DocumentStatus = Literal["current", "archived"]


class Document(Record):
    """A document whose every block is a span of `text`.

    For Markdown and plain text, `text` is the decoded file with every newline as LF;
    for HTML, PDF and DOCX it is what extraction gave.
    """

    id: str
    source: Source
    section_sources: tuple[SectionSource, ...] = ()
    audience: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    status: DocumentStatus = "current"
    reviewed: str | None = None
    text: str
    blocks: tuple[Block, ...]


class SkippedFile(Record):
    """A file that was not loaded, and why."""

    path: str
    """Relative to the folder of documents."""
    reason: str


class SectionPhrasings(Record):
    """Questions, in teachers' own words, that one section of a document answers."""

    document_id: str
    section: str
    """The exact text of the section's heading."""
    phrasings: tuple[str, ...]


class Quotation(Record):
    """Words that stand in a document, to the letter."""

    document_id: str
    quote: str


class KnownGap(Record):
    """Something that teachers ask and no document tells."""

    id: str
    topic: str
    """What is not told, so that it completes "The sources do not say …"."""
    programme: str | None = None
    nearest: Quotation | None = None
    """The nearest thing that is told."""
    ask: str | None = None
    """Who would know; the local Maths Hub where nobody is named."""
    phrasings: tuple[str, ...]


class Term(Record):
    """An abbreviation or a teacher's word, and what it stands for."""

    term: str
    also: tuple[str, ...] = ()
    """Other forms that mean the same."""
    meaning: str
    expands: str | None = None
    """Words that documents use, added to a question that has the term."""
    programme: str | None = None
    """The one programme that the term names."""
    case_sensitive: bool = False
    """Whether the form in lower case is another, ordinary word."""
    confused_with: str | None = None


EvidenceGrade = Literal["A", "B", "C"]


class Hub(Record):
    """A Maths Hub, and what its sources tell of its area and address."""

    id: str
    name: str
    former_names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    region: str
    areas: tuple[str, ...] = ()
    """Local authorities and districts."""
    places: tuple[str, ...] = ()
    """Towns that lie inside its areas."""
    lead_school: str | None = None
    website: str | None = None
    email: str | None = None
    """Shared mailboxes only."""
    phone: str | None = None
    grade: EvidenceGrade
    as_of: str | None = None
    """The academic year of the evidence."""
    area_note: str | None = None


Phase = Literal["early years", "primary", "secondary", "post-16", "all"]
FactTopic = Literal[
    "purpose",
    "audience",
    "people",
    "backing",
    "time",
    "length",
    "cost",
    "money",
    "before",
    "next",
    "organiser",
    "apply",
    "content",
]


class ProgrammeFact(Quotation):
    """One thing that a document tells of a programme."""

    topic: FactTopic
    academic_year: str | None = None


class Programme(Record):
    """What teachers can join, or a theme that they ask about."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    """Other names, old names and abbreviations that mean this programme and no other."""
    phase: Phase
    joined_by: Literal["school", "person"] | None = None
    """Who takes a place; None for a theme that nobody joins."""
    facts: tuple[ProgrammeFact, ...] = ()


class Corpus(Record):
    """Everything that was loaded from one folder."""

    documents: tuple[Document, ...]
    phrasings: tuple[SectionPhrasings, ...] = ()
    gaps: tuple[KnownGap, ...] = ()
    terms: tuple[Term, ...] = ()
    hubs: tuple[Hub, ...] = ()
    programmes: tuple[Programme, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    digest: str
    """SHA-256 over the names and bytes of all files; another digest, another corpus."""
