"""Two strict servers on one memory, as two machines would be, behind a proxy of ours.

A test says by `X-Forwarded-For` who asks, so that no test uses up another one's limit.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from strict_servers import LIMIT, ORIGIN, Strict

from integrations.memory.memory import Memory, open_memory

if TYPE_CHECKING:
    from conftest import Server


@pytest.fixture(scope="session")
def memory_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('memory') / 'memory.sqlite'}"


@pytest.fixture(scope="session")
def shared_memory(memory_url: str) -> Iterator[Memory]:
    """The memory of the strict servers."""
    opened = open_memory(memory_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def strict_server(
    serving: Callable[..., "Server"],
    documents: Path,
    built_index: Path,
    memory_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[], Strict]:
    """Starts a strict server with a corpus and an index of its own."""

    def start() -> Strict:
        folder = tmp_path_factory.mktemp("strict")
        shutil.copytree(documents, folder / "documents")
        shutil.copytree(built_index, folder / "index")
        options = ("--corpus", folder / "documents", "--index", folder / "index")
        server = serving(
            *("-m", "integrations.cli", "serve", "--port", "{port}", *options),
            MASTERY_DATABASE_URL=memory_url,
            MASTERY_LIMIT_PER_CLIENT=LIMIT,
            MASTERY_ALLOWED_ORIGINS=ORIGIN,
            MASTERY_TRUSTED_PROXIES="127.0.0.1",
            MASTERY_MOST_RUNNING=1,
            MASTERY_MOST_WAITING=2,
            MASTERY_PRIVACY_URL="https://hub.example.org/privacy",
            MASTERY_COMPLAINTS="office@hub.example.org",
        )
        return Strict(server, folder / "index", folder / "documents")

    return start


@pytest.fixture(scope="session")
def first(strict_server: Callable[[], Strict]) -> Strict:
    return strict_server()


@pytest.fixture(scope="session")
def second(strict_server: Callable[[], Strict]) -> Strict:
    return strict_server()
