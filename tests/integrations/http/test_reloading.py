"""New generations are taken over while questions are answered."""

import threading
import time
from collections import Counter
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest
from strict_servers import Strict

from corpus.loading import load_corpus
from index.building import build_index
from index.encoding import load_encoder
from index.errors import DamagedIndexError
from index.generations import CURRENT, current_generation
from index.snapshot import load_generation

if TYPE_CHECKING:
    from conftest import Campaign

QUESTION = {"question": "How many days does a work group take?"}
SECONDS_TO_RELOAD = 60
CHANGED = "was changed after the index was built"


def publish(strict: Strict, days: str) -> dict[str, str]:
    """Builds a generation that tells another number of days; gives it with its documents' texts."""
    path = strict.documents / "work-groups.md"
    words = path.read_bytes().decode().split("Each teacher spends ")
    told = f"{words[0]}Each teacher spends {days} days a year{words[1].split('days a year', 1)[1]}"
    path.write_bytes(told.encode())
    build_index(load_corpus(strict.documents), strict.index, load_encoder())
    documents = load_generation(current_generation(strict.index)).documents
    return {id_: document.text for id_, document in documents.items()}


def wait_for(strict: Strict, **expected: object) -> dict[str, object]:
    deadline = time.monotonic() + SECONDS_TO_RELOAD
    while time.monotonic() < deadline:
        told: dict[str, object] = httpx2.get(f"{strict.server.url}/readyz", timeout=30).json()
        if all(told[name] == value for name, value in expected.items()):
            return told
        time.sleep(0.2)
    pytest.fail(f"{expected} is not told after {SECONDS_TO_RELOAD} s, but {told}")


class Asking:
    """Asks all the time from many addresses, until it is left."""

    def __init__(self, strict: Strict, clients: int) -> None:
        self.strict = strict
        self.statuses = Counter[int]()
        self.answers: list[dict[str, object]] = []
        self._addresses = count()
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(clients)]

    def __enter__(self) -> "Asking":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        with httpx2.Client(base_url=self.strict.server.url, timeout=60) as client:
            while not self._is_over.is_set():
                number = next(self._addresses)
                address = {"X-Forwarded-For": f"198.18.{number // 250 % 250}.{number % 250}"}
                response = client.post("/v1/answers", json=QUESTION, headers=address)
                self.statuses[response.status_code] += 1
                if response.status_code == 200:
                    self.answers.append(response.json())


def mixed(answers: list[dict[str, object]], texts: dict[object, dict[str, str]]) -> int:
    """Counts answers with a quote that does not stand in the generation that they name."""
    wrong = 0
    for answer in answers:
        told = texts[answer["corpus_version"]]
        citations: list[dict[str, object]] = answer["citations"]  # type: ignore[assignment]
        wrong += any(
            told[str(one["document_id"])][int(str(one["start"])) : int(str(one["end"]))]
            != one["quote"]
            for one in citations
        )
    return wrong


@pytest.mark.parametrize("reloads", [2, pytest.param(100, marks=pytest.mark.campaign)])
def test_no_answer_is_dropped_or_mixed(second: Strict, campaign: "Campaign", reloads: int) -> None:
    texts: dict[object, dict[str, str]] = {}
    first_texts = load_generation(current_generation(second.index)).documents
    texts[current_generation(second.index).name] = {
        id_: document.text for id_, document in first_texts.items()
    }
    with Asking(second, clients=3) as asking:
        for number in range(reloads):
            told = publish(second, f"{number + 30}")
            name = current_generation(second.index).name
            texts[name] = told
            wait_for(second, generation=name)
        time.sleep(0.5)
    campaign.figures = {
        "reloads": reloads,
        "answers": len(asking.answers),
        "generations": len({answer["corpus_version"] for answer in asking.answers}),
        "mixed": mixed(asking.answers, texts),
        **{str(status): number for status, number in asking.statuses.items()},
    }
    assert set(asking.statuses) == {200}
    assert mixed(asking.answers, texts) == 0
    assert len({answer["corpus_version"] for answer in asking.answers}) >= 2
    assert mixed(asking.answers, dict.fromkeys(texts, texts[name])) > 0  # the count can see one


def test_damaged_generation_is_told_and_left(second: Strict) -> None:
    serving = wait_for(second, status="ready")["generation"]
    good = (second.index / CURRENT).read_bytes()
    damaged = second.index / f"gen-20990101T000000000000-{'0' * 32}"
    damaged.mkdir()
    (damaged / "manifest.json").write_text("{}")
    (second.index / CURRENT).write_text(damaged.name)
    try:
        told = wait_for(second, fault=str(DamagedIndexError("manifest.json", CHANGED)))
    finally:
        (second.index / CURRENT).write_bytes(good)
        (damaged / "manifest.json").unlink()
        damaged.rmdir()
    assert told["generation"] == serving
    wait_for(second, generation=Path(good.decode()).name, fault=None)
