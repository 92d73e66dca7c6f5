"""Several workers behind one port, on one PostgreSQL: what is counted, is counted once."""

import os
import re
import signal
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx2
import pytest

if TYPE_CHECKING:
    from conftest import Campaign, Server

pytestmark = pytest.mark.campaign

WORKERS = 4
LIMIT = 100
QUESTION = {"question": "How many days does a work group take?"}
HAND_OFF = {"message": "Please ring.", "email": "office@school.example"}


@pytest.fixture(scope="module")
def many(
    serving: Callable[..., "Server"], served: tuple[object, ...], postgresql_url: str
) -> "Server":
    server = serving(
        *(*served, "--workers", WORKERS),
        MASTERY_DATABASE_URL=postgresql_url,
        MASTERY_LIMIT_PER_CLIENT=LIMIT,
        MASTERY_TRUSTED_PROXIES="127.0.0.1",
    )
    deadline = time.monotonic() + 180
    while server.log.read_text().count("Application startup complete") < WORKERS:
        assert time.monotonic() < deadline, server.log.read_text()
        time.sleep(0.5)
    return server


def ask_from(
    server: "Server", address: str, method: str, path: str, **more: object
) -> httpx2.Response:
    """Opens a connection of its own, which any worker may take."""
    headers = {"X-Forwarded-For": address, **more.pop("headers", {})}  # type: ignore[dict-item]
    with httpx2.Client(base_url=server.url, timeout=60) as client:
        return client.request(method, path, headers=headers, **more)  # type: ignore[arg-type]


def test_limit_of_a_client_holds_across_workers(many: "Server", campaign: "Campaign") -> None:
    def ask(number: int) -> int:
        forged = f"198.51.100.{number % 250}, 203.0.113.50"
        return ask_from(many, forged, "GET", "/v1/models").status_code

    started = time.monotonic()
    with ThreadPoolExecutor(16) as pool:
        statuses = Counter(pool.map(ask, range(1000)))
    minutes = int((time.monotonic() - started) // 60) + 1  # a slow machine takes more than one
    campaign.figures = {
        "limit": LIMIT,
        "minutes begun": minutes,
        **{str(key): value for key, value in statuses.items()},
    }
    assert set(statuses) == {200, 429}
    assert abs(statuses[200] - LIMIT * minutes) <= 1


def test_hundred_clients_share_nothing(many: "Server") -> None:
    def ask(number: int) -> int:
        return ask_from(many, f"203.0.113.{100 + number}", "GET", "/v1/models").status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(ask, range(100))) == {200}


def test_key_has_its_effect_once_across_workers(many: "Server", campaign: "Campaign") -> None:
    keys = [uuid.uuid4().hex for _ in range(25)]

    def send(number: int) -> tuple[str, str]:
        key = keys[number % len(keys)]
        response = ask_from(
            many,
            f"198.18.0.{number % 250}",
            "POST",
            "/v1/handoff",
            json=HAND_OFF,
            headers={"Idempotency-Key": key},
        )
        return key, response.text

    with ThreadPoolExecutor(16) as pool:
        replies = set(pool.map(send, range(400)))
    campaign.figures = {"requests": 400, "keys": len(keys), "different replies": len(replies)}
    assert len(replies) == len(keys)


def test_conversations_continue_on_any_worker(many: "Server", campaign: "Campaign") -> None:
    def talk(number: int) -> bool:
        address = f"198.19.0.{number}"
        first = ask_from(many, address, "POST", "/v1/answers", json=QUESTION).json()
        body = {"question": "And who can join it?", "conversation_id": first["conversation_id"]}
        second = ask_from(many, address, "POST", "/v1/answers", json=body).json()
        return "assumption" in {notice["kind"] for notice in second["notices"]}

    with ThreadPoolExecutor(4) as pool:
        continued = list(pool.map(talk, range(40)))
    campaign.figures = {"conversations": 40, "continued": sum(continued)}
    assert all(continued)


def test_figures_are_those_of_all_workers(many: "Server") -> None:
    def counted() -> float:
        figures = ask_from(many, "203.0.113.60", "GET", "/metrics").text
        found = re.search(r'requests_total\{.*route="/healthz".*\} (\S+)', figures)
        return float(found[1]) if found else 0.0

    before = counted()
    for _ in range(40):
        ask_from(many, "203.0.113.60", "GET", "/healthz")
    assert counted() - before == 40


def test_told_to_stop_all_workers_end(many: "Server") -> None:
    os.kill(many.process.pid, signal.SIGTERM)
    assert many.process.wait(timeout=30) == 0
