"""The facts about a document that stand at its head, between two lines of `---`."""

import re
from datetime import date
from typing import Annotated

import yaml
from pydantic import BeforeValidator, Field, ValidationError

from corpus.errors import UnreadableFileError
from corpus.types import DocumentStatus, Record, SectionSource, Source

MAX_FRONT_MATTER_CHARACTERS = 10_000
"""The YAML reader takes half a minute for five million; the longest bundled head has 2,000."""

_FENCE = re.compile(r"\A---[ \t]*\n(|.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
# What pydantic says of these faults is for programmers.
_FAULTS = {
    "extra_forbidden": "no such field is known",
    "invalid_key": "no such field is known",
    "missing": "the field is missing",
    "model_type": "must be `field: value` lines",
    "string_pattern_mismatch": "must look like 2024, 2024-09 or 2024-09-01;"
    " an academic year like 2024/25",
    "string_type": "must be text; put it in quotes",
    "tuple_type": "must be a list, as in [teachers, headteachers]",
}


def _text_of_date(value: object) -> object:
    """YAML reads 2024 as a number and 2024-09-01 as a date; both are kept as written."""
    return (
        value.isoformat()
        if isinstance(value, date)
        else str(value)
        if isinstance(value, int)
        else value
    )


DateText = Annotated[str, BeforeValidator(_text_of_date), Field(pattern=_DATE)]
AcademicYear = Annotated[
    str, BeforeValidator(_text_of_date), Field(pattern=r"^\d{4}/\d{2}(-\d{4}/\d{2})?$")
]


class SectionSourceEntry(Record):
    """One entry of `sources:`, for a section that comes from another page."""

    section: str
    title: str | None = None
    publisher: str
    url: str | None = None
    published: DateText | None = None
    academic_year: AcademicYear | None = None


class FrontMatter(Record):
    """What the head of a document may say."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: DateText | None = None
    academic_year: AcademicYear | None = None
    audience: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    status: DocumentStatus = "current"
    reviewed: DateText | None = None
    sources: tuple[SectionSourceEntry, ...] = ()

    def source(self, *, title: str) -> Source:
        """Give the document's source; `title` serves where the head has none."""
        return Source(
            title=self.title or title,
            publisher=self.publisher,
            url=self.url,
            published=self.published,
            academic_year=self.academic_year,
        )

    def section_sources(self, *, title: str) -> tuple[SectionSource, ...]:
        """Give the sources of single sections, under the document's title where they have none."""
        return tuple(
            SectionSource(**{**entry.model_dump(), "title": entry.title or self.title or title})
            for entry in self.sources
        )


def split_front_matter(text: str) -> tuple[FrontMatter, int]:
    """Read the front matter and give the offset at which the body begins; 0 without one.

    Raises UnreadableFileError naming the field that is wrong.
    """
    fence = _FENCE.match(text)
    if fence is None:
        return FrontMatter(), 0
    fields = _fields(fence.group(1))
    if not isinstance(fields, dict):
        raise UnreadableFileError("front matter must be `field: value` lines")
    try:
        return FrontMatter.model_validate(fields), fence.end()
    except ValidationError as error:
        fault = error.errors()[0]
        field, *inner = fault["loc"]
        entries = (f"entry {part + 1}" if isinstance(part, int) else part for part in inner)
        place = ", ".join([str(field), *entries])
        words = _FAULTS.get(fault["type"], fault["msg"].lower())
        raise UnreadableFileError(f"front matter, {place}: {words}") from error


def _fields(head: str) -> object:
    if len(head) > MAX_FRONT_MATTER_CHARACTERS:
        raise UnreadableFileError("front matter is too long; is its last line of --- missing?")
    try:
        return yaml.safe_load(head) or {}
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 2}" if error.problem_mark else ""
        raise UnreadableFileError(f"front matter is not YAML{line}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise UnreadableFileError("front matter holds characters that YAML forbids") from error
    except ValueError as error:  # a date such as 2026-02-31
        raise UnreadableFileError(
            "front matter holds a date or number that does not exist"
        ) from error
    except RecursionError as error:
        raise UnreadableFileError("front matter is nested too deeply") from error
