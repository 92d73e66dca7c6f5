"""Sums up a run: each measure over the cases that it applies to, in all and slice by slice."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median

from assistant.types import Answer
from corpus.types import Record
from evals.calibration import area_under_risk, brier, calibration_error, scored
from evals.intervals import interval_of
from evals.judging import Case, Judgement, judge
from evals.runs import Run
from evals.scoring import MEASURE, MEASURES, Measure
from evals.types import Result, Timings

SMALLEST_SLICE = 5
"""Figures of fewer cases say more about the cases than about the assistant."""


class Figure(Record):
    """What a measure comes to, with its 95 % interval and the number of cases that it is of."""

    measure: str
    value: float
    low: float
    high: float
    cases: int


class Slice(Record):
    """The share of good answers among some cases."""

    kind: str
    """What the cases have in common, as "programme"."""
    name: str
    figure: Figure


def figures_of(run: Run) -> dict[str, Figure]:
    """Give the figures of all measures that apply to any case, by name."""
    pairs = judged(run)
    made = (figure_of(measure, pairs) for measure in MEASURES)
    return {figure.measure: figure for figure in made if figure}


def figure_of(measure: Measure, pairs: Iterable[tuple[Case, Result]]) -> Figure | None:
    """Give one measure's figure; None where it applies to no case."""
    values = [value[0] for case, result in pairs if (value := measure.score(case, result))]
    if not values:
        return None
    middle: Callable[[Sequence[float]], float] = median if measure.unit == "words" else fmean
    low, high = interval_of(values, middle)
    return Figure(measure=measure.name, value=middle(values), low=low, high=high, cases=len(values))


def judged(run: Run) -> list[tuple[Case, Result]]:
    """Give the cases that have a result, with it."""
    return [(case, run.result_of[case.id]) for case in run.cases if case.id in run.result_of]


def answers_of(run: Run) -> list[tuple[Case, Answer]]:
    """Give the cases that have a result, with the answer alone."""
    return [(case, result.answer) for case, result in judged(run)]


def slices_of(run: Run) -> list[Slice]:
    """Give the share of good answers in every slice that is not too small, the worst first."""
    pairs = judged(run)
    members: dict[tuple[str, str], list[tuple[Case, Result]]] = {}
    for case, result in pairs:
        for key in slices_with(case):
            members.setdefault(key, []).append((case, result))
    made = [
        Slice(kind=kind, name=name, figure=figure)
        for (kind, name), some in members.items()
        if len(some) >= SMALLEST_SLICE and (figure := figure_of(MEASURES[0], some))
    ]
    return sorted(made, key=lambda one: (one.figure.value, one.kind, one.name))


def slices_with(case: Case) -> list[tuple[str, str]]:
    """Name the slices that a case belongs to, as ("programme", "primary-development")."""
    named = {
        "type": (case.type,),
        "severity": (case.severity,),
        "programme": (case.programme,),
        "audience": (case.audience,),
        "tag": case.tags,
    }
    return [(kind, name) for kind, names in named.items() for name in dict.fromkeys(names) if name]


def percentile_ms(timings: Timings, share: float) -> int | None:
    """Give the time that this share of the questions took at most; None where none was timed."""
    times = sorted(timings.elapsed_ms.values())
    return times[min(len(times) - 1, int(share * len(times)))] if times else None


def shown(figure: Figure, unit: str) -> str:
    """Write a figure as people read it: "84.2 % (79.0–88.3)" or "52 (49–57)"."""
    if unit == "words":
        return f"{figure.value:g} ({figure.low:g}–{figure.high:g})"
    return f"{100 * figure.value:.1f} % ({100 * figure.low:.1f}–{100 * figure.high:.1f})"


def figures_shown(run: Run) -> list[str]:
    """Give a line a figure, then the outcomes of each type of question, for the terminal."""
    lines = [f"{len(run.results)} of {len(run.cases)} cases"]
    lines += [
        f"{MEASURE[name].label:36} {shown(figure, MEASURE[name].unit):24} of {figure.cases}"
        for name, figure in figures_of(run).items()
    ]
    times = [percentile_ms(run.timings, share) for share in (0.5, 0.95)]
    lines.append(f"{'Milliseconds (median, 95 %)':36} {times[0]}, {times[1]}")
    if confidences := scored([judge(*pair) for pair in answers_of(run)], answered_only=True):
        found = (f(confidences) for f in (calibration_error, brier, area_under_risk))
        told = ", ".join(f"{one:.3f}" for one in found)
        lines.append(f"{'Calibration error, Brier, AURC':36} {told}")
    types: dict[str, Counter[str]] = {}
    for case, answer in answers_of(run):
        types.setdefault(case.type, Counter())[judge(case, answer).outcome] += 1
    return [*lines, *(f"{kind:15} {dict(counts)}" for kind, counts in types.items())]


def cases_shown(run: Run, outcome: str) -> list[str]:
    """Give the cases of an outcome, or `all`, with question, answer and sources."""
    judgements = [judge(case, answer) for case, answer in answers_of(run)]
    return [_shown(one) for one in judgements if outcome in {one.outcome, "all"}]


def _shown(one: Judgement) -> str:
    cited = ", ".join(f"{c.document_id} › {c.heading}" for c in one.answer.citations)
    return (
        f"{one.case.id} {one.outcome} ({one.explanation}) {one.answer.confidence:.2f}"
        f"\n  Q {' / '.join([*(t['question'] for t in one.case.history), one.case.question])}"
        f"\n  A {one.answer.status}: {one.answer.text}\n  [{cited}]"
    )
