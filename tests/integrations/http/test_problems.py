import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest

if TYPE_CHECKING:
    from conftest import Server

CANARY = "canary-8c1f"
JSON = {"content-type": "application/json"}
MEBIBYTE = json.dumps({"question": f"{CANARY} " * (2**20 // (len(CANARY) + 1))}).encode()


def check_problem(response: httpx2.Response, status: int) -> None:
    """An RFC 9457 document in our words, which repeats nothing of the request."""
    told = response.json()
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert told.keys() == {"type", "title", "status", "detail", "instance"}
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert told["instance"] == f"urn:uuid:{response.headers['x-request-id']}"
    assert told["detail"].endswith(".")
    assert CANARY not in response.text + str(response.headers)


def post(client: httpx2.Client, content: object, headers: dict[str, str] = JSON) -> httpx2.Response:
    return client.post("/v1/answers", content=content, headers=headers)


@pytest.mark.parametrize("path", [f"/{CANARY}", f"/v1/answers/{CANARY}", "/docs", "/.env"])
def test_unknown_address_is_404(client: httpx2.Client, path: str) -> None:
    check_problem(client.get(path, params={"q": CANARY}), 404)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CANARY"])
def test_other_method_is_405_and_names_the_right_one(client: httpx2.Client, method: str) -> None:
    response = client.request(method, "/v1/answers")
    check_problem(response, 405)
    assert response.headers["allow"] == "POST"


def test_page_takes_no_post(client: httpx2.Client) -> None:
    check_problem(client.post("/", content=CANARY), 405)


def test_mebibyte_is_413(client: httpx2.Client) -> None:
    check_problem(post(client, MEBIBYTE), 413)


def test_mebibyte_in_chunks_is_413(client: httpx2.Client) -> None:
    """Without a content-length only counting what comes can tell."""

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(MEBIBYTE), 8192):
            yield MEBIBYTE[start : start + 8192]

    check_problem(post(client, chunks()), 413)


@pytest.mark.parametrize("size", [16 * 1024, 16 * 1024 + 1])
def test_limit_is_sixteen_kibibytes(client: httpx2.Client, size: int) -> None:
    body = json.dumps({"question": CANARY}).encode()
    expected = 422 if size <= 16 * 1024 else 413
    check_problem(post(client, body[:-1] + b" " * (size - len(body)) + b"]"), expected)


@pytest.mark.parametrize(
    "body",
    [
        b'{"question": "caf\xe9 canary-8c1f"}',
        b'{"question": "canary-8c1f\x80"}',
        b"[" * 10_000,
    ],
)
def test_json_that_cannot_be_read_is_400(client: httpx2.Client, body: bytes) -> None:
    check_problem(post(client, body), 400)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"canary-8c1f",
        b'{"question": "canary-8c1f"',
        b'"canary-8c1f"',
        b"NaN",
        b'{"question": NaN}',
        b'{"question": null, "canary-8c1f": 1}',
        b'{"question": ["canary-8c1f"]}',
        b'{"question": "Who?", "canary-8c1f": 1}',
        b'{"question": "Who?", "conversation_id": "canary-8c1f!"}',
        b'{"question": "Who?", "conversation_id": ""}',
        b'{"question": "Who?", "conversation_id": "canary-8c1f\\n"}',
        b'{"question": "\\ud800 canary-8c1f"}',
        b'{"question": "\xed\xa0\x80 canary-8c1f"}',
        b'{"question": "Who?", "conversation_id": "\\udfff"}',
    ],
)
def test_other_body_is_422(client: httpx2.Client, body: bytes) -> None:
    check_problem(post(client, body), 422)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "is empty"),
        (" \u200b\u202e\x00", "is empty"),
        ("?! 12", "has no words"),
        ("😀🙃", "has no words"),
        (f"{CANARY} " * 100, "at most 1,000 characters"),
    ],
)
def test_what_is_not_a_question_is_422(client: httpx2.Client, question: str, words: str) -> None:
    response = client.post("/v1/answers", json={"question": question})
    check_problem(response, 422)
    assert words in response.json()["detail"]


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_page_of_others_cannot_post_without_asking(client: httpx2.Client, media_type: str) -> None:
    """A browser sends these kinds across origins without a preflight request."""
    body = json.dumps({"question": f"Who can join {CANARY}?"}).encode()
    response = post(client, body, {"content-type": media_type, "origin": "https://example.com"})
    check_problem(response, 422)
    assert "access-control-allow-origin" not in response.headers


def test_no_question_reaches_the_log(client: httpx2.Client, server: "Server") -> None:
    client.post("/v1/answers", json={"question": f"Who can join {CANARY}?"})
    post(client, MEBIBYTE)
    log: Path = server.log
    assert CANARY not in log.read_text()
    assert "Traceback" not in log.read_text()
