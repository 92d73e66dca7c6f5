from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Answer
from evals.judging import Case, fault_of, has, judge, plain

Cases = Callable[..., Case]
Answers = Callable[..., Answer]

NOT_THERE = ("don't say", "do not say")
DATED = {"kind": "dated", "text": "Old."}


def eligibility(verdict: str) -> dict[str, object]:
    return {"programme_id": "x", "programme": "X", "verdict": verdict, "checks": []}


@pytest.mark.parametrize(
    ("text", "string"),
    [
        ("it takes 5 days", "5 days"),
        ("places are prioritised", "priorit"),
        ("£2,000 a year", "2,000"),
        ("(six days)", "six"),
        ("a half-day", "day"),
        ("an under_5 group", "5"),
        ("six", "six"),
        ("twenty-five or 5", "5"),
    ],
)
def test_string_at_the_start_of_a_word_is_found(text: str, string: str) -> None:
    assert has(text, string)


@pytest.mark.parametrize(
    ("text", "string"),
    [
        ("it takes 25 days", "5 days"),
        ("reprioritised", "priorit"),
        ("midday", "day"),
        ("12,000", "2,000"),
        ("éday", "day"),
        ("x2day", "day"),
        ("six days", "seven"),
    ],
)
def test_string_within_a_word_is_not_found(text: str, string: str) -> None:
    """25 ends with 5, but is not 5."""
    assert not has(text, string)


def test_marks_of_patterns_are_only_marks() -> None:
    assert has("is it (really) free? 50% off", "(really) free? 50%")
    assert not has("aab", "a+b")


@pytest.mark.parametrize("apostrophe", "'’‘ʼ")
def test_apostrophes_are_alike(case_of: Cases, answer_of: Answers, apostrophe: str) -> None:
    answer = answer_of("The sources don't say.".replace("'", apostrophe))
    assert fault_of(case_of(NOT_THERE), answer) is None
    assert fault_of(case_of((f"don{apostrophe}t",)), answer) is None


@pytest.mark.parametrize("dash", "-–—‑‐−")
def test_dashes_are_alike(case_of: Cases, answer_of: Answers, dash: str) -> None:
    answer = answer_of(f"Years 5{dash}8")
    assert fault_of(case_of(("years 5–8",)), answer) is None
    assert fault_of(case_of((f"5{dash}8",)), answer) is None


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1))
def test_every_text_has_itself(text: str) -> None:
    assert has(plain(text), text)


def test_case_does_not_matter(case_of: Cases, answer_of: Answers) -> None:
    case = case_of(("SIX Days",), must_not_include=["Seven"])
    assert fault_of(case, answer_of("six DAYS")) is None
    assert fault_of(case, answer_of("six days or SEVEN")) == "says 'Seven'"


def test_every_group_needs_one_hit(case_of: Cases, answer_of: Answers) -> None:
    case = case_of(("six", "6"), ("cover",))
    assert fault_of(case, answer_of("6 days, with cover")) is None
    assert fault_of(case, answer_of("6 days")) == "says none of cover"
    assert fault_of(case, answer_of("Cover")) == "says none of six, 6"


def test_right_answer_with_a_forbidden_string_is_wrong(case_of: Cases, answer_of: Answers) -> None:
    case = case_of(("six",), must_not_include=["free"])
    assert judge(case, answer_of("Six days, carefree.")).outcome == "right"
    assert judge(case, answer_of("Six days, free.")).outcome == "wrong"


@pytest.mark.parametrize(("words", "outcome"), [(200, "right"), (201, "wrong")])
def test_longer_answer_is_wrong(
    case_of: Cases, answer_of: Answers, words: int, outcome: str
) -> None:
    assert judge(case_of(("six",)), answer_of("six " * words)).outcome == outcome


def test_no_answer_is_abstained_not_wrong(case_of: Cases, answer_of: Answers) -> None:
    answer = answer_of("The sources don't say.", "unanswerable_no_source")
    judgement = judge(case_of(("six",)), answer)
    assert (judgement.outcome, judgement.explanation) == ("abstained", "says none of six")


def test_partial_answer_counts_as_answered(case_of: Cases, answer_of: Answers) -> None:
    assert judge(case_of(("six",)), answer_of("Five", "answered_partly")).outcome == "wrong"
    assert judge(case_of(("six",)), answer_of("Six", "answered_partly")).outcome == "right"


@pytest.mark.parametrize(
    ("text", "status", "outcome"),
    [
        ("The sources don't say.", "unanswerable_no_source", "rightly_abstained"),
        ("The sources do not say that.", "unanswerable_gap", "rightly_abstained"),
        ("That costs £50.", "answered", "wrongly_answered"),
        ("The sources don't say, but it costs £50.", "answered", "wrongly_answered"),
        ("The sources don't say; it is free.", "unanswerable_gap", "wrongly_answered"),
        ("Hello!", "greeting", "wrongly_answered"),
    ],
)
def test_unanswerable_is_right_when_it_is_said(
    case_of: Cases, answer_of: Answers, text: str, status: str, outcome: str
) -> None:
    """A made-up detail is wrong even beside the right words."""
    case = case_of(NOT_THERE, answerable=False, must_not_include=["free"])
    assert judge(case, answer_of(text, status)).outcome == outcome


def test_right_fact_with_the_opposite_verdict_is_wrong(case_of: Cases, answer_of: Answers) -> None:
    case = case_of(("six",), verdict="eligible")
    right, wrong = eligibility("eligible"), eligibility("not_eligible")
    assert judge(case, answer_of("Six", eligibility=right)).outcome == "right"
    assert judge(case, answer_of("Six", eligibility=wrong)).outcome == "wrong"
    assert judge(case, answer_of("Six")).outcome == "right"


@pytest.mark.parametrize(
    ("expected", "notices", "has_it"),
    [
        (None, [DATED], None),
        ("dated", [DATED], True),
        ("dated", [], False),
        ("conflict", [DATED], False),
    ],
)
def test_warning_is_judged_apart(
    case_of: Cases, answer_of: Answers, expected: str, notices: list[object], has_it: bool | None
) -> None:
    case = case_of(("six",), expects_warning=expected)
    judgement = judge(case, answer_of("Six", notices=notices))
    assert (judgement.outcome, judgement.has_expected_warning) == ("right", has_it)
