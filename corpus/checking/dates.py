"""Checks what ages: dates, reviews and academic years."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from corpus.checking.findings import Finding, counted
from corpus.checking.reading import CorpusFiles, FromFile
from corpus.types import Document

MAX_AGE_OF_REVIEW = timedelta(days=365)
FIRST_MONTH_OF_ACADEMIC_YEAR = 9


def check_dates(files: CorpusFiles, today: date) -> Iterator[Finding]:
    """Check the dates of all documents; nobody reviews a bare folder of documents."""
    for read in files.documents:
        yield from _future(read, today)
        if not files.is_bare:
            yield from _review(read, today)
    yield from _academic_years(files, today)


def _review(read: FromFile[Document], today: date) -> Iterator[Finding]:
    reviewed = read.content.reviewed
    if reviewed is None:
        advice = "Nobody has compared it with its source; do so, and write the day as `reviewed:`."
        yield _finding(read, "reviewed", advice)
    elif reviewed < _as_rough_as(reviewed, today - MAX_AGE_OF_REVIEW):
        advice = f"Last reviewed {reviewed}; compare it with its source, and write today's date."
        yield _finding(read, "reviewed", advice)


def _future(read: FromFile[Document], today: date) -> Iterator[Finding]:
    document = read.content
    for field, value in (("published", document.source.published), ("reviewed", document.reviewed)):
        if value and value > _as_rough_as(value, today):
            yield _finding(read, field, f"{value} lies in the future; correct it.")


def _as_rough_as(value: str, day: date) -> str:
    """Write a day as YYYY, YYYY-MM or YYYY-MM-DD, as `value` is, to compare the two as text."""
    return day.isoformat()[: len(value)]


def _academic_years(files: CorpusFiles, today: date) -> Iterator[Finding]:
    """Count, for each academic year that is over, the documents that still pass as current."""
    first_year = today.year if today.month >= FIRST_MONTH_OF_ACADEMIC_YEAR else today.year - 1
    years = Counter(
        read.content.source.academic_year
        for read in files.documents
        if read.content.status == "current"
    )
    for year, count in sorted((year, count) for year, count in years.items() if year):
        if int(year.split("-")[-1][:4]) < first_year:
            advice = (
                f"{counted(count, 'document')} still current: a fact is valid for its academic"
                " year; review, or set `status: archived` where there is a later one."
            )
            yield Finding(
                severity="warning",
                kind="academic year over",
                file="documents",
                place=year,
                advice=advice,
            )


def _finding(read: FromFile[Document], field: str, advice: str) -> Finding:
    return Finding(severity="warning", kind="date", file=read.file, place=field, advice=advice)
