"""When a school took part: times in a text, as the calendar years in which school years begin."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.eligibility.patterns import Marks, PatternRecord, Words, load_patterns
from assistant.years import academic_year_of, first_year_of, years_in
from corpus.types import Record

LONG_AGO = 0
"""A start so early that it is earlier than any year that is asked about."""
SCHOOL_YEAR_ENDS = timedelta(days=120)
"""What "just finished" in the autumn or "in the summer" belong to ran this long before today."""
DAYS_OF_MONTH = 30


class Time(Record):
    """Words that tell when; of several years any is possible."""

    start: int
    end: int
    starts: tuple[int, ...]
    is_since: bool = False
    """Whether it began then, and may go on."""
    is_count: bool = False
    """Whether it is counted in years of taking part, as "our second year"."""


class _TimePatterns(PatternRecord):
    """`times.yaml`."""

    long_ago: Words
    year_before_that: Words
    same_year: Words
    ended: Words
    about: Marks
    just_begun: Words
    began: Words
    months_ago: Words
    nth_year: Words
    years_long: Words
    counts: dict[str, int]
    since: Marks
    alternative: Marks


def start_of(year: str) -> int:
    """Give the calendar year in which an academic year begins: 2026 for 2026/27."""
    start = first_year_of(year)
    if start is None:
        raise ValueError(f"{year!r} is not an academic year. Write it as 2026/27.")
    return start


def value_of(start: int, asked_start: int) -> str | None:
    """Name a time as the facts do; None for one that lies after the year asked about."""
    if start > asked_start:
        return None
    return {0: "this_year", 1: "previous_year"}.get(asked_start - start, "earlier")


def running(today: date) -> int:
    """Give the start of the school year that runs."""
    return start_of(academic_year_of(today))


def just_over(today: date) -> int:
    """Give the start of the school year that ended last, or is about to end."""
    return start_of(academic_year_of(today - SCHOOL_YEAR_ENDS))


def times_in(text: str, today: date, before: int | None = None) -> tuple[Time, ...]:
    """Find the times of a text in order; `before` is what "the year before" counts from."""
    patterns = load_patterns("times.yaml", _TimePatterns)
    text = patterns.about.sub(_blank, text)
    taken: list[Time] = []
    for time in _candidates(text, today, before, patterns):
        if all(time.end <= one.start or one.end <= time.start for one in taken):
            taken.append(time)
    return _with_alternatives(text, sorted(taken, key=lambda one: one.start), patterns)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _candidates(
    text: str, today: date, before: int | None, patterns: _TimePatterns
) -> Iterator[Time]:
    """Yield times, the surest kind first."""
    this_year = running(today)
    for match in patterns.long_ago.finditer(text):
        yield _time(match, (LONG_AGO,))
    for match in patterns.ended.finditer(text):
        yield _time(match, (just_over(today),))
    for match in patterns.just_begun.finditer(text):
        yield _time(match, (this_year,), is_since=True)
    place = 0
    named: list[Time] = []
    for span in years_in(text, today):
        place = text.index(span.words, place)
        starts = tuple(start_of(year) for year in span.years)
        end = place + len(span.words)
        is_since = bool(patterns.since.search(text[:place]))
        named.append(Time(start=place, end=end, starts=starts, is_since=is_since))
        place = end
    yield from named
    for match in patterns.year_before_that.finditer(text):
        told = [one.starts[0] for one in named if one.end <= match.start()]
        previous = told[-1] if told else this_year if before is None else before
        yield _time(match, (max(previous - 1, LONG_AGO),))
    for match in patterns.months_ago.finditer(text):
        day = today - timedelta(days=DAYS_OF_MONTH * int(match[1]))
        yield _time(match, (running(day),))
    for match in patterns.began.finditer(text):
        yield _time(match, (this_year,), is_since=True)
    for pattern in (patterns.nth_year, patterns.years_long):
        for match in pattern.finditer(text):
            count = patterns.counts[match[1].lower()]
            is_ordinal = pattern is patterns.nth_year
            starts = (this_year - count + 1,) if is_ordinal else (this_year - count,)
            yield Time(
                start=match.start(), end=match.end(), starts=starts, is_since=True, is_count=True
            )


def _time(match: re.Match[str], starts: tuple[int, ...], *, is_since: bool = False) -> Time:
    return Time(start=match.start(), end=match.end(), starts=starts, is_since=is_since)


def _with_alternatives(text: str, times: list[Time], patterns: _TimePatterns) -> tuple[Time, ...]:
    """Take "last year or the year before" as one time."""
    joined: list[Time] = []
    for time in times:
        last = joined[-1] if joined else None
        if last and patterns.alternative.match(text[last.end : time.start]):
            starts = tuple(dict.fromkeys((*last.starts, *time.starts)))
            joined[-1] = last.model_copy(update={"end": time.end, "starts": starts})
        else:
            joined.append(time)
    return tuple(joined)
