"""Finds links of Markdown documents to files that do not exist."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

from corpus.checking.findings import Finding
from corpus.checking.reading import FromFile
from corpus.front_matter import split_front_matter
from corpus.types import Document

_PARSER = MarkdownIt("commonmark").enable("table")


def broken_links(read: FromFile[Document], folder: Path) -> Iterator[Finding]:
    """Check the links to files, which are relative to the document's own; never those to sites."""
    path = folder / read.file
    if path.suffix.lower() not in {".md", ".markdown"}:
        return
    for line, target in _targets(read.content.text):
        name = _file_name(target)
        if name and not _exists(path.parent / name):
            yield Finding(
                severity="error",
                kind="broken link",
                file=read.file,
                place=f"line {line}",
                advice=f"There is no file {name}; correct the link or remove it.",
            )


def _targets(text: str) -> Iterator[tuple[int, str]]:
    """Yield each link and picture with the number of the line where its paragraph begins."""
    _, body_start = split_front_matter(text)
    lines_before = text.count("\n", 0, body_start)
    for token in _PARSER.parse(text[body_start:]):
        for child in token.children or ():
            target = child.attrGet("href") or child.attrGet("src")
            if target is not None:
                first_line = token.map[0] if token.map else 0
                yield lines_before + first_line + 1, str(target)


def _file_name(target: str) -> str:
    """Give the file that a link leads to; empty for an address or a place in the same file."""
    try:
        address = urlsplit(target)
    except ValueError:  # an address with a wrong host
        return ""
    return "" if address.scheme or address.netloc else unquote(address.path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long, or holds a zero byte
        return False
