"""The lines of a plain text with their offsets, without page furniture and scanning noise."""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.types import Record

MIN_REPEATS_OF_FURNITURE = 3
"""A short line that stands three times is a running header or footer."""

_FURNITURE = re.compile(
    r"(?:page \d+(?: of \d+)?|\d{1,4}|back to top|skip to (?:main )?content|cookies?(?: policy)?"
    r"|privacy(?: policy)?|print(?: this page)?|share(?: this)?|menu|home|search|log ?in"
    r"|©.*|copyright .*|all rights reserved\.?)",
    re.IGNORECASE,
)
# An FAQ may say "Yes." ten times; without it the question would get the next one's answer.
_SAID = re.compile(r"yes|no|none|free|.*[.!?]", re.IGNORECASE)


class Line(Record):
    """One line: `text` is `document[start:end]`; `line_start` is where its indent begins."""

    line_start: int
    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing but white space stands on the line."""
        return not self.text

    @property
    def text_with_indent(self) -> str:
        """The line with the white space before it, of which a bullet may be part."""
        return " " * (self.start - self.line_start) + self.text


def content_lines(text: str, start: int = 0) -> Iterator[Line]:
    """Yield all lines from `start` but furniture and noise; a form feed is a blank line."""
    lines = list(_lines(text, start))
    repeats = Counter(line.text for line in lines if 0 < len(line.text) <= 80)
    for line in lines:
        is_furniture = bool(_FURNITURE.fullmatch(line.text))
        is_running = (
            repeats[line.text] >= MIN_REPEATS_OF_FURNITURE
            and not line.text.startswith(("-", "•"))
            and not _SAID.fullmatch(line.text)
        )
        if not (is_furniture or is_running or is_noise(line.text)):
            yield line


def is_noise(line: str) -> bool:
    """Tell what scanning made of a picture or a rotated heading from words.

    Either fewer than half of its marks are letters (a telephone number or price is not noise:
    it has at least four digits in a row or a currency sign), or it is a row of fragments
    of under four characters set apart by tabs.
    """
    marks = line.replace(" ", "").replace("\t", "")
    if not marks:
        return False
    letters = sum(1 for mark in marks if mark.isalpha())
    fragments = line.split()
    is_fragments = line.count("\t") >= 3 and sum(map(len, fragments)) < 4 * len(fragments)
    has_figure = bool(re.search(r"\d{4,}|[£$€]\s?\d", marks))
    return is_fragments or "\\vdash" in line or (letters * 2 < len(marks) and not has_figure)


def _lines(text: str, start: int) -> Iterator[Line]:
    position = start
    for raw in re.split(r"(?<=[\n\f])|(?=\f)", text[start:]):
        stripped = raw.strip()
        first = position + (raw.find(stripped) if stripped else 0)
        yield Line(line_start=position, start=first, end=first + len(stripped), text=stripped)
        position += len(raw)
