"""Finds what identifies a person in a message: numbers, addresses, and names in a context.

Everything that is stored goes through `redact`, everything that is searched through
`text_to_search`.
"""

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from assistant.personal_names import name_spans
from corpus.types import Record


class Span(NamedTuple):
    """Where in the message something of a person stands, and what it is."""

    kind: str
    start: int
    end: int


class StructuredPattern(Record):
    """One kind of number, address or account, told by its shape."""

    kind: str
    pattern: str


class PersonalPatterns(Record):
    """`personal_data.yaml`."""

    structured: tuple[StructuredPattern, ...]


def find_personal_data(text: str, published: Collection[str] = ()) -> tuple[Span, ...]:
    """Find all personal data, in the order of the text; where two overlap, the longer one.

    What stands in one of the texts `published` is no secret: a hub's telephone number, or
    somebody's given name and surname.
    """
    found = [
        Span(kind, one.start(), one.end())
        for kind, pattern in _structured()
        for one in pattern.finditer(text)
    ]
    found += [Span("name", start, end) for start, end in name_spans(text)]
    known = _known({text[one.start : one.end] for one in found}, published)
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        is_apart = all(span.end <= other.start or other.end <= span.start for other in kept)
        if is_apart and text[span.start : span.end] not in known:
            kept.append(span)
    return tuple(sorted(kept, key=lambda one: one.start))


def redact(text: str, published: Collection[str] = ()) -> str:
    """Put a label in the place of each span, as in "ask [name] on [phone]"."""
    return _with(text, published, lambda kind: f"[{kind.replace('_', ' ')}]")


def text_to_search(text: str, published: Collection[str] = ()) -> str:
    """Take personal data out of a question so that it still reads: "can someone join?"."""
    labelled = _with(text, published, lambda kind: "someone" if kind == "name" else "")
    return " ".join(labelled.split())


def _with(text: str, published: Collection[str], label_for: Callable[[str], str]) -> str:
    pieces: list[str] = []
    end = 0
    for span in find_personal_data(text, published):
        pieces += [text[end : span.start], label_for(span.kind)]
        end = span.end
    return "".join((*pieces, text[end:]))


def _known(found: Collection[str], published: Collection[str]) -> frozenset[str]:
    """Give what of it the published texts hold; a given name alone could be anybody's."""
    telling = {one for one in found if " " in one or not one.isalpha()}
    return frozenset(one for one in telling if any(one in text for text in published))


@lru_cache
def _structured() -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = Path(__file__).parent / "personal_data.yaml"
    patterns = PersonalPatterns.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    return tuple((one.kind, re.compile(one.pattern)) for one in patterns.structured)
