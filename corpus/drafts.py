"""Writes a loaded document anew as Markdown with front matter, for staff to review.

Words are kept as they are loaded; only white space and the marks of structure change.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from corpus.markdown import blocks_of_markdown
from corpus.types import HEADING_KINDS, Block, Document

MAX_NAME_CHARACTERS = 80
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_ACADEMIC_YEAR = re.compile(r"(?<![\d/–-])(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)(?![\d/–-])")


def draft_name(title: str) -> str:
    """Give a file name without suffix from a title: lower case, hyphens, no accents."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if len(words) > MAX_NAME_CHARACTERS:
        words = words[:MAX_NAME_CHARACTERS].rsplit("-", 1)[0]
    # A file called README is not loaded as a document.
    return "a-document" if words in {"", "readme"} else words


def draft_text(document: Document) -> str:
    """Give the whole text of the draft: front matter, then headings, paragraphs, lists, tables."""
    return _front_matter(document) + "".join(_body(document))


def academic_year_in(text: str) -> str | None:
    """Find the academic year that a text names, if it names exactly one."""
    years = {
        f"{first}/{second}"
        for first, second in _ACADEMIC_YEAR.findall(text)
        if (int(first) + 1) % 100 == int(second)
    }
    return years.pop() if len(years) == 1 else None


def _front_matter(document: Document) -> str:
    source = document.source
    published = source.published if _DATE.fullmatch(source.published or "") else None
    academic_year = source.academic_year or academic_year_in(document.text)
    fields = {
        "title": _quoted(source.title),
        "publisher": _quoted(source.publisher),
        "url": _quoted(source.url),
        "published": _quoted(published),
        "academic_year": _quoted(academic_year),
        "audience": _quoted_list(document.audience),
        "programmes": _quoted_list(document.programmes),
        "status": "current",
        "reviewed": "null",
    }
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join(("---", *lines, *_sources(document), "---", ""))


def _sources(document: Document) -> Iterator[str]:
    """Keep what a Markdown document says of single sections."""
    if document.section_sources:
        yield "sources:"
    for source in document.section_sources:
        yield f"  - section: {_quoted(source.section)}"
        for name in ("title", "publisher", "url", "published", "academic_year"):
            yield f"    {name}: {_quoted(getattr(source, name))}"


def _quoted(value: str | None) -> str:
    """Quote as JSON does, which YAML reads; marks that no text has are left out."""
    if not value:
        return "null"
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in value).split())
    return json.dumps(line, ensure_ascii=False)


def _quoted_list(values: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, values))}]"


def _body(document: Document) -> Iterator[str]:
    """Yield the parts of the body; a list and a table are one part each."""
    for kind, some in groupby(_below_title(document), key=lambda block: block.kind):
        blocks = list(some)
        if kind == "item":
            yield "\n" + "".join(f"- {_as_text(_line(document, one))}\n" for one in blocks)
        elif kind == "row":
            yield "\n" + _table([_line(document, block) for block in blocks])
        elif kind in HEADING_KINDS:
            # The title is the only heading of level 1, so the body's begin with the second.
            for block in blocks:
                yield f"\n{'#' * min(max(block.level, 2), 6)} {_line(document, block)}\n"
        else:
            yield from (f"\n{_as_text(_line(document, block))}\n" for block in blocks)


def _below_title(document: Document) -> Iterator[Block]:
    """Leave out the heading that has become the title."""
    is_before_title = True
    for block in document.blocks:
        is_title = block.level == 1 and _line(document, block) == document.source.title
        if not (is_before_title and is_title):
            yield block
        is_before_title = is_before_title and not is_title


def _line(document: Document, block: Block) -> str:
    return " ".join(document.text[block.start : block.end].split())


def _table(rows: list[str]) -> str:
    """Write rows as a table; the first is its head, as Markdown knows no table without one."""
    cells = len(re.findall(r"(?<!\\)\|", rows[0].strip("|"))) + 1
    return "\n".join((rows[0], f"|{' --- |' * cells}", *rows[1:], ""))


def _as_text(line: str) -> str:
    """Escape the mark a line begins with where Markdown would make something else of it.

    "2024. It began" would be an item that has lost its year, and "<b>" no text at all.
    """
    words = re.findall(r"\w+", line)
    read = " ".join(line[block.start : block.end] for block in blocks_of_markdown(line))
    if re.findall(r"\w+", read) == words:
        return line
    number = re.match(r"\d{1,9}(?=[.)])", line)
    first = number.end() if number else 0
    return f"{line[:first]}\\{line[first:]}"
