"""Campaigns: builders are killed, starved and raced, and the last whole index serves all the same.

A campaign states its seed, number, failures and time. Those that could pass by accident run a
control, a naive program under the same faults, which must fail.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from corpus.types import Corpus
from index.building import build_index
from index.dense import VectorIndex
from index.encoding import Encoder
from index.errors import DamagedIndexError
from index.generations import KEPT_GENERATIONS, LOCK, MANIFEST, generations
from index.lexical import LexicalIndex
from index.snapshot import CONTENT_FILE, VECTOR_FILES, WORDS_FOLDER, load_snapshot
from index.types import IndexContent

if TYPE_CHECKING:
    from conftest import Campaign

    from index.snapshot import Snapshot

SECONDS_TO_A_KILL = 0.2
"""About four builds of a numbered corpus."""
READERS = 2
MOUNT, UNMOUNT = shutil.which("mount"), shutil.which("umount")


def sizes(daily: int, full: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("size", [daily, pytest.param(full, marks=pytest.mark.campaign)])


class Ended(NamedTuple):
    """How a builder ended."""

    code: int
    seconds: float
    errors: str


class Builders:
    """The process that forks builders, one at a time (see faulty_builder.py)."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("faulty_builder.py")
        self._process = subprocess.Popen(
            [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.hear() == "ready"

    def start(self, root: Path, letters: str, **options: object) -> int:
        """Start a builder of the numbered corpora of some letters; give its process id."""
        job = {"root": str(root), "letters": letters, **options}
        print(json.dumps(job), file=self._process.stdin, flush=True)
        return self.hear()

    def hear(self) -> object:
        """Wait for the next thing that is told."""
        return json.loads(self._process.stdout.readline())

    def wait(self) -> Ended:
        """Wait for the builder's end."""
        while not isinstance(told := self.hear(), dict):
            pass
        return Ended(**told)

    def run(self, root: Path, letters: str, **options: object) -> Ended:
        """Let a builder do its work to the end."""
        self.start(root, letters, **options)
        return self.wait()

    def kill_after(self, seconds: float, root: Path, letters: str, **options: object) -> int:
        """Kill a builder after a while, and give its exit code."""
        builder = self.start(root, letters, **options)
        time.sleep(seconds)
        os.kill(builder, signal.SIGKILL)
        return self.wait().code

    def close(self) -> None:
        """End the process, which ends when there is nothing more to read."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def builders() -> Iterator[Builders]:
    made = Builders()
    yield made
    made.close()


@pytest.fixture(scope="module")
def rivals() -> Iterator[Builders]:
    made = Builders()
    yield made
    made.close()


def identity(content: IndexContent, vectors: list[VectorIndex], words: LexicalIndex) -> str:
    """Give a digest that no two corpora share, nor a mixture of them with either."""
    digest = hashlib.sha256(content.model_dump_json().encode())
    for index in vectors:
        digest.update(index.to_bytes())
    digest.update("\n".join(sorted(words.vocabulary)).encode())
    return digest.hexdigest()


def identity_of(snapshot: "Snapshot") -> str:
    vectors = [snapshot.passage_vectors, snapshot.sentence_vectors, snapshot.phrasing_vectors]
    return identity(snapshot.content, vectors, snapshot.words)


def naive_identity(folder: Path) -> str:
    """Read what the naive builder wrote, as the index's reader does but without a manifest."""
    content = IndexContent.model_validate_json((folder / CONTENT_FILE).read_bytes())
    sentences = sum(len(passage.sentences) for passage in content.passages)
    counts = (len(content.passages), sentences, len(content.phrasings))
    vectors = [
        VectorIndex.from_bytes((folder / name).read_bytes(), name=name, dimension=64, count=count)
        for name, count in zip(VECTOR_FILES, counts, strict=True)
    ]
    count = len(content.passages) + len(content.gaps)
    words = LexicalIndex.load(folder / WORDS_FOLDER, count, has_words=True)
    return identity(content, vectors, words)


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory, builders: Builders) -> dict[str, str]:
    """The letters of the numbered corpora by the identity of their index."""
    found = {}
    for letter in "xy":
        root = tmp_path_factory.mktemp(letter)
        assert builders.run(root, letter).code == 0
        found[identity_of(load_snapshot(root))] = letter
    return found


@sizes(20, 200)
def test_killed_build_leaves_one_whole_index(
    builders: Builders, campaign: "Campaign", letters: dict[str, str], tmp_path: Path, size: int
) -> None:
    root, served, interrupted = tmp_path / "index", Counter[str](), 0
    builders.run(root, "x")
    for number in range(size):
        seconds = campaign.random.uniform(0, SECONDS_TO_A_KILL)
        order = "xy" if number % 2 else "yx"
        assert builders.kill_after(seconds, root, order * 50) == -signal.SIGKILL
        interrupted += bool(list(root.glob(".draft-*")))
        snapshot = load_snapshot(root)
        served[letters.get(identity_of(snapshot), "mixed")] += 1
        assert snapshot.fault is None
    failures = size - served["x"] - served["y"]
    campaign.figures = {"kills": size, "failures": failures, "within a draft": interrupted}
    assert failures == 0
    assert interrupted
    assert builders.run(root, "x").code == 0
    assert not list(root.glob(".draft-*"))
    assert len(generations(root)) == KEPT_GENERATIONS


@sizes(20, 200)
def test_naive_writer_fails_under_the_same_kills(
    builders: Builders, campaign: "Campaign", letters: dict[str, str], tmp_path: Path, size: int
) -> None:
    root, outcomes = tmp_path / "index", Counter[str]()
    for number in range(size):
        seconds = campaign.random.uniform(0, SECONDS_TO_A_KILL)
        order = "xy" if number % 2 else "yx"
        builders.run(root, order[1], is_naive=True)
        builders.kill_after(seconds, root, order * 50, is_naive=True)
        try:
            outcomes["whole" if naive_identity(root) in letters else "mixed"] += 1
        except (OSError, ValueError, DamagedIndexError):
            outcomes["unloadable"] += 1
    campaign.figures = {"kills": size, **outcomes}
    assert outcomes["whole"] < size


def check_failed_build(root: Path, before: str, ended: Ended) -> None:
    """A failed build says so in one line, leaves nothing behind, and changes nothing."""
    assert ended.code == 1, ended
    assert ended.errors.count("\n") == 1
    assert ended.errors.startswith(f"The index in {root} could not be written (")
    assert "Run `mastery" not in ended.errors
    assert "Traceback" not in ended.errors
    snapshot = load_snapshot(root)
    assert (snapshot.generation, snapshot.fault) == (before, None)
    assert [path.name for path in generations(root)] == [before]
    assert not list(root.glob(".draft-*"))


@pytest.mark.parametrize("letter", ["x", "y"])
@sizes(6, 80)
def test_full_disk_leaves_the_last_index(
    builders: Builders, campaign: "Campaign", tmp_path: Path, letter: str, size: int
) -> None:
    """Building y fails in the cache of embeddings, x, which is cached, while publishing."""
    outcomes = Counter[int]()
    builders.run(tmp_path / "template", "x")
    files = [path for path in (tmp_path / "template").rglob("*") if path.is_file()]
    if letter == "x":
        files = [path for path in files if path.suffix != ".sqlite"]
    largest = max(path.stat().st_size for path in files)
    for number in range(size):
        root = tmp_path / str(number)
        shutil.copytree(tmp_path / "template", root)
        before = load_snapshot(root).generation
        limit = largest * number // (size - 1) + (number == size - 1)
        ended = builders.run(root, letter, max_file_bytes=limit)
        outcomes[ended.code] += 1
        if ended.code:
            check_failed_build(root, before, ended)
        else:
            assert load_snapshot(root).generation != before
        shutil.rmtree(root)
    campaign.figures = {"limits": size, "failures": 0, "exit codes": dict(outcomes)}
    assert outcomes[1] >= size - 2


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MiB, where this machine lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = [MOUNT, "-t", "tmpfs", "-o", "size=1m", "none", folder]
    if MOUNT is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a disk needs root")
    yield folder
    subprocess.run([UNMOUNT, folder], check=True)


@sizes(6, 60)
def test_full_small_disk_leaves_the_last_index(
    builders: Builders, campaign: "Campaign", disk: Path, size: int
) -> None:
    root, failures = disk / "index", 0
    builders.run(root, "x")
    used, free = shutil.disk_usage(disk).used, shutil.disk_usage(disk).free
    for number in range(size):
        before = load_snapshot(root).generation
        (disk / "ballast").write_bytes(bytes(free - used * number // size))
        ended = builders.run(root, "y")
        (disk / "ballast").unlink()
        if ended.code:
            check_failed_build(root, before, ended)
            assert "no space left" in ended.errors or "disk is full" in ended.errors
            failures += 1
        else:
            shutil.rmtree(root)
            builders.run(root, "x")
    campaign.figures = {"disks": size, "failures": 0, "builds that found no room": failures}
    assert failures
    assert builders.run(root, "y").code == 0  # once there is room again


def test_read_only_disk_leaves_the_last_index(builders: Builders, disk: Path) -> None:
    root = disk / "index"
    builders.run(root, "x")
    before = load_snapshot(root).generation
    subprocess.run([MOUNT, "-o", "remount,ro", disk], check=True)
    ended = builders.run(root, "y")
    check_failed_build(root, before, ended)
    assert "(read-only file system)" in ended.errors


@pytest.mark.skipif(os.geteuid() == 0, reason="root is never denied")
def test_read_only_folder_leaves_the_last_index(builders: Builders, tmp_path: Path) -> None:
    root = tmp_path / "index"
    builders.run(root, "x")
    before = load_snapshot(root).generation
    (root / LOCK).chmod(0o400)
    root.chmod(0o500)
    ended = builders.run(root, "y")
    root.chmod(0o700)
    check_failed_build(root, before, ended)
    assert "(permission denied)" in ended.errors


@sizes(4, 20)
def test_one_of_two_builders_wins(
    builders: Builders,
    rivals: Builders,
    campaign: "Campaign",
    letters: dict[str, str],
    tmp_path: Path,
    size: int,
) -> None:
    longest = 0.0
    for number in range(size):
        root = tmp_path / str(number)
        builders.start(root, "x", pause=0.1)
        rivals.start(root, "y", pause=0.1)
        winner, loser = sorted([("x", builders.wait()), ("y", rivals.wait())], key=code_of)
        assert (winner[1].code, loser[1].code) == (0, 1)
        assert loser[1].errors.startswith(f"Another process is building the index in {root};")
        assert letters[identity_of(load_snapshot(root))] == winner[0]
        longest = max(longest, loser[1].seconds)
    campaign.figures = {"races": size, "failures": 0, "slowest refusal": f"{longest:.3f} s"}
    assert longest < 0.3  # a build takes that much in pauses alone


def code_of(ended: tuple[str, Ended]) -> int:
    return ended[1].code


def test_lock_of_a_dead_builder_is_free(
    builders: Builders, rivals: Builders, letters: dict[str, str], tmp_path: Path
) -> None:
    builder = builders.start(tmp_path, "x", pause=60)
    assert builders.hear() == "encoding"
    assert rivals.run(tmp_path, "y").code == 1
    os.kill(builder, signal.SIGKILL)
    builders.wait()
    assert rivals.run(tmp_path, "y").code == 0
    assert letters[identity_of(load_snapshot(tmp_path))] == "y"


@sizes(30, 150)
def test_reader_never_notices_a_builder(
    builders: Builders, campaign: "Campaign", letters: dict[str, str], tmp_path: Path, size: int
) -> None:
    builders.run(tmp_path, "x")
    served, faults, is_built = Counter[str](), Counter[str | None](), threading.Event()

    def read() -> None:
        while not is_built.is_set():
            snapshot = load_snapshot(tmp_path)
            served[letters.get(identity_of(snapshot), "mixed")] += 1
            faults[snapshot.fault] += 1

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        ended = builders.run(tmp_path, "yx" * (size // 2))
        is_built.set()
        failures = [error for reader in readers if (error := reader.exception())]
    figures = {"generations": size, "readings": served.total(), "failures": len(failures)}
    campaign.figures = figures
    assert ended.code == 0
    assert failures == []
    assert served.keys() == {"x", "y"}
    assert faults.keys() == {None}


def test_generation_removed_while_being_read_is_no_fault(
    tmp_path: Path, encoder: Encoder, numbered_corpus: Callable[..., Corpus]
) -> None:
    """The reader hangs on a pipe in the place of a file until its generation is gone."""
    corpora = [numbered_corpus(letter, 1) for letter in "xyz"]
    folder = tmp_path / build_index(corpora[0], tmp_path, encoder)
    (folder / CONTENT_FILE).unlink()
    os.mkfifo(folder / CONTENT_FILE)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(load_snapshot, tmp_path)
        with os.fdopen(opened_when_read(folder / CONTENT_FILE), "wb"):
            (folder / MANIFEST).unlink()  # or the builder would wait at the pipe as well
            names = [build_index(corpus, tmp_path, encoder) for corpus in corpora[1:]]
        snapshot = reading.result(timeout=10)
    assert not folder.exists()
    assert (snapshot.generation, snapshot.fault) == (names[-1], None)


def opened_when_read(pipe: Path) -> int:
    """Open a pipe for writing as soon as somebody reads it."""
    for _ in range(1000):
        with suppress(OSError):
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.01)
    pytest.fail("nobody reads the pipe")
