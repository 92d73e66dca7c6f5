import dataclasses
from collections.abc import Callable

import pytest

from evals.comparing import Comparison, Difference, compare
from evals.judging import Case
from evals.markdown import comparison_markdown, headline
from evals.runs import Run
from evals.types import Result

Runs = Callable[..., Run]


def compared(before: Run, after: Run) -> Comparison:
    comparison = compare(before, after)
    assert comparison
    return comparison


def saying(text: str, *ids: str) -> Callable[[Result], Result]:
    """Let the cases of these ids, or all, be answered by a text of no source."""

    def change(result: Result) -> Result:
        answer = result.answer.model_copy(update={"text": text, "status": "answered"})
        return result.model_copy(update={"answer": answer}) if result.case_id in ids else result

    return change


@pytest.fixture
def many(cases: list[Case]) -> list[Case]:
    """Twelve cases about three questions, four to a question."""
    return [
        case.model_copy(update={"id": f"{case.id}-{number}", "tags": ("cost",)})
        for case in cases[:3]
        for number in range(4)
    ]


def test_equal_runs_show_no_difference(run_of: Runs, cases: list[Case]) -> None:
    comparison = compared(run_of("a", cases), run_of("b", cases))
    assert all(one.trend == "no difference shown" for one in comparison.differences)
    assert (comparison.regressions, comparison.changed_settings) == ((), ())
    assert headline(comparison).startswith("No difference is shown: +0.0 points")


def test_more_lost_than_chance_is_worse_and_the_other_way_better(
    run_of: Runs, many: list[Case]
) -> None:
    ids = [case.id for case in many]
    good, bad = run_of("good", many), run_of("bad", many, saying("Nobody knows.", *ids))
    assert compared(good, bad).headline.trend == "worse"
    assert compared(bad, good).headline.trend == "better"
    trends = {one.measure: one.trend for one in compared(good, bad).differences}
    assert trends["wrong"] == "worse"
    assert compared(good, bad).headline.p == pytest.approx(2 / 2**12)


def test_one_lost_case_is_named_but_may_be_chance(run_of: Runs, many: list[Case]) -> None:
    comparison = compared(run_of("a", many), run_of("b", many, saying("Two.", "days-0")))
    assert comparison.headline.trend == "no difference shown"
    (lost,) = comparison.regressions
    assert (lost.case.id, lost.after.answer.text) == ("days-0", "Two.")
    assert lost.before.answer.text.startswith("Each member of the abacus club spends six days")
    assert "- **days-0** (critical)" in "\n".join(comparison_markdown(comparison))


def test_slices_are_adjusted_for_their_number(run_of: Runs, many: list[Case]) -> None:
    """Six lost of six alone is p = 0.03; among several slices it is no news."""
    ids = [case.id for case in many][:6]
    comparison = compared(run_of("a", many), run_of("b", many, saying("Two.", *ids)))
    assert comparison.headline.p < 0.05
    (cost,) = (one for one in comparison.slices if one.name == "cost")
    assert (cost.lost, cost.won, cost.cases) == (6, 0, 12)
    assert cost.p > comparison.headline.p


def test_added_removed_and_unscored_cases_are_named(run_of: Runs, cases: list[Case]) -> None:
    before, after = run_of("a", cases[:3]), run_of("b", cases[1:])
    after = dataclasses.replace(after, results=after.results[1:])
    comparison = compared(before, after)
    assert (comparison.added, comparison.removed) == (("given", "lunch"), ("days",))
    assert comparison.unscored == ("pays",)
    assert comparison.headline.cases == 1


def test_nothing_in_common_cannot_be_compared(run_of: Runs, cases: list[Case]) -> None:
    assert compare(run_of("a", cases[:2]), run_of("b", cases[2:])) is None


def test_measure_of_neither_direction_is_never_worse() -> None:
    words = Difference(
        measure="words", before=50, after=60, low=5, high=15, lost=0, won=30, p=1e-6, cases=30
    )
    assert words.trend == "no difference shown"
