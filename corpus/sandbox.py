"""Runs the extraction of one file in a child process with limits on memory, time and output.

A 26 kB PDF can cost 330 MiB and ten seconds, a 133 kB DOCX fifty; the limits are the child's,
so the parent's memory does not grow and its next file is not affected.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from corpus.decoding import MAX_TEXT_CHARACTERS, check_size
from corpus.errors import UnreadableFileError
from corpus.extraction import Extract

ExtractKind = Literal["html", "pdf", "docx"]

MAX_CHILD_MEMORY_BYTES = 512 * 1024 * 1024
MAX_CHILD_SECONDS = 20
_REASON_EXIT_CODE = 3


def extract_in_child(kind: ExtractKind, path: Path) -> Extract:
    """Extract the text of `path`. Raises UnreadableFileError with a reason a person can use."""
    command = [sys.executable, "-m", "corpus.extraction", kind, str(path.resolve())]
    child = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_limit,
        env={**os.environ, "PYTHONPATH": _import_path(), "OPENBLAS_NUM_THREADS": "1"},
    )
    try:
        output, complaint = child.communicate(timeout=MAX_CHILD_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        raise UnreadableFileError(f"took longer than {MAX_CHILD_SECONDS} seconds to read") from None
    if child.returncode != 0:
        raise UnreadableFileError(_reason(child.returncode, complaint.decode(errors="replace")))
    return _parsed(output)


def _limit() -> None:
    _set_limit(resource.RLIMIT_AS, MAX_CHILD_MEMORY_BYTES)
    _set_limit(resource.RLIMIT_CPU, MAX_CHILD_SECONDS + 1)  # the parent, first, tells why
    _set_limit(resource.RLIMIT_FSIZE, 0)
    _set_limit(resource.RLIMIT_CORE, 0)


def _set_limit(kind: int, limit: int) -> None:
    """Set a limit, or keep the operator's own where that is lower and could not be raised."""
    _, hardest = resource.getrlimit(kind)
    if hardest == resource.RLIM_INFINITY or limit < hardest:
        resource.setrlimit(kind, (limit, limit))


def _import_path() -> str:
    return os.pathsep.join(entry for entry in sys.path if entry)


def _reason(return_code: int, complaint: str) -> str:
    last_line = complaint.strip().rsplit("\n", 1)[-1]
    if return_code == _REASON_EXIT_CODE:
        return complaint.strip()
    if "MemoryError" in complaint or "Cannot allocate memory" in complaint:
        return f"needs more than {MAX_CHILD_MEMORY_BYTES // 2**20} MiB of memory to read"
    if return_code < 0:
        return "the file makes its reader crash or exceed its limits"
    if "password" in last_line.lower() or "encrypted" in last_line.lower():
        return "encrypted or protected by a password"
    return "damaged, or not the kind of file that its name says"


def _parsed(output: bytes) -> Extract:
    if len(output) > 4 * MAX_TEXT_CHARACTERS:
        raise UnreadableFileError(f"more than {MAX_TEXT_CHARACTERS:,} characters of text")
    try:
        extract = Extract.model_validate_json(output)
    except ValidationError as error:
        raise UnreadableFileError("its reader gave no usable text") from error
    check_size(extract.text)
    return extract
