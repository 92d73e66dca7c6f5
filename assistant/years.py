"""Academic years in a teacher's words: 24/25, last year, next sept. They run from September.

A bare "2025" may mean 2024/25 or 2025/26, so what is found has one year or two.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.types import YearSpan
from corpus.types import Record

FIRST_MONTH = 9
EARLIEST = 2014
"""Maths Hubs began in 2014; smaller numbers are ages, year groups and counts."""
LATEST = 2039
SMALL = 2020
"""Pairs of numbers below this are ages as often as years."""

_PAIR = re.compile(r"(?<![\w/–-])(20)?(\d\d) ?[/–-] ?(20)?(\d\d?)(?![\w/–-])")
_YEAR = re.compile(r"(?<![\w/£.,–-])(?:20(\d\d)|['’](\d\d))(?![\w/–%]|,\d|-\d)")
_ACADEMIC = re.compile(r"\b(?:academic|school) (?:year|yr) (?:20)?(\d\d)(?![\d/–-])", re.IGNORECASE)

Found = Iterator[tuple[re.Match[str], tuple[int, ...]]]


class RelativeYears(Record):
    """Words for an academic year counted from the one that is running."""

    years: int
    words: str


class Season(Record):
    """Words for a part of the calendar year, from its first to its last month."""

    words: str
    first: int
    last: int
    may_be_short: bool = False
    """Whether a year of two figures may follow."""


class YearWords(Record):
    """`years.yaml`."""

    no_year_before: str
    no_year_after: str
    year_before_small: str
    relative: tuple[RelativeYears, ...]
    seasons: tuple[Season, ...]
    to_come: str
    begins_a_year: str


def academic_year_of(day: date) -> str:
    """Give the academic year in which a day lies, as 2026/27."""
    return _named(_start_of(day.year, day.month))


def first_year_of(text: str) -> int:
    """Give the calendar year with which a written time begins: 2024 for 2024/25 and 2024-09."""
    return int(text[:4]) if re.match(r"\d{4}", text) else 0


def years_in(text: str, today: date) -> tuple[YearSpan, ...]:
    """Find the academic years that a text names, with the words that name them, in order."""
    taken: list[tuple[int, int]] = []
    spans: list[tuple[int, YearSpan]] = []
    for find, is_relative in ((_written, False), (_relative, True)):
        for match, starts in find(text, today):
            at = match.span()
            if any(at[0] < end and start < at[1] for start, end in taken):
                continue
            taken.append(at)
            years = tuple(_named(start) for start in starts)
            span = YearSpan(words=match.group(), years=years, is_relative=is_relative)
            spans.append((at[0], span))
    return tuple(span for _, span in sorted(spans, key=lambda one: one[0]))


def _written(text: str, today: date) -> Found:
    """Find years in figures; a season before one tells which half of it is meant."""
    del today  # figures mean the same on every day
    for match in _PAIR.finditer(text):
        if (start := _start_of_pair(match, text)) is not None:
            yield match, (start,)
    for pattern, season in _compiled().dated_seasons:
        for match in pattern.finditer(text):
            if EARLIEST <= (year := 2000 + int(match[1])) <= LATEST:
                yield match, (_start_of(year, season.first),)
    for match in _ACADEMIC.finditer(text):
        yield match, (1999 + int(match[1]), 2000 + int(match[1]))
    for match in _YEAR.finditer(text):
        year = 2000 + int(match[1] or match[2])
        if EARLIEST <= year <= LATEST:
            yield match, (year - 1, year)


def _start_of_pair(match: re.Match[str], text: str) -> int | None:
    """Give the first year of 24/25, 2024-25 or 2024/5; None for ages, counts and dates."""
    has_century, first, _, second = match.groups()
    start = 2000 + int(first)
    follows = str(start + 1).endswith(second) and (len(second) == 2 or has_century)
    if not follows or not EARLIEST <= start <= LATEST:
        return None
    if has_century:
        return start
    before, after = text[: match.start()], text[match.end() :]
    words = _compiled()
    if words.no_year_before.search(before) or words.no_year_after.match(after):
        return None
    is_small = start < SMALL and "/" not in match.group()
    return None if is_small and not words.year_before_small.search(before) else start


def _relative(text: str, today: date) -> Found:
    """Find years counted from today: last year, next sept, this autumn."""
    words = _compiled()
    this_year = _start_of(today.year, today.month)
    for pattern, years in words.relative:
        for match in pattern.finditer(text):
            yield match, (this_year + years,)
    for pattern, season in words.seasons:
        for match in pattern.finditer(text):
            yield match, (_COUNTED[match[1].lower()](season, today),)
    for match in words.to_come.finditer(text):
        yield match, (this_year + 1,)


def _this(season: Season, today: date) -> int:
    """Of the running academic year, but before September "this autumn" is the one to come."""
    is_running = season.last < season.first and today.month <= season.last
    if season.first >= FIRST_MONTH and not is_running:
        return today.year
    return _start_of(today.year, today.month)


def _next(season: Season, today: date) -> int:
    year = today.year if season.first > today.month else today.year + 1
    return _start_of(year, season.first)


def _last(season: Season, today: date) -> int:
    is_over = season.first <= season.last < today.month
    return _start_of(today.year if is_over else today.year - 1, season.first)


_COUNTED: dict[str, Callable[[Season, date], int]] = {
    "this": _this,
    "next": _next,
    "nxt": _next,
    "last": _last,
}


def _start_of(year: int, month: int) -> int:
    return year if month >= FIRST_MONTH else year - 1


def _named(start: int) -> str:
    return f"{start}/{(start + 1) % 100:02}"


@dataclass(frozen=True)
class _Compiled:
    """The patterns of `years.yaml`."""

    no_year_before: re.Pattern[str]
    no_year_after: re.Pattern[str]
    year_before_small: re.Pattern[str]
    relative: tuple[tuple[re.Pattern[str], int], ...]
    seasons: tuple[tuple[re.Pattern[str], Season], ...]
    """After this, next or last."""
    dated_seasons: tuple[tuple[re.Pattern[str], Season], ...]
    """Before a year in figures."""
    to_come: re.Pattern[str]


@lru_cache
def _compiled() -> _Compiled:
    path = Path(__file__).parent / "years.yaml"
    words = YearWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    return _Compiled(
        no_year_before=_pattern(words.no_year_before),
        no_year_after=_pattern(words.no_year_after),
        year_before_small=_pattern(words.year_before_small),
        relative=tuple((_pattern(rf"\b(?:{one.words})\b"), one.years) for one in words.relative),
        seasons=tuple(
            (_pattern(rf"\b(this|next|nxt|last) (?:{one.words})\b"), one) for one in words.seasons
        ),
        dated_seasons=tuple(
            (_pattern(rf"\b(?:{one.words})(?: of)?,? {_figures(one)}(?![\w/–-])"), one)
            for one in words.seasons
        ),
        to_come=_pattern(rf"\b{words.to_come} {words.begins_a_year}\b(?! ?['’\d])"),
    )


def _figures(season: Season) -> str:
    """Give the pattern of the year after a season; without a mark 24 might be the day."""
    return rf"(?:20|['’]){'?' if season.may_be_short else ''}([123]\d)"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)
