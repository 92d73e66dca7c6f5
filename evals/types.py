"""The values of a run, in the order in which it makes them. A case is in `judging`."""

from datetime import date
from pathlib import Path

from assistant.types import Answer
from corpus.types import Record


class Opening(Record):
    """What to open an assistant with; every process opens its own."""

    corpus: Path
    index: Path | None = None
    model: str
    today: date | None = None
    """The day to ask all cases on; by default each case's own day, or else the clock's."""


class Result(Record):
    """What came of asking one case. Holds nothing that differs between two equal runs."""

    case_id: str
    answer: Answer
    """Without its id, its time and its index, which `Description` and `Timings` hold."""
    cited: tuple[str, ...] = ()
    """Ids of the sections that its quotes stand in."""
    retrieved: tuple[str, ...] = ()
    """Ids of the sections found, best first; none where the message was screened off."""
    unproved: tuple[int, ...] = ()
    """Numbers of citations whose quote is not their document's text at its place."""


class Asked(Record):
    """A result with the time that it took."""

    result: Result
    elapsed_ms: int


class Section(Record):
    """One section of the corpus as it was indexed."""

    digest: str
    """Of its text: tells whether two runs read the same."""
    phrasings: int


class Description(Record):
    """What a run was made with. Two runs with equal descriptions give equal results."""

    format: int = 1
    cases: int
    cases_digest: str
    """Of the cases as they were asked, with the errors or turns that were added."""
    corpus: str
    """Name of the folder."""
    corpus_digest: str
    index_generation: str
    index_corpus_digest: str
    """Of the corpus that the index was built from; another one than the corpus's is stale."""
    model_digest: str
    code_digest: str
    """Of the assistant's own files, patterns and thresholds."""
    today: date | None
    day: date
    """The clock's day, on which a case without a day of its own was asked."""
    versions: dict[str, str]


class Timings(Record):
    """When and how fast a run was; kept apart, as no two runs agree on it."""

    started: str
    seconds: float
    workers: int
    elapsed_ms: dict[str, int]
    """By case id."""


class Score(Record):
    """What one measure makes of one answer; a measure that does not apply gives none."""

    measure: str
    value: float
    explanation: str
