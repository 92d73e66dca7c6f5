import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from strict_servers import Strict

from assistant.answering import load_assistant
from assistant.types import Question
from index.encoding import load_encoder
from index.generations import current_generation
from index.snapshot import load_generation
from integrations.memory.memory import Memory
from integrations.memory.receipts import digest_of

QUESTION = "How many days does a work group take?"
HAND_OFF = {"message": "Please ring.", "email": "office@school.example"}


def asked(client: httpx2.Client, **fields: str) -> dict[str, str]:
    answer: dict[str, str] = client.post(
        "/v1/answers", json={"question": QUESTION, **fields}
    ).json()
    return answer


def test_feedback_on_an_answer_is_kept(first: Strict, shared_memory: Memory) -> None:
    with first.client("203.0.113.20") as client:
        answer = asked(client)
        body = {"answer_id": answer["id"], "rating": "down", "reason": "incomplete"}
        response = client.post("/v1/feedback", json=body)
    assert (response.status_code, response.json()["status"]) == (201, "received")
    assert [one.reason for one in shared_memory.feedback(answer["id"])] == ["incomplete"]


def test_feedback_on_no_answer_is_404(client: httpx2.Client) -> None:
    response = client.post("/v1/feedback", json={"answer_id": "f" * 20, "rating": "up"})
    assert (response.status_code, response.json()["status"]) == (404, 404)


def test_hand_off_repeated_at_two_servers_is_one(
    first: Strict, second: Strict, shared_memory: Memory
) -> None:
    headers = {"Idempotency-Key": uuid.uuid4().hex}
    before = len(shared_memory.hand_offs())

    def send(number: int) -> str:
        server = first if number % 2 else second
        with server.client("203.0.113.21") as client:
            return client.post("/v1/handoff", json=HAND_OFF, headers=headers).text

    with ThreadPoolExecutor(4) as pool:
        replies = set(pool.map(send, range(8)))
    assert (len(replies), len(shared_memory.hand_offs()) - before) == (1, 1)


def test_key_with_another_request_is_422(client: httpx2.Client) -> None:
    headers = {"Idempotency-Key": uuid.uuid4().hex}
    client.post("/v1/handoff", json=HAND_OFF, headers=headers)
    other = client.post("/v1/handoff", json={**HAND_OFF, "name": "Jo"}, headers=headers)
    assert (other.status_code, "Idempotency-Key" in other.json()["detail"]) == (422, True)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {**HAND_OFF, "email": "nobody"},
        {**HAND_OFF, "message": ""},
        {**HAND_OFF, "message": "a" * 2001},
        {**HAND_OFF, "conversation_id": "../a"},
        {**HAND_OFF, "extra": 1},
    ],
)
def test_other_hand_off_is_422(client: httpx2.Client, body: dict[str, object]) -> None:
    assert client.post("/v1/handoff", json=body).status_code == 422


def test_marks_that_no_database_keeps_are_left_out(first: Strict, shared_memory: Memory) -> None:
    with first.client("203.0.113.22") as client:
        body = {**HAND_OFF, "message": "Please\x00 ring\u202e us."}
        hand_off = client.post("/v1/handoff", json=body).json()
    kept = {one.id: one.message for one in shared_memory.hand_offs()}
    assert kept[hand_off["id"]] == "Please ring us."


def test_forgotten_conversation_is_gone_everywhere(
    first: Strict, second: Strict, shared_memory: Memory
) -> None:
    with first.client("203.0.113.23") as one, second.client("203.0.113.23") as other:
        answer = asked(one)
        path = f"/v1/conversations/{answer['conversation_id']}"
        forgotten = other.delete(path)
        feedback = {"answer_id": answer["id"], "rating": "up"}
        assert one.post("/v1/feedback", json=feedback).status_code == 404
        assert other.delete(path).status_code == 204
    assert (forgotten.status_code, forgotten.content) == (204, b"")
    assert shared_memory.receipts(answer["conversation_id"]) == ()
    assert shared_memory.earlier(answer["conversation_id"]) == ()


def test_welcome_tells_who_is_responsible(first: Strict) -> None:
    with first.client("203.0.113.24") as client:
        told = client.get("/v1/suggestions").json()
    assert told["privacy_url"] == "https://hub.example.org/privacy"
    assert told["complaints"] == "office@hub.example.org"
    assert isinstance(told["suggestions"], list)


def test_receipts_give_the_answers_again(first: Strict, shared_memory: Memory) -> None:
    """The generation that a receipt names, asked the same, says the same to the letter."""
    with first.client("203.0.113.25") as client:
        answer = asked(client)
        client.post(
            "/v1/answers",
            json={
                "question": "And who can join it?",
                "conversation_id": answer["conversation_id"],
            },
        )
    receipts = shared_memory.receipts(answer["conversation_id"])
    generation = current_generation(first.index)
    assistant = load_assistant(load_generation(generation), load_encoder())
    again = [
        assistant.answer(Question(text=one.question, conversation_id=one.conversation_id))
        for one in receipts
    ]
    assert {one.generation for one in receipts} == {generation.name}
    assert [one.answer_digest for one in receipts] == [digest_of(one) for one in again]
    assert [one.answer_id for one in receipts] == [one.id for one in again]
    assert len(receipts) == 2
