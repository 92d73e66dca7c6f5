"""The campaign of reliability row C18: no file stops a build or takes more than its quota.

Loading runs in a process of its own, whose memory and whose children's is measured. The usual
run shortens the time limit for the slowest; `pytest -m campaign` keeps it and adds larger bombs.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bad_files import (
    GOOD_IDS,
    WORDS,
    BadFile,
    bad_files,
    bomb,
    large_bombs,
    slow_bombs,
    write,
    write_good_files,
)

from corpus.sandbox import MAX_CHILD_MEMORY_BYTES, MAX_CHILD_SECONDS
from corpus.types import Record

MAX_BYTES = 1536 * 2**20
"""The most that loading and its largest child may take together."""
LOADING = """
import json, os, resource, sys
from pathlib import Path

# A process that a large one started is given the large one's peak; its own child is not.
if os.fork():
    sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))

from corpus import sandbox
from corpus.loading import load_corpus

sandbox.MAX_CHILD_SECONDS, sandbox.MAX_CHILD_MEMORY_BYTES = int(sys.argv[2]), int(sys.argv[3])
corpus = load_corpus(Path(sys.argv[1]))
peaks = [resource.getrusage(who).ru_maxrss * 1024 for who in
         (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({
    "document_ids": [document.id for document in corpus.documents],
    "reasons": {file.path: file.reason for file in corpus.skipped},
    "bytes_of_parent": peaks[0],
    "bytes_of_child": peaks[1],
}))
"""
FOR_PROGRAMMERS = re.compile(
    r"Traceback|\w(?:Error|Exception|Warning)\b|<class|0x\w{4}|\bline \d+, in\b|\.py\b"
    r"|\b(?:None|NoneType|dict|dictionary|tuple|str|int|bytes|object at)\b|[\n\r]"
)


class Outcome(Record):
    """What loading a folder gave, and what it took."""

    document_ids: frozenset[str]
    reasons: dict[str, str]
    bytes_of_parent: int
    bytes_of_child: int


def write_all(folder: Path, files: list[BadFile]) -> None:
    write_good_files(folder)
    for file in files:
        write(folder, file)


def load(
    folder: Path,
    *,
    child_seconds: int = MAX_CHILD_SECONDS,
    child_bytes: int = MAX_CHILD_MEMORY_BYTES,
) -> Outcome:
    command = [sys.executable, "-c", LOADING, str(folder), str(child_seconds), str(child_bytes)]
    loading = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=900)
    return Outcome.model_validate(json.loads(loading.stdout))


def is_within_limits(outcome: Outcome) -> bool:
    peak = outcome.bytes_of_parent + outcome.bytes_of_child
    return outcome.bytes_of_child <= MAX_CHILD_MEMORY_BYTES and peak <= MAX_BYTES


def name_shown(file: BadFile) -> str:
    return file.name.encode(errors="replace").decode()


def wrong_reasons(outcome: Outcome, files: list[BadFile]) -> dict[str, str]:
    """Give the bad files that are not named, or not with the reason that they should have."""
    actual = {name_shown(file): outcome.reasons.get(name_shown(file), "") for file in files}
    expected = {name_shown(file): file.reason for file in files}
    return {name: why for name, why in actual.items() if not re.search(expected[name], why)}


@pytest.fixture(scope="module")
def files() -> list[BadFile]:
    return bad_files()


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, files: list[BadFile]) -> Outcome:
    folder = tmp_path_factory.mktemp("files")
    write_all(folder, files)
    (folder / "folder.md").mkdir()
    return load(folder)


def test_forty_files_of_ten_kinds_are_bad(files: list[BadFile]) -> None:
    assert len({file.name for file in files}) >= 40
    assert len({file.kind for file in files}) >= 10


def test_every_bad_file_is_named_with_its_reason(outcome: Outcome, files: list[BadFile]) -> None:
    assert wrong_reasons(outcome, files) == {}


def test_nothing_else_is_skipped(outcome: Outcome, files: list[BadFile]) -> None:
    assert set(outcome.reasons) == {name_shown(file) for file in files}


def test_good_files_among_bad_ones_are_loaded(outcome: Outcome) -> None:
    assert outcome.document_ids == GOOD_IDS


def test_reasons_are_for_people(outcome: Outcome) -> None:
    reasons = outcome.reasons.values()
    assert [reason for reason in reasons if FOR_PROGRAMMERS.search(reason)] == []
    assert max(map(len, reasons)) <= 120


def test_memory_stays_within_limits(outcome: Outcome) -> None:
    assert is_within_limits(outcome)


def test_slow_bombs_are_stopped(tmp_path: Path) -> None:
    bombs = slow_bombs()
    (tmp_path / "good.md").write_text(WORDS)
    for file in bombs:
        write(tmp_path, file)
    outcome = load(tmp_path, child_seconds=2)
    assert wrong_reasons(outcome, bombs) == {}
    assert outcome.document_ids == {"good"}
    assert is_within_limits(outcome)


def test_without_limits_memory_is_exceeded(tmp_path: Path) -> None:
    """The control: the same check fails for one bomb where the sandbox's limit is lifted."""
    (tmp_path / "good.md").write_text(WORDS)
    write(tmp_path, bomb())
    assert not is_within_limits(load(tmp_path, child_bytes=4 * 2**30))


@pytest.mark.campaign
def test_bombs_at_full_size_are_contained(tmp_path: Path, files: list[BadFile]) -> None:
    files = [*files, *slow_bombs(), *large_bombs()]
    write_all(tmp_path, files)
    outcome = load(tmp_path)
    print(f"{outcome.bytes_of_parent // 2**20} + {outcome.bytes_of_child // 2**20} MiB")
    assert wrong_reasons(outcome, files) == {}
    assert outcome.document_ids == GOOD_IDS
    assert is_within_limits(outcome)
