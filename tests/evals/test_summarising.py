import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.batches import read_answers
from evals.errors import RunError
from evals.judging import Case
from evals.runs import Run
from evals.summarising import (
    cases_shown,
    figures_of,
    figures_shown,
    percentile_ms,
    slices_of,
    slices_with,
)
from evals.types import Result, Timings

Runs = Callable[..., Run]


def wrongly(*ids: str) -> Callable[[Result], Result]:
    def change(result: Result) -> Result:
        answer = result.answer.model_copy(update={"text": "Two.", "status": "answered"})
        return result.model_copy(update={"answer": answer}) if result.case_id in ids else result

    return change


def test_figure_is_of_the_cases_it_applies_to(run_of: Runs, cases: list[Case]) -> None:
    figures = figures_of(run_of("a", cases, wrongly("days", "lunch")))
    counts = {name: (one.value, one.cases) for name, one in figures.items()}
    assert counts["good"] == (0.6, 5)
    assert counts["right"] == (0.75, 4)
    assert counts["wrong"] == (0.25, 4)
    assert counts["abstention"] == (0, 1)
    assert "verdict" not in counts


def test_case_without_a_result_is_in_no_figure(run_of: Runs, cases: list[Case]) -> None:
    run = run_of("a", cases)
    assert figures_of(dataclasses.replace(run, results=run.results[:3]))["good"].cases == 3


def test_median_of_words_is_of_answers(run_of: Runs, cases: list[Case]) -> None:
    """One answer of one word among others of nine to twelve; lunch has none."""
    figure = figures_of(run_of("a", cases, wrongly("days")))["words"]
    assert (figure.cases, figure.low) == (4, 1)
    assert 9 <= figure.value <= 12


def test_slices_are_by_all_that_cases_share(cases: list[Case]) -> None:
    case = cases[0].model_copy(
        update={"programme": "club", "audience": "heads", "tags": ("cost", "typo", "cost")}
    )
    assert slices_with(case) == [
        ("type", "direct"),
        ("severity", "critical"),
        ("programme", "club"),
        ("audience", "heads"),
        ("tag", "cost"),
        ("tag", "typo"),
    ]


def test_small_slices_are_left_out_and_the_worst_come_first(
    run_of: Runs, cases: list[Case]
) -> None:
    tagged = [
        case.model_copy(update={"id": f"{case.id}{n}", "tags": ("club",) if n else ("rare",)})
        for case in cases[:2]
        for n in range(4)
    ]
    slices = slices_of(run_of("a", tagged, wrongly("days1", "days2")))
    names = [(one.name, one.figure.cases) for one in slices]
    assert names == [("club", 6), ("direct", 8)]


@pytest.mark.parametrize(("share", "expected"), [(0.5, 30), (0.95, 50), (0.0, 10)])
def test_percentile_is_a_time_that_was_measured(share: float, expected: int) -> None:
    times = {str(ms): ms for ms in (50, 10, 40, 30, 20)}
    timings = Timings(started="", seconds=0, workers=1, elapsed_ms=times)
    assert percentile_ms(timings, share) == expected
    assert percentile_ms(timings.model_copy(update={"elapsed_ms": {}}), share) is None


def test_terminal_shows_figures_outcomes_and_chosen_cases(run_of: Runs, cases: list[Case]) -> None:
    run = run_of("a", cases, wrongly("days"))
    lines = figures_shown(run)
    assert lines[0] == "5 of 5 cases"
    assert lines[-2:] == [
        "direct          {'wrong': 1, 'right': 3}",
        "unanswerable    {'rightly_abstained': 1}",
    ]
    assert any(line.startswith("Calibration error, Brier, AURC") for line in lines)
    (shown,) = cases_shown(run, "wrong")
    assert shown.startswith("days wrong (says none of six days)")
    assert len(cases_shown(run, "all")) == 5
    assert cases_shown(run, "") == []


@pytest.mark.parametrize("content", ["", '{"id": "1"}', '{"id": "1", "answer": {}}', "six", "[]"])
def test_file_without_answers_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "answers.jsonl"
    if content:
        path.write_text(content)
    with pytest.raises(RunError, match="mastery ask --batch"):
        read_answers(path)
