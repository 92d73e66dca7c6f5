"""An answer as server-sent events: meta, status, sources, delta…, final, done; or error.

`final` holds the whole answer, so that a client need not put the deltas together.
"""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from starlette.types import Receive, Scope, Send

from assistant.types import Answer
from integrations.http.admission import Place
from integrations.http.logs import LOGGER
from integrations.http.problems import problem_fields
from integrations.http.tracing import current_id

MEDIA_TYPE = "text/event-stream"
_SOME_WORDS = re.compile(r"(?:\S+\s*){1,6}|\s+")
"""Six words are a line on a phone: it fills quickly, and not letter by letter."""


def wants_events(accept: str) -> bool:
    """Tell whether a client prefers events over JSON; JSON where it does not say."""
    weights = {"application/json": 0.0, MEDIA_TYPE: 0.0}
    for one in accept.lower().split(","):
        media_type, *parameters = (part.strip() for part in one.split(";"))
        if media_type in weights:
            weights[media_type] = max(weights[media_type], _weight(parameters))
    return weights[MEDIA_TYPE] > weights["application/json"]


def _weight(parameters: list[str]) -> float:
    given = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    return float(given) if re.fullmatch(r"[01](?:\.\d{1,3})?", given) else 0.0


class Stream(StreamingResponse):
    """Streams frames made of one answer; its place is left whatever becomes of the client."""

    def __init__(self, frames: AsyncIterator[str | bytes], place: Place) -> None:
        super().__init__(frames, media_type=MEDIA_TYPE, headers={"X-Accel-Buffering": "no"})
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the frames."""
        with self._place:
            await super().__call__(scope, receive, send)


async def answer_frames(
    conversation_id: str, answer_now: Callable[[], Awaitable[Answer]]
) -> AsyncIterator[bytes]:
    """Give the events of an answer that is still to be made."""
    yield _frame(1, "meta", {"conversation_id": conversation_id, "request_id": current_id()})
    yield _frame(2, "status", {"state": "searching"})
    try:
        answer = await answer_now()
    except Exception:
        LOGGER.exception("fault", extra={"fields": {"request_id": current_id()}})
        yield _frame(3, "error", problem_fields(500))
        return
    for number, (name, data) in enumerate(_events(answer), start=3):
        yield _frame(number, name, data)


def _events(answer: Answer) -> Iterator[tuple[str, object]]:
    yield "sources", [one.model_dump(mode="json") for one in answer.citations]
    for words in some_words(answer.text):
        yield "delta", {"text": words}
    yield "final", answer.model_dump(mode="json")
    yield "done", {}


def some_words(text: str) -> list[str]:
    """Cut a text into pieces that make it again when put together."""
    return _SOME_WORDS.findall(text)


def _frame(number: int, event: str, data: object) -> bytes:
    return format_sse_event(data_str=json.dumps(data), event=event, id=str(number))
