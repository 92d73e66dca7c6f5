import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest
from strict_servers import LIMIT, ORIGIN, Strict

from integrations.http.guarding import Tally, client_of
from integrations.memory.memory import Memory

if TYPE_CHECKING:
    from conftest import Server

QUESTION = {"question": "How many days does a work group take?"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("somewhere", "unknown"),
    ],
)
def test_client_is_its_address_or_network(address: str, expected: str) -> None:
    assert client_of({"client": (address, 1)}) == expected


def test_process_counts_for_itself() -> None:
    tally = Tally()
    exceeded = [tally.count("a", 2).is_exceeded for _ in range(3)]
    assert (exceeded, tally.count("b", 2).is_exceeded) == ([False, False, True], False)


def test_limit_holds_across_servers(first: Strict, second: Strict) -> None:
    """Cheap requests, alternating between the two; both must count together."""
    with first.client("203.0.113.1") as one, second.client("203.0.113.1") as other:
        turns = cycle([one, other])
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(next(turns).get, "/v1/models") for _ in range(LIMIT * 3)]
            statuses = [job.result().status_code for job in jobs]
    assert (statuses.count(200), statuses.count(429)) == (LIMIT, LIMIT * 2)


def test_refusal_tells_when_to_come_back(first: Strict) -> None:
    with first.client("203.0.113.2") as client:
        responses = [client.get("/v1/models") for _ in range(LIMIT + 1)]
    refused = responses[-1]
    assert refused.json()["title"] == "Too Many Requests"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert responses[0].headers["ratelimit-policy"].startswith(f'"client";q={LIMIT};w=60')
    assert [one.headers["ratelimit"][:12] for one in responses[-3:]] == [
        '"client";r=1',
        '"client";r=0',
        '"client";r=0',
    ]


def test_made_up_address_gains_nothing(first: Strict) -> None:
    """Only the last address is our proxy's word; what stands before it came with the request."""
    with first.client("203.0.113.3") as client:
        for number in range(LIMIT):
            forged = {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.3"}
            assert client.get("/v1/models", headers=forged).status_code == 200
        assert client.get("/v1/models", headers=forged).status_code == 429


def test_health_is_not_limited(first: Strict) -> None:
    with first.client("203.0.113.4") as client:
        assert {client.get("/healthz").status_code for _ in range(LIMIT * 2)} == {200}


def test_conversation_continues_on_another_server(first: Strict, second: Strict) -> None:
    with first.client("203.0.113.6") as one, second.client("203.0.113.6") as other:
        answer = one.post("/v1/answers", json=QUESTION).json()
        body = {"question": "And who can join it?", "conversation_id": answer["conversation_id"]}
        follow_up = other.post("/v1/answers", json=body).json()
    assert "assumption" in {notice["kind"] for notice in follow_up["notices"]}


def test_switch_stops_every_server_at_once(
    first: Strict, second: Strict, shared_memory: Memory
) -> None:
    with first.client("203.0.113.7") as one, second.client("203.0.113.7") as other:
        shared_memory.switch(off=True)
        try:
            refused = [client.post("/v1/answers", json=QUESTION) for client in (one, other)]
            states = [client.get("/readyz") for client in (one, other)]
            hand_off = {"message": "Please ring.", "email": "a@school.example"}
            assert one.post("/v1/handoff", json=hand_off).status_code == 201
        finally:
            shared_memory.switch(off=False)
        again = one.post("/v1/answers", json=QUESTION)
    assert [(one.status_code, one.headers["retry-after"]) for one in refused] == [(503, "60")] * 2
    assert [(one.status_code, one.json()["status"]) for one in states] == [(503, "off")] * 2
    assert again.status_code == 200


def test_more_than_can_wait_are_sent_away_at_once(first: Strict) -> None:
    def ask(_: int) -> tuple[int, str | None, float]:
        with first.client("203.0.113.8") as client:
            started = time.monotonic()
            response = client.post("/v1/answers", json=QUESTION)
        return response.status_code, response.headers.get("retry-after"), time.monotonic() - started

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(ask, range(16)))
    shed = [outcome for outcome in outcomes if outcome[0] == 503]
    assert {status for status, _, _ in outcomes} == {200, 503}
    assert {retry_after for _, retry_after, _ in shed} == {"5"}


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://hub.example.org.evil.example",
        "https://evil-hub.example.org",
        "http://hub.example.org",
        "https://hub.example.org:8443",
        "https://HUB.example.org",
        "https://hub.example.org/",
        "",
    ],
)
def test_page_of_another_site_may_not_ask(first: Strict, origin: str) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    with first.client("203.0.113.9") as client:
        preflight = client.options("/v1/answers", headers=headers)
        response = client.get("/healthz", headers=headers)
    assert preflight.status_code == 405
    assert "access-control-allow-origin" not in {*preflight.headers, *response.headers}
    assert "Origin" in response.headers["vary"]


def test_page_of_the_hub_may_ask(first: Strict) -> None:
    headers = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    with first.client("203.0.113.10") as client:
        preflight = client.options("/v1/answers", headers=headers)
        response = client.get("/v1/models", headers={"Origin": ORIGIN})
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight.headers["access-control-allow-origin"] == ORIGIN
    assert "Idempotency-Key" in preflight.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in preflight.headers
    assert response.headers["access-control-allow-origin"] == ORIGIN
    assert "RateLimit" in response.headers["access-control-expose-headers"]


def test_preflight_costs_nothing_of_the_limit(first: Strict) -> None:
    headers = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    with first.client("203.0.113.11") as client:
        for _ in range(LIMIT):
            client.options("/v1/answers", headers=headers)
        assert client.get("/v1/models").headers["ratelimit"].startswith(f'"client";r={LIMIT - 1};')


def test_memory_that_fails_does_not_stop_answers(
    serving: Callable[..., "Server"], served: tuple[object, ...], tmp_path: Path
) -> None:
    """The database's file is damaged while the server runs; it says so and answers on."""
    database = tmp_path / "memory.sqlite"
    server = serving(
        *served, MASTERY_DATABASE_URL=f"sqlite:///{database}", MASTERY_LIMIT_PER_CLIENT=3
    )
    with httpx2.Client(base_url=server.url, timeout=60) as client:
        assert client.post("/v1/answers", json=QUESTION).status_code == 200
        for path in tmp_path.iterdir():
            path.write_bytes(b"damaged" * 2000)
        statuses = [client.post("/v1/answers", json=QUESTION).status_code for _ in range(4)]
        assert client.get("/readyz").json()["memory"] == "failing"
        feedback = client.post("/v1/feedback", json={"answer_id": "a" * 20, "rating": "up"})
    assert statuses == [200, 200, 200, 429]
    assert feedback.status_code == 429
