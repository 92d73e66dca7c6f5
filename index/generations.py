"""Publishes generations of an index so that readers only ever see a whole one.

A generation is a folder `gen-<time>-<digest>` that is written under a temporary name and renamed
when complete; the digest is that of its manifest, and the manifest holds the digest of every other
file. `CURRENT` names the generation that is served. Steps of publishing, each of which leaves the
previous generation serving if it fails:

1. take the build lock, remove what an interrupted build left (build_lock);
2. write all files, flushed to the disk;
3. write the manifest last;
4. open the result as a reader would, and verify it;
5. rename it, then point `CURRENT` at it by one atomic replacement;
6. keep the newest generation before it that is whole.
"""

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from index.errors import (
    BuildFailedError,
    BuildInProgressError,
    DamagedIndexError,
    MissingIndexError,
)
from index.types import IndexedFile, Manifest

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
LOCK = "build.lock"
KEPT_GENERATIONS = 2

_NAME = re.compile(r"gen-\d{8}T\d{12}-[0-9a-f]{32}")


@contextmanager
def build_lock(root: Path) -> Iterator[None]:
    """Hold the lock between builders. Raises BuildInProgressError where another one holds it.

    The operating system frees the lock of a process that dies, so none is ever stale.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        with (root / LOCK).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BuildInProgressError(
                    f"Another process is building the index in {root}; wait until it has finished."
                ) from None
            _remove_drafts(root)
            yield
    except OSError as error:
        raise _failed(root, error) from error


def publish(
    root: Path,
    write_files: Callable[[Path], None],
    manifest_for: Callable[[dict[str, IndexedFile]], Manifest],
    verify: Callable[[Path], None],
) -> str:
    """Publish a generation and give its name; the caller holds the build lock.

    `write_files` fills a folder, `manifest_for` describes its files, and `verify` opens the
    result and raises DamagedIndexError where it is not whole. Raises BuildFailedError.
    """
    draft = unpublished = root / f".draft-{os.getpid()}"
    try:
        draft.mkdir()
        write_files(draft)
        for path in _files(draft):
            _flush(path)
        manifest = manifest_for({str(p.relative_to(draft)): describe(p) for p in _files(draft)})
        write_file(draft / MANIFEST, manifest.model_dump_json(indent=1).encode())
        name = f"gen-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{_digest(draft / MANIFEST)[:32]}"
        verify(draft)
        unpublished = draft.rename(root / name)
        _flush(root)
        write_file(root / f"{CURRENT}.draft", name.encode())
        (root / f"{CURRENT}.draft").replace(root / CURRENT)
    except (OSError, DamagedIndexError) as error:
        shutil.rmtree(unpublished, ignore_errors=True)
        raise _failed(root, error) from error
    _flush(root)
    _remove_old(root, keep=name, format=manifest.format)
    return name


def current_generation(root: Path) -> Path:
    """Find the folder that `CURRENT` names. Raises MissingIndexError or DamagedIndexError."""
    name = find_current_name(root)
    if name is None and not generations(root):
        raise MissingIndexError(f"There is no index in {root}; run `mastery index build`.")
    if name is None:
        raise DamagedIndexError(CURRENT, "is missing")
    if not _NAME.fullmatch(name):
        raise DamagedIndexError(CURRENT, "does not name a generation")
    if not (root / name).is_dir():
        raise DamagedIndexError(name, "is missing")
    return root / name


def find_current_name(root: Path) -> str | None:
    """Read what `CURRENT` says; empty where it cannot be read, None where there is no file."""
    try:
        return (root / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    except OSError:
        return ""


def generations(root: Path) -> list[Path]:
    """List the complete generations, newest first."""
    found = (path for path in root.glob("gen-*") if _NAME.fullmatch(path.name))
    return sorted(found, key=lambda path: path.name, reverse=True)


def verified_manifest(folder: Path) -> Manifest:
    """Read the manifest and check every file against it; raises DamagedIndexError by file name.

    A draft has no digest in its name yet, so its manifest is taken as it is.
    """
    data = read_file(folder, MANIFEST)
    expected = folder.name.rsplit("-", 1)[-1]
    if _NAME.fullmatch(folder.name) and hashlib.sha256(data).hexdigest()[:32] != expected:
        raise DamagedIndexError(MANIFEST, "was changed after the index was built")
    try:
        manifest = Manifest.model_validate_json(data)
    except ValidationError as error:
        raise DamagedIndexError(MANIFEST, "was written by another version") from error
    for name in sorted({*manifest.files, *_names(folder)}):
        _check(folder, name, manifest.files.get(name))
    return manifest


def read_file(folder: Path, name: str) -> bytes:
    """Read one file of a generation. Raises DamagedIndexError where it is missing."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise DamagedIndexError(name, "cannot be read") from error


def write_file(path: Path, data: bytes) -> None:
    """Write and flush to the disk; raises OSError where the disk is full."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def describe(path: Path) -> IndexedFile:
    """Hash and measure a file as it stands on the disk now."""
    return IndexedFile(sha256=_digest(path), size=path.stat().st_size)


def _check(folder: Path, name: str, expected: IndexedFile | None) -> None:
    """Compare a file with what the manifest says of it; nothing where the file is foreign."""
    if expected is None:
        raise DamagedIndexError(name, "does not belong to the index")
    try:
        actual = describe(folder / name)
    except FileNotFoundError as error:
        raise DamagedIndexError(name, "is missing") from error
    except OSError as error:
        raise DamagedIndexError(name, "cannot be read") from error
    if actual != expected:
        raise DamagedIndexError(name, "was changed after the index was built")


def _names(folder: Path) -> set[str]:
    """Give the names of all files but the manifest, relative to the folder."""
    try:
        return {str(path.relative_to(folder)) for path in _files(folder)} - {MANIFEST}
    except OSError as error:
        raise DamagedIndexError(folder.name, "cannot be read") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _flush(path: Path) -> None:
    """Make a file, or the names in a folder, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_drafts(root: Path) -> None:
    for path in root.glob(".draft-*"):
        shutil.rmtree(path)


def _remove_old(root: Path, *, keep: str, format: int) -> None:
    """Remove all but the newest generations that could serve, and never the one just published.

    What cannot be removed is left for the next build: the new generation serves all the same.
    """
    others = [path for path in generations(root) if path.name != keep]
    usable = [path for path in others if _is_usable(path, format=format)][: KEPT_GENERATIONS - 1]
    for path in others:
        if path not in usable:
            shutil.rmtree(path, ignore_errors=True)


def _is_usable(folder: Path, *, format: int) -> bool:
    try:
        return verified_manifest(folder).format == format
    except DamagedIndexError:
        return False


def _failed(root: Path, error: OSError | DamagedIndexError) -> BuildFailedError:
    if isinstance(error, DamagedIndexError):
        fault = f"{error.file} {error.fault}"
    else:
        fault = (error.strerror or str(error)).lower()
    return BuildFailedError(
        f"The index in {root} could not be written ({fault});"
        " the index before it, if there is one, still serves."
        " Mend the fault and run `mastery index build` again."
    )
