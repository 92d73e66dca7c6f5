"""Keeps vectors by the content they were made of, so that only changed passages are encoded.

A row holds a vector behind its own digest: a damaged vector would otherwise go into every index
built from then on, and no manifest would tell.
"""

import errno
import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.encoding import Encoder, Vectors, encode_in_batches

FILE_NAME = "embeddings.sqlite"
_LOOK_UP_AT_ONCE = 500
"""SQLite allows 999 parameters a statement in older builds."""
_DIGEST_BYTES = 16
_FAULTS_OF_THE_DISK = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
)
"""What SQLite says where the file may be whole, so that throwing it away would help nobody."""

Result = TypeVar("Result")


def encode_with_cache(
    encoder: Encoder, texts: Sequence[str], folder: Path, on_progress: Callable[[int], None]
) -> Vectors:
    """Encode `texts`, taking from the cache in `folder` what it holds, and adding the rest.

    A damaged cache is thrown away: it holds nothing that cannot be made again. Raises OSError
    where the disk is full or broken.
    """
    path = folder / FILE_NAME
    keys = [_key(encoder, text) for text in texts]
    known = _using(path, lambda database: _look_up(database, keys))
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    on_progress(sum(1 for key in keys if key in known))
    made = encode_in_batches(encoder, list(missing.values()), on_progress)
    on_progress(len(texts) - sum(1 for key in keys if key in known) - len(missing))
    new = dict(zip(missing, made, strict=True))
    _using(path, lambda database: _remember(database, new))
    if not keys:
        return np.zeros((0, encoder.fingerprint.dimension), dtype=np.float32)
    return np.stack([known[key] if key in known else new[key] for key in keys])


def forget_all_but(encoder: Encoder, texts: Sequence[str], folder: Path) -> None:
    """Drop the vectors of texts that are no longer in use. Raises OSError as encoding does."""
    keys = [_key(encoder, text) for text in texts]
    _using(folder / FILE_NAME, lambda database: _forget(database, keys))


def _key(encoder: Encoder, text: str) -> bytes:
    return hashlib.sha256(f"{encoder.fingerprint.model_dump_json()}\x00{text}".encode()).digest()


def _using(path: Path, act: Callable[[sqlite3.Connection], Result]) -> Result:
    """Let `act` use the cache; where it finds it damaged, let it use an empty one."""
    try:
        return _attempt(path, act)
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return _attempt(path, act)


def _attempt(path: Path, act: Callable[[sqlite3.Connection], Result]) -> Result:
    try:
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute(
                "CREATE TABLE IF NOT EXISTS embeddings (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
            )
            return act(database)
    except sqlite3.DatabaseError as error:
        # The code's last byte is the kind of fault; faults that Python finds itself have no code.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _FAULTS_OF_THE_DISK:
            raise OSError(errno.EIO, f"{path.name}: {error}") from error
        raise


def _look_up(database: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
    found: dict[bytes, Vectors] = {}
    for first in range(0, len(keys), _LOOK_UP_AT_ONCE):
        some = keys[first : first + _LOOK_UP_AT_ONCE]
        marks = ",".join("?" * len(some))
        query = f"SELECT key, vector FROM embeddings WHERE key IN ({marks})"  # noqa: S608  (marks only)
        for key, row in database.execute(query, some):
            if isinstance(row, bytes) and row[:_DIGEST_BYTES] == _digest(key, row[_DIGEST_BYTES:]):
                found[key] = np.frombuffer(row[_DIGEST_BYTES:], dtype=np.float32)
    return found


def _remember(database: sqlite3.Connection, new: dict[bytes, Vectors]) -> None:
    vectors = ((key, vector.tobytes()) for key, vector in new.items())
    rows = ((key, _digest(key, vector) + vector) for key, vector in vectors)
    database.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?)", rows)


def _forget(database: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    database.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY)")
    database.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in keys))
    database.execute("DELETE FROM embeddings WHERE key NOT IN (SELECT key FROM used)")


def _digest(key: bytes, vector: bytes) -> bytes:
    """Bind a vector to its key, so that one in another's place is refused as well."""
    return hashlib.sha256(key + vector).digest()[:_DIGEST_BYTES]
