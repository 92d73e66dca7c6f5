"""Checks each document by itself: its front matter, headings and links."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.checking.findings import Finding, FindingKind, Severity, counted
from corpus.checking.links import broken_links
from corpus.checking.reading import CorpusFiles, FromFile
from corpus.checking.sections import headings_of, sections_with_text
from corpus.front_matter import split_front_matter
from corpus.types import Document


def check_documents(files: CorpusFiles) -> Iterator[Finding]:
    """Check all documents; a bare folder of documents needs no front matter."""
    for read in files.documents:
        if not files.is_bare:
            yield from _front_matter(read)
        yield from _programmes(read, files.known_programmes | files.unread_ids)
        yield from _section_sources(read)
        yield from _repeated_headings(read, is_error=not files.is_bare)
        yield from broken_links(read, files.folder)
    if not files.documents:
        advice = "There is no document that can be read; put some in, or name another --corpus."
        yield Finding(
            severity="error", kind="unreadable file", file=".", place="documents", advice=advice
        )
    if files.is_bare:
        yield from _undated(files)
    yield from _repeated_ids(files)


def _front_matter(read: FromFile[Document]) -> Iterator[Finding]:
    source = read.content.source
    is_markdown = Path(read.file).suffix.lower() in {".md", ".markdown", ".txt"}
    head, _ = split_front_matter(read.content.text) if is_markdown else (source, 0)
    if not head.title:
        advice = "A reader is shown a guess; write `title:` into the front matter."
        yield _finding(read, "front matter", "title", advice, severity="error")
    if not source.publisher:
        advice = "A reader cannot see whose words these are; " + (
            "write `publisher:` into the front matter."
            if is_markdown
            else "make a Markdown document of it with `mastery corpus add`."
        )
        yield _finding(read, "front matter", "publisher", advice, severity="error")
    if not source.url:
        advice = "A reader cannot open the source; write `url:` if it has a page."
        yield _finding(read, "front matter", "url", advice)
    if not source.published:
        advice = "A reader cannot see how old it is; write `published:`, if only the year."
        yield _finding(read, "front matter", "published", advice)


def _programmes(read: FromFile[Document], known: frozenset[str]) -> Iterator[Finding]:
    for programme in read.content.programmes:
        if programme not in known:
            advice = f"No file in programmes/ has the id {programme!r}; correct it or add the file."
            yield _finding(read, "unknown programme", "programmes", advice, severity="error")


def _section_sources(read: FromFile[Document]) -> Iterator[Finding]:
    headings = set(headings_of(read.content))
    for source in read.content.section_sources:
        if " ".join(source.section.split()) not in headings:
            place = f"sources: {source.section}"
            advice = "No heading reads so, and its source is lost; copy the heading to the letter."
            yield _finding(read, "section source", place, advice, severity="error")


def _repeated_headings(read: FromFile[Document], *, is_error: bool) -> Iterator[Finding]:
    for heading, count in Counter(sections_with_text(read.content)).items():
        if count > 1:
            advice = f"{count} sections have this heading; word each so that it stands alone."
            severity: Severity = "error" if is_error else "warning"
            yield _finding(read, "heading", heading, advice, severity=severity)


def _undated(files: CorpusFiles) -> Iterator[Finding]:
    """Tell once, not for each file, that a bare folder's documents do not name their source."""
    sources = [read.content.source for read in files.documents]
    without = sum(1 for source in sources if not (source.publisher and source.published))
    if without:
        advice = (
            f"{without} of {counted(len(sources), 'document')} do not name a publisher and a date,"
            " which answers then cannot show; `mastery corpus add` makes documents that do."
        )
        yield Finding(
            severity="warning", kind="front matter", file=".", place="all documents", advice=advice
        )


def _repeated_ids(files: CorpusFiles) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for read in files.documents:
        other = first.setdefault(read.content.id, read.file)
        if other != read.file:
            advice = f"It is left out, because {other} has the same name; rename one of them."
            yield _finding(read, "duplicate id", read.content.id, advice, severity="error")


def _finding(
    read: FromFile[Document],
    kind: FindingKind,
    place: str,
    advice: str,
    *,
    severity: Severity = "warning",
) -> Finding:
    return Finding(severity=severity, kind=kind, file=read.file, place=place, advice=advice)
