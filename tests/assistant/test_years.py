"""Academic years are found however teachers write them, and nowhere else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.years import EARLIEST, LATEST, academic_year_of, years_in

TODAY = date(2026, 11, 22)

starts = st.integers(EARLIEST, LATEST)
days = st.dates(date(EARLIEST + 6, 1, 1), date(LATEST, 12, 31))


def found(text: str, today: date = TODAY) -> list[tuple[str, ...]]:
    return [span.years for span in years_in(text, today)]


def named(start: int) -> str:
    return f"{start}/{str(start + 1)[2:]}"


@given(starts, st.sampled_from(["/", "-", "–", " / "]))
def test_pair_of_whole_years_is_an_academic_year(start: int, mark: str) -> None:
    assert found(f"the {start}{mark}{start + 1} programme") == [(named(start),)]
    assert found(f"the {start}{mark}{str(start + 1)[2:]} programme") == [(named(start),)]


@given(starts)
def test_pair_of_short_years_is_an_academic_year(start: int) -> None:
    assert found(f"in {str(start)[2:]}/{str(start + 1)[2:]}?") == [(named(start),)]


@given(starts)
def test_bare_year_leaves_open_which_half_is_meant(start: int) -> None:
    assert found(f"in {start}") == [(named(start - 1), named(start))]


@given(starts, st.integers(EARLIEST, LATEST))
def test_years_that_do_not_follow_each_other_are_no_academic_year(one: int, other: int) -> None:
    if other != one + 1:
        assert found(f"{str(one)[2:]}/{str(other)[2:]}") == []


@given(st.integers(1, 13), st.sampled_from(["-", "–", "/"]))
def test_year_groups_and_small_counts_are_no_years(first: int, mark: str) -> None:
    for text in (f"Y{first}{mark}{first + 1}", f"{first}{mark}{first + 1} people"):
        assert found(text) == []


@given(days)
def test_this_year_is_the_year_of_today(today: date) -> None:
    assert found("this year", today) == [(academic_year_of(today),)]


@given(days)
def test_last_and_next_year_stand_beside_this_one(today: date) -> None:
    start = int(academic_year_of(today)[:4])
    expected = [(named(start - 1),), (named(start + 1),)]
    assert found("last year or next year", today) == expected


@given(days)
def test_next_september_begins_a_year_that_is_not_yet_running(today: date) -> None:
    [(year,)] = found("next september", today)
    assert int(year[:4]) == int(academic_year_of(today)[:4]) + 1


@given(days, st.text(alphabet="0123456789/-–' abdeinorsty", max_size=30))
def test_words_of_a_year_stand_in_the_text(today: date, text: str) -> None:
    for span in years_in(text, today):
        assert span.words in text
        assert 1 <= len(span.years) <= 2


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 8, 31), "2025/26"),
        (date(2026, 9, 1), "2026/27"),
        (date(2000, 1, 1), "1999/00"),
    ],
)
def test_academic_year_begins_in_september(day: date, expected: str) -> None:
    assert academic_year_of(day) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this autumn", "2026/27"),
        ("next autumn", "2027/28"),
        ("last autumn", "2025/26"),
        ("last summer", "2025/26"),
        ("next spring", "2026/27"),
        ("last september", "2026/27"),
        ("from september", "2027/28"),
        ("come Sept", "2027/28"),
        ("two years ago", "2024/25"),
        ("the year before last", "2024/25"),
        ("nxt yr", "2027/28"),
        ("summer 2025", "2024/25"),
        ("sept 24", "2024/25"),
        ("autumn '23", "2023/24"),
        ("in 2024/5", "2024/25"),
        ("in 18-19", "2018/19"),
    ],
)
def test_words_for_a_year_count_from_today(text: str, expected: str) -> None:
    assert found(text) == [(expected,)]


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (date(2027, 3, 1), "this september", "2027/28"),
        (date(2027, 3, 1), "next september", "2027/28"),
        (date(2027, 3, 1), "last september", "2026/27"),
        (date(2027, 1, 10), "this winter", "2026/27"),
        (date(2027, 10, 5), "last spring", "2026/27"),
    ],
)
def test_season_depends_on_the_day(day: date, text: str, expected: str) -> None:
    assert found(text, day) == [(expected,)]


@pytest.mark.parametrize("text", ["academic year 26", "school yr 2026"])
def test_single_academic_year_may_be_either(text: str) -> None:
    assert found(text) == [("2025/26", "2026/27")]


@pytest.mark.parametrize(
    "text",
    [
        "ages 10-11",
        "an 11-16 school",
        "16-19 and 18-19 year olds",
        "ages 24/25",
        "5-6 people",
        "23-24 pupils",
        "12/13/2020",
        "14/03/2025",
        "24/25 November",
        "NCP24-06",
        "£24,250",
        "12024/25",
        "a class of 17-18",
        "24-26",
        "we may march on",
        "march 24",
        "year 5-8",
    ],
)
def test_what_only_looks_like_a_year_is_none(text: str) -> None:
    assert found(text) == []
