"""Sentences disagree only where they count the same thing, differently."""

import pytest

from assistant.values import differ_in, is_same_point, value_words, values_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It takes 12 months.", {"month": {"12"}}),
        ("six full days and two visits", {"day": {"6"}, "visit": {"2"}}),
        ("a grant of £2,000", {"£": {"2000"}}),
        ("groups meet half-termly", {"rhythm": {"half-termly"}}),
        ("groups meet once a term", {"rhythm": {"termly"}}),
        ("In 2024/25 North West One Maths Hub joined.", {}),
    ],
)
def test_what_is_counted_is_found(text: str, expected: dict[str, set[str]]) -> None:
    assert values_in(text) == expected


def test_other_number_of_the_same_thing_differs() -> None:
    assert differ_in("It takes 12 months.", "It takes fifteen months.") == {"month"}


@pytest.mark.parametrize("other", ["It takes twelve months.", "It takes 15 days.", "It is long."])
def test_same_number_or_another_thing_does_not_differ(other: str) -> None:
    assert differ_in("It takes 12 months.", other) == frozenset()


def test_same_point_may_be_told_by_others_at_other_times() -> None:
    one = "In 2023/24 Red Maths Hub said that the course takes six days."
    other = "Around 2021 Blue Maths Hub said that the course takes eight days."
    assert is_same_point(one, other)


@pytest.mark.parametrize(
    "other",
    [
        "Lunch at the course is eaten with eight teachers.",
        "The secondary course takes eight days.",
        "The first course takes eight days.",
    ],
    ids=["other point", "other phase", "other step"],
)
def test_other_matter_is_not_the_same_point(other: str) -> None:
    assert not is_same_point("The primary course takes six days.", other)


def test_words_of_a_value_are_given_to_the_letter() -> None:
    text = "It costs £1,500 and takes twelve  months or 12 months."
    assert value_words(text, {"£"}) == "£1,500"
    assert value_words(text, {"month"}) in text
    assert value_words(text, {"hub"}) == ""
