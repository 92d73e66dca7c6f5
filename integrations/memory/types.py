"""The values of the memory. Times are seconds since 1970: both databases keep them alike."""

from typing import Literal

from assistant.types import Status
from corpus.types import Record

Rating = Literal["up", "down"]
Reason = Literal["wrong", "incomplete", "out_of_date", "unclear", "not_my_question", "other"]


class Cited(Record):
    """Where a quote stands in its source."""

    document_id: str
    start: int
    end: int


class Receipt(Record):
    """What is needed to tell how an answer came about, and to give it again."""

    answer_id: str
    conversation_id: str
    channel: str
    asked_at: float
    question: str
    """Redacted."""
    status: Status
    confidence: float
    cited: tuple[Cited, ...]
    answer_digest: str
    """SHA-256 of the text and its citations: a replay that gives the same says the same."""
    generation: str
    corpus_digest: str
    model_digest: str
    assistant_version: str
    today: str
    """The day that was taken as today, as YYYY-MM-DD."""


class Feedback(Record):
    """What somebody thought of an answer."""

    answer_id: str
    rating: Rating
    reason: Reason | None = None
    comment: str | None = None
    """Redacted."""


class HandOff(Record):
    """A question passed on to a person, with what is needed to reply."""

    message: str
    email: str
    name: str | None = None
    area: str | None = None
    conversation_id: str | None = None
    """Given where the teacher lets the person read the conversation."""


class KeptHandOff(HandOff):
    """A hand-off as it is kept."""

    id: str
    asked_at: float


class Quota(Record):
    """What is left of a limit."""

    limit: int
    """Requests a minute."""
    remaining: int
    """Below zero by as many as were refused."""
    resets_in: float
    """Seconds until all of it is there again."""

    @property
    def is_exceeded(self) -> bool:
        """Whether the request that was just counted is one too many."""
        return self.remaining < 0


class Admission(Record):
    """Whether a request may go on."""

    is_off: bool = False
    client: Quota | None = None
    """None where there is no limit."""
    everybody: Quota | None = None


class Reply(Record):
    """A response that is given again when its request is repeated."""

    status: int
    body: str
