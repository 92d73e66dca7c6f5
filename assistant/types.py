"""The values of the assistant: what is asked, and the one answer object of every channel."""

from typing import Literal

from pydantic import Field

from corpus.types import Phase, Record

MAX_QUESTION_CHARACTERS = 1000
"""Long enough for a scenario with its school, its history and its worries."""


class Question(Record):
    """What somebody asks, and in which conversation."""

    text: str
    conversation_id: str = ""
    """Empty for a question outside any conversation."""


AnswerType = Literal[
    "yes_no",
    "amount",
    "date",
    "duration",
    "count",
    "frequency",
    "person",
    "contact",
    "list",
    "definition",
    "reason",
    "how_to",
    "comparison",
    "open",
]


class YearSpan(Record):
    """Words that name an academic year, or two where they leave open which."""

    words: str
    years: tuple[str, ...]
    """As 2024/25, the earlier first."""
    is_relative: bool = False
    """Whether they count from today, as "last year" does."""


class Understanding(Record):
    """A question as the assistant takes it."""

    text: str
    """The teacher's words, cleaned of control characters and spare white space."""
    search_text: str
    """What is embedded: the words with abbreviations written out, and the topic carried along."""
    words: str
    """What BM25 reads: the same, with synonyms."""
    answer_types: tuple[AnswerType, ...] = ()
    programmes: tuple[str, ...] = ()
    """Slugs of the programmes that the question names."""
    phase: Phase | None = None
    academic_years: tuple[str, ...] = ()
    """Years that the question names, as 2024/25."""
    year_spans: tuple[YearSpan, ...] = ()
    """The words that name them."""
    hub_ids: tuple[str, ...] = ()
    """Hubs whose name, area or place the question names."""
    carried_topic: str | None = None
    """What an incomplete question was taken to be about, from the turns before it."""
    said_before: tuple[str, ...] = ()
    """Ids of the passages that answered the turn it leans on."""


Status = Literal[
    "answered",
    "answered_partly",
    "needs_detail",
    "greeting",
    "unanswerable_no_source",
    "unanswerable_gap",
    "out_of_scope",
    "guarded_personal_data",
    "guarded_injection",
    "error_unexpected",
]
"""`family_reason`: the first word is the family, and counts are made by it."""


ScreenedKind = Literal[
    "greeting",
    "thanks",
    "goodbye",
    "about",
    "complaint",
    "foreign",
    "injection",
    "private",  # asks for somebody's private data
    "personal",  # is nothing but personal data
    "distress",
    "safeguarding",
    "send",
    "pupil",
    "pay",
    "other_subject",
    "inspection",
    "other_nation",
    "homework",
    "lesson",
    "everyday",
    "harm",
    "off_topic",  # is like no question that the sources answer or are known not to
]
"""What a message is that is no question to the sources; each has its reply."""


class Citation(Record):
    """A span of a source: `quote` is the document's `text[start:end]`."""

    number: int
    document_id: str
    title: str
    publisher: str | None
    url: str | None
    heading: str
    published: str | None
    academic_year: str | None
    quote: str
    start: int
    end: int


class Statement(Record):
    """One thing that the answer says, to the letter of the sources it cites by number."""

    text: str
    citations: tuple[int, ...]


class Notice(Record):
    """Something about the answer that its reader must know."""

    kind: Literal["dated", "conflict", "partial", "assumption", "gap"]
    text: str
    citations: tuple[int, ...] = ()


Verdict = Literal["eligible", "not_eligible", "not_yet", "not_open", "depends", "unknown"]
Outcome = Literal["met", "not_met", "unknown", "hub_decides"]


class Check(Record):
    """One criterion, and whether it is met."""

    criterion_id: str
    criterion: str
    outcome: Outcome
    because: str
    citation: int | None


class FollowUp(Record):
    """The one fact that would settle most, as a question with answers to choose from."""

    fact: str
    question: str
    options: tuple[str, ...]


class Eligibility(Record):
    """A verdict by cited rules, criterion by criterion."""

    programme_id: str
    programme: str
    verdict: Verdict
    checks: tuple[Check, ...]
    follow_up: FollowUp | None = None
    would_change: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()


class Contact(Record):
    """Who would know."""

    name: str
    url: str | None = None
    email: str | None = None
    area: str | None = None


class Answer(Record):
    """What every channel shows, each in its own way."""

    id: str
    conversation_id: str
    status: Status
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    eligibility: Eligibility | None = None
    suggestions: tuple[str, ...] = ()
    contact: Contact | None = None
    confidence: float = Field(ge=0, le=1)
    corpus_version: str
    elapsed_ms: int = Field(ge=0)
