"""Patterns kept as data: `<name>` in a pattern stands for words of `words.yaml`, written once."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BeforeValidator, ConfigDict

from corpus.data_files import RecordType, load_data
from corpus.types import Record

FOLDER = Path(__file__).parent
_NAME = re.compile(r"<([a-z0-9_]+)>")
_AS_TYPED = str.maketrans("’‘`“”–—\u00a0\n\t", "'''\"\"--   ")


class PatternRecord(Record):
    """A record that holds patterns, which are compiled as it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def plain(text: str) -> str:
    """Straighten quotes, dashes and white space; every character keeps its place."""
    return text.translate(_AS_TYPED)


def compiled(pattern: str | list[str]) -> re.Pattern[str]:
    """Compile a pattern, or several as one, between word edges and without regard to case."""
    forms = [pattern] if isinstance(pattern, str) else pattern
    whole = "|".join(f"(?:{_written_out(form)})" for form in forms)
    return re.compile(rf"(?<!\w)(?:{whole})(?!\w)", re.IGNORECASE)


def _compiled_as_it_is(pattern: str) -> re.Pattern[str]:
    return re.compile(_written_out(pattern), re.IGNORECASE)


Words = Annotated[re.Pattern[str], BeforeValidator(compiled)]
"""Whole words; a list of patterns is any of them."""
Marks = Annotated[re.Pattern[str], BeforeValidator(_compiled_as_it_is)]
"""Anything, also marks between words."""


@lru_cache
def load_patterns(name: str, kind: type[RecordType]) -> RecordType:
    """Read a file of patterns of this folder."""
    return load_data(FOLDER / name, kind)


def _written_out(form: str) -> str:
    """Put words for names until none is left; words may name other words."""
    while found := _NAME.search(form):
        form = f"{form[: found.start()]}(?:{_words()[found[1]]}){form[found.end() :]}"
    return form


@lru_cache
def _words() -> dict[str, str]:
    path = FOLDER / "words.yaml"
    words: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words
