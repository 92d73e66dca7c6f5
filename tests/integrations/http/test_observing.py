import json
import re
import time
import uuid
from typing import TYPE_CHECKING

import httpx2
import pytest

if TYPE_CHECKING:
    from conftest import Server

CANARY = "canary-8c1f"


def lines_of(server: "Server", request_id: str) -> list[dict[str, object]]:
    """Waits a little: the line is written when the response is out already."""
    deadline = time.monotonic() + 5
    while request_id not in server.log.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    lines = server.log.read_text().splitlines()
    return [json.loads(line) for line in lines if request_id in line]


def test_request_has_one_line_without_its_question(client: httpx2.Client, server: "Server") -> None:
    headers = {"User-Agent": CANARY, "Authorization": f"Bearer {CANARY}", "Referer": CANARY}
    body = {"question": f"Who can join {CANARY}?", "conversation_id": CANARY}
    response = client.post(f"/v1/answers?{CANARY}", json=body, headers=headers)
    (line,) = lines_of(server, response.headers["x-request-id"])
    assert (line["event"], line["method"], line["route"]) == ("request", "POST", "/v1/answers")
    assert (line["status"], line["answer_status"]) == (200, response.json()["status"])
    assert CANARY not in server.log.read_text()


def test_path_of_a_conversation_is_not_logged(client: httpx2.Client, server: "Server") -> None:
    response = client.delete(f"/v1/conversations/{CANARY}")
    (line,) = lines_of(server, response.headers["x-request-id"])
    assert line["route"] == "/v1/conversations/{conversation_id}"


@pytest.mark.parametrize("given", ["", CANARY, "a" * 32 + "!", "{}", "x" * 3000])
def test_id_that_is_no_uuid_is_ours(client: httpx2.Client, given: str) -> None:
    response = client.get("/healthz", headers={"X-Request-ID": given})
    assert response.headers["x-request-id"] != given
    assert uuid.UUID(response.headers["x-request-id"])


def test_id_that_is_a_uuid_is_kept(client: httpx2.Client) -> None:
    given = str(uuid.uuid4())
    response = client.get(f"/{CANARY}", headers={"X-Request-ID": given})
    assert response.headers["x-request-id"] == given
    assert response.json()["instance"] == f"urn:uuid:{given}"


def test_figures_count_answers_by_status(client: httpx2.Client) -> None:
    def count() -> float:
        found = re.search(r'mastery_answers_total\{status="greeting"\} (\S+)', figures())
        return float(found[1]) if found else 0.0

    def figures() -> str:
        return client.get("/metrics").text

    before = count()
    client.post("/v1/answers", json={"question": "hello"})
    assert count() == before + 1
    assert 'mastery_http_request_seconds_count{route="/v1/answers"}' in figures()
    assert re.search(r"^mastery_index_age_seconds \d", figures(), re.MULTILINE)


def test_figures_hold_nothing_of_a_request(client: httpx2.Client) -> None:
    client.request(CANARY.upper().replace("-", ""), f"/{CANARY}")
    client.delete(f"/v1/conversations/{CANARY}")
    assert CANARY not in client.get("/metrics").text.lower()
