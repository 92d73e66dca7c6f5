import json

import httpx2
import pytest

DAYS = {"role": "user", "content": "How many days does a work group take?"}
LEANING = {"role": "user", "content": "And who can join it?"}
ROUTE = "/v1/chat/completions"


def complete(
    client: httpx2.Client, *messages: dict[str, object], **fields: object
) -> httpx2.Response:
    body = {"model": "any", "messages": messages, "temperature": 0.2, **fields}
    return client.post(ROUTE, json=body, headers={"Authorization": "Bearer any"})


def test_answer_is_a_message_with_its_sources(client: httpx2.Client) -> None:
    made = complete(client, DAYS).json()
    message = made["choices"][0]["message"]
    assert (made["object"], made["choices"][0]["finish_reason"]) == ("chat.completion", "stop")
    assert "six days a year" in message["content"]
    assert "[1] Guide to work groups, Example Maths Hub, 2025/26, https://" in message["content"]
    citation = message["annotations"][0]["url_citation"]
    assert message["content"][citation["start_index"] : citation["end_index"]] == "[1]"
    assert citation["url"] == "https://example.org/work-groups"


def test_stream_makes_the_same_message(client: httpx2.Client) -> None:
    lines = complete(client, DAYS, stream=True).text.split("\n\n")
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines[:-2]]
    said = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
    assert lines[-2:] == ["data: [DONE]", ""]
    assert said == complete(client, DAYS).json()["choices"][0]["message"]["content"]
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"


def test_questions_before_are_taken_into_account(client: httpx2.Client) -> None:
    said = {"role": "assistant", "content": "Six."}
    content = complete(client, DAYS, said, LEANING).json()["choices"][0]["message"]["content"]
    assert "I took this to be about what you asked before" in content


def test_message_in_parts_is_read(client: httpx2.Client) -> None:
    parts = [{"type": "text", "text": "How many days does"}, {"type": "text", "text": "it take?"}]
    assert complete(client, {"role": "user", "content": parts}).status_code == 200


@pytest.mark.parametrize(
    "messages",
    [[], [{"role": "system", "content": "Be kind."}], [{"role": "user", "content": "?"}]],
)
def test_nothing_asked_is_422(client: httpx2.Client, messages: list[dict[str, object]]) -> None:
    assert complete(client, *messages).status_code == 422


@pytest.mark.parametrize(("size", "expected"), [(60_000, 200), (70_000, 413)])
def test_conversation_may_be_longer_than_a_question(
    client: httpx2.Client, size: int, expected: int
) -> None:
    said = {"role": "assistant", "content": "a" * size}
    assert complete(client, DAYS, said, LEANING).status_code == expected


def test_one_model_is_named(client: httpx2.Client) -> None:
    told = client.get("/v1/models").json()
    assert (told["object"], [one["id"] for one in told["data"]]) == ("list", ["mastery"])
