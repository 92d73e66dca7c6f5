from collections.abc import AsyncIterator

import anyio
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strict_servers import events_of

from assistant.types import Answer
from integrations.http.events import answer_frames, some_words, wants_events

QUESTION = {"question": "How many days does a work group take?"}
EVENTS = {"accept": "text/event-stream"}


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/event-stream", True),
        ("Text/Event-Stream;q=0.5", True),
        ("text/event-stream, application/json;q=0.9", True),
        ("application/json, text/event-stream", False),
        ("application/json;q=0.5, text/event-stream;q=0.4", False),
        ("text/event-stream;q=0", False),
        ("text/event-stream;q=x", False),
        ("*/*", False),
        ("", False),
        (",;=,", False),
    ],
)
def test_events_are_sent_to_who_prefers_them(accept: str, expected: bool) -> None:
    assert wants_events(accept) == expected


@given(st.text())
def test_pieces_make_the_text_again(text: str) -> None:
    assert "".join(some_words(text)) == text


def test_events_come_in_order_and_hold_the_answer(client: httpx2.Client) -> None:
    response = client.post("/v1/answers", json=QUESTION, headers=EVENTS)
    events = events_of(response.text)
    names = [name for name, _ in events]
    told = dict(events)
    deltas = "".join(data["text"] for name, data in events if name == "delta")  # type: ignore[index]
    answer = Answer.model_validate(told["final"])
    assert response.headers["content-type"].startswith("text/event-stream")
    assert names[:3] == ["meta", "status", "sources"]
    assert (set(names[3:-2]), names[-2:]) == ({"delta"}, ["final", "done"])
    assert deltas == answer.text
    assert told["sources"] == [one.model_dump() for one in answer.citations] != []
    assert told["meta"] == {
        "conversation_id": answer.conversation_id,
        "request_id": response.headers["x-request-id"],
    }


def test_refusal_is_a_problem_before_any_event(client: httpx2.Client) -> None:
    response = client.post("/v1/answers", json={"question": "?!"}, headers=EVENTS)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_fault_while_answering_ends_with_an_error_event() -> None:
    async def fails() -> Answer:
        raise RuntimeError("canary-8c1f")

    async def collect(frames: AsyncIterator[bytes]) -> str:
        return b"".join([frame async for frame in frames]).decode()

    body = anyio.run(collect, answer_frames("a", fails))
    name, data = events_of(body)[-1]
    assert (name, data["status"]) == ("error", 500)  # type: ignore[index]
    assert "canary" not in body
