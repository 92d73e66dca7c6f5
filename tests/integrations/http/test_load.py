"""What happens under more questions than can be answered, and when told to stop in the middle."""

import re
import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import httpx2
import pytest

if TYPE_CHECKING:
    from conftest import Campaign, Server

pytestmark = pytest.mark.campaign

RUNNING, WAITING = 4, 4
QUESTION = {"question": "How many days does a work group take?"}


class Outcome(NamedTuple):
    status: int
    retry_after: str | None
    seconds: float


def client_of(server: "Server") -> httpx2.Client:
    """One for all threads: making many would cost more than the answers."""
    limits = httpx2.Limits(max_connections=200)
    return httpx2.Client(base_url=server.url, timeout=120, limits=limits)


def ask(client: httpx2.Client) -> Outcome:
    started = time.monotonic()
    response = client.post("/v1/answers", json=QUESTION)
    seconds = time.monotonic() - started
    return Outcome(response.status_code, response.headers.get("retry-after"), seconds)


def ask_many(server: "Server", clients: int, questions: int) -> list[Outcome]:
    with ThreadPoolExecutor(clients) as pool, client_of(server) as client:
        return list(pool.map(lambda _: ask(client), range(questions)))


@pytest.fixture
def narrow(serving: Callable[..., "Server"], served: tuple[object, ...]) -> "Server":
    server = serving(*served, MASTERY_MOST_RUNNING=RUNNING, MASTERY_MOST_WAITING=WAITING)
    ask_many(server, 1, 1)  # the first answer reads files that all others share
    return server


@pytest.mark.parametrize("load", [1, 2, 4, 16])
def test_excess_is_sent_away_and_the_rest_served(
    narrow: "Server", campaign: "Campaign", load: int
) -> None:
    outcomes = ask_many(narrow, (RUNNING + WAITING) * load, 50 * load)
    statuses = Counter(outcome.status for outcome in outcomes)
    shed = [outcome.seconds for outcome in outcomes if outcome.status == 503]
    served = [outcome.seconds for outcome in outcomes if outcome.status == 200]
    started = time.monotonic()
    assert httpx2.get(f"{narrow.url}/healthz").status_code == 200
    campaign.figures = {
        "load": load,
        **{str(status): number for status, number in statuses.items()},
        "median seconds served": f"{statistics.median(served):.2f}",
        "median seconds sent away": f"{statistics.median(shed):.2f}" if shed else "none",
        "seconds for health": f"{time.monotonic() - started:.3f}",
    }
    assert set(statuses) <= {200, 503}
    assert statuses[200] >= 50 if load == 1 else statuses[200] >= RUNNING + WAITING
    assert {outcome.retry_after for outcome in outcomes if outcome.status == 503} <= {"5"}


def test_told_to_stop_it_answers_what_is_in_flight(
    serving: Callable[..., "Server"], served: tuple[object, ...], campaign: "Campaign"
) -> None:
    server = serving(*served, MASTERY_MOST_RUNNING=RUNNING, MASTERY_MOST_WAITING=60)
    ask_many(server, 1, 1)
    with ThreadPoolExecutor(64) as pool, client_of(server) as client:
        jobs = [pool.submit(ask, client) for _ in range(64)]
        wait_until_all_are_there(server, 64)
        server.process.send_signal(signal.SIGTERM)
        told = time.monotonic()
        statuses = Counter(job.result().status for job in jobs)
    code = server.process.wait(timeout=30)
    campaign.figures = {
        **{str(status): number for status, number in statuses.items()},
        "exit code": code,
        "seconds to stop": f"{time.monotonic() - told:.1f}",
    }
    assert (statuses, code) == (Counter({200: 64}), 0)


def wait_until_all_are_there(server: "Server", questions: int) -> None:
    """While some wait, all places are taken: those that neither wait nor are answered, run."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        figures = httpx2.get(f"{server.url}/metrics", timeout=30).text
        waiting = figure(figures, r"^mastery_waiting (\S+)")
        answered = figure(figures, r'requests_total\{[^}]*route="/v1/answers"[^}]*\} (\S+)') - 1
        if waiting and waiting + answered >= questions - RUNNING:
            return
        time.sleep(0.02)
    pytest.fail("not all questions arrived")


def figure(figures: str, pattern: str) -> float:
    found = re.search(pattern, figures, re.MULTILINE)
    return float(found[1]) if found else 0.0
