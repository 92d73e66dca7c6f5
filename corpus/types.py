"""The values of the corpus, in the order in which loading meets them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


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


class Ending(Quotation):
    """The words that tell that a programme is no longer offered."""

    last_year: str
    """The last academic year in which it was."""


class Side(Quotation):
    """What one source says on a point where sources differ; the quote tells it in full."""

    says: str
    """The words of the quote that the others contradict."""
    elsewhere: tuple[Quotation, ...] = ()
    """Other sentences that say the same."""


Difference = Literal[
    "sources",  # they contradict each other about the same time
    "years",  # the rule has changed
    "people",  # each is for other schools or teachers
]


class Disagreement(Record):
    """A point on which sources differ (`disagreements.yaml`)."""

    id: str
    point: str
    """What they differ on, so that it completes "Sources differ on …"."""
    by: Difference
    sides: tuple[Side, ...] = Field(min_length=2)
    told_together: tuple[Quotation, ...] = ()
    """Sentences that tell all sides at once."""


class FactOption(Record):
    """One value that a fact about an asker can have."""

    value: str
    label: str
    """How it is said back, after "You told me:"; also the words of the answer to choose."""
    implies: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Other facts, of which nothing is said, and the values that are left for them."""


class FactDefinition(Record):
    """Something about a school or a person that a criterion may ask for (`facts.yaml`)."""

    id: str
    question: str
    options: tuple[FactOption, ...]
    """All values there are; of an ordered fact from the lowest to the highest."""
    is_ordered: bool = False
    presumed: str | None = None
    """What is taken for granted, and said so, until the asker says otherwise."""
    usual: str | None = None
    """What nearly every asker would answer; so to ask for it settles little."""


class OneOf(Record):
    """The fact has one of these values."""

    fact: str
    one_of: tuple[str, ...]


class AtLeast(Record):
    """The ordered fact has this value or a higher one."""

    fact: str
    at_least: str


class AllOf(Record):
    """Every condition holds."""

    all: tuple["Condition", ...]


class AnyOf(Record):
    """At least one condition holds."""

    any: tuple["Condition", ...]


class Negation(Record):
    """The condition does not hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)

    condition: "Condition" = Field(alias="not")


Condition = OneOf | AtLeast | AllOf | AnyOf | Negation

Strength = Literal[
    "required",  # without it no place
    "expected",  # without it the hub decides
    "hub_decides",  # a judgement that is the hub's; it keeps nobody from asking for a place
]


class Criterion(Quotation):
    """One condition of a programme, with the words of the source that set it."""

    id: str
    criterion: str
    """The condition in a teacher's plain words."""
    strength: Strength
    needs: Condition
    hub_may_accept: Condition | None = None
    """Where it is not met, but this holds, the hub decides."""
    if_not_met: Literal["not_eligible", "not_yet"] = "not_eligible"
    """`not_yet` where a step or a year is missing that can still come."""
    to_change: str | None = None
    """What would have to happen for it to be met, in plain words."""


class Unsettled(Record):
    """A case that the sources do not settle."""

    when: Condition
    what: str
    """What is not told, so that it completes "The sources do not say …"."""


class RuleSet(Record):
    """Who may join a programme in one academic year, by one source or group of sources."""

    academic_year: str
    name: str | None = None
    """What tells it from the other sets of its programme and year, as a hub's name."""
    hub: str | None = None
    """Id of the one hub whose rules these are; None for rules told for all hubs."""
    closed: Quotation | None = None
    """The words that say that nobody can join any more."""
    criteria: tuple[Criterion, ...]
    unsettled: tuple[Unsettled, ...] = ()


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
    ended: Ending | None = None
    """For a programme that is no longer offered."""
    rules: tuple[RuleSet, ...] = ()
    """The newest year first."""


class Corpus(Record):
    """Everything that was loaded from one folder."""

    documents: tuple[Document, ...]
    phrasings: tuple[SectionPhrasings, ...] = ()
    gaps: tuple[KnownGap, ...] = ()
    terms: tuple[Term, ...] = ()
    hubs: tuple[Hub, ...] = ()
    programmes: tuple[Programme, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    facts: tuple[FactDefinition, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    digest: str
    """SHA-256 over the names and bytes of all files; another digest, another corpus."""
