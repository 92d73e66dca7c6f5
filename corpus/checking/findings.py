"""What a check finds: each with its severity, its file and place, and what to do about it."""

from collections.abc import Iterable
from typing import Literal

from corpus.types import Record

Severity = Literal["error", "warning"]
"""An error loses or misleads answers; a warning is for staff to judge."""

FindingKind = Literal[
    "unreadable file",
    "duplicate id",
    "front matter",
    "date",
    "academic year over",
    "unknown programme",
    "section source",
    "heading",
    "broken link",
    "phrasing without section",
    "section without phrasings",
    "few phrasings",
    "same phrasing twice",
    "nearly the same phrasing",
    "empty phrasing",
    "quote",
    "rule",
    "programme name",
    "glossary",
    "hub",
    "stray phrasing",
    "gap that may be answered",
    "possible contradiction",
]
MAX_SHOWN_CHARACTERS = 90


class Finding(Record):
    """One thing that staff should mend or judge."""

    severity: Severity
    kind: FindingKind
    file: str
    """Relative to the corpus folder."""
    place: str
    """Where in the file: a field, a heading, an id or a line; empty for the whole file."""
    advice: str
    """What is wrong, and what to do about it."""


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether something must be mended before the corpus is used."""
    return any(finding.severity == "error" for finding in findings)


def shown(words: str) -> str:
    """Put words into quotation marks, on one line and cut where they are long."""
    line = " ".join(words.split())
    cut = len(line) > MAX_SHOWN_CHARACTERS
    return f"“{line[: MAX_SHOWN_CHARACTERS - 1].rstrip()}…”" if cut else f"“{line}”"


def counted(count: int, noun: str) -> str:
    """Give a number with its noun: 1 document, 2 documents."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
