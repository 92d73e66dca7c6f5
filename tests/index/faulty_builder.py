"""Builds indexes in processes of their own, for test_faults.py to kill, starve and race.

Reads jobs from standard input, one JSON object a line, and forks a builder for each, because
importing takes a second and forking a millisecond. Tells the builder's process id when it starts,
"encoding" when a slow one is under way, and its exit code, seconds and error output at the end.
"""

import json
import os
import resource
import shutil
import sys
import time
import traceback
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from conftest import HashingEncoder, make_numbered_corpus

from corpus.types import Corpus, Record
from index.building import build_index, content_of, texts_to_embed, words_to_index
from index.dense import VectorIndex
from index.encoding import Vectors
from index.errors import SearchIndexError
from index.lexical import LexicalIndex
from index.snapshot import CONTENT_FILE, VECTOR_FILES, WORDS_FOLDER


class Job(Record):
    """What one builder is to do."""

    root: Path
    letters: str
    """Builds the numbered corpus of each letter, one after the other."""
    is_naive: bool = False
    max_file_bytes: int | None = None
    """No file may grow beyond: the disk is as good as full."""
    pause: float = 0
    """Seconds that each call of the encoder takes."""


class SlowEncoder(HashingEncoder):
    """Takes its time, as a model does; tells the test when it has begun."""

    def __init__(self, pause: float) -> None:
        super().__init__()
        self._pause = pause

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Wait, then encode."""
        if self._pause:
            tell("encoding")
            time.sleep(self._pause)
        return super().encode(texts)


def build_naively(corpus: Corpus, root: Path, encoder: HashingEncoder) -> None:
    """Write the same files in place, as one does who never thinks of being killed."""
    content = content_of(corpus)
    root.mkdir(exist_ok=True)
    (root / CONTENT_FILE).write_bytes(content.model_dump_json().encode())
    for name, texts in zip(VECTOR_FILES, texts_to_embed(content), strict=True):
        (root / name).write_bytes(VectorIndex.of(encoder.encode(texts)).to_bytes())
    shutil.rmtree(root / WORDS_FOLDER, ignore_errors=True)
    LexicalIndex.of(words_to_index(content)).save(root / WORDS_FOLDER)


def run(job: Job) -> int:
    """Build, and give the exit code."""
    if job.max_file_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job.max_file_bytes, job.max_file_bytes))
    encoder = SlowEncoder(job.pause)
    try:
        for letter in job.letters:
            build = build_naively if job.is_naive else build_index
            build(CORPORA[letter], job.root, encoder)
    except SearchIndexError as error:
        print(error, file=sys.stderr)
        return 1
    except Exception:
        traceback.print_exc()
        return 70
    return 0


def tell(message: object) -> None:
    """Write one line at once; builders and their parent share the pipe."""
    os.write(1, f"{json.dumps(message)}\n".encode())


def serve() -> None:
    """Fork a builder a job. Its errors come through a pipe, which no limit on files touches."""
    for corpus in CORPORA.values():  # so that no builder has to find the words' directions anew
        HashingEncoder().encode([*chain(*texts_to_embed(content_of(corpus)))])
    tell("ready")
    for line in sys.stdin:
        job = Job.model_validate_json(line)
        started = time.monotonic()
        output, its_output = os.pipe()
        builder = os.fork()
        if not builder:
            os.dup2(its_output, 2)
            code = run(job)
            sys.stderr.flush()
            os._exit(code)
        os.close(its_output)
        tell(builder)
        with os.fdopen(output, encoding="utf-8") as file:
            errors = file.read()
        code = os.waitstatus_to_exitcode(os.waitpid(builder, 0)[1])
        tell({"code": code, "seconds": time.monotonic() - started, "errors": errors})


CORPORA = {letter: make_numbered_corpus(letter, 5) for letter in "xy"}

if __name__ == "__main__":
    serve()
