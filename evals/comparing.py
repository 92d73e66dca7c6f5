"""Compares a run with a saved baseline, case by case, and tells what was lost first.

Only cases whose golds are the same in both are compared. Where an answer was lost because the
section that it cited is no longer in the corpus, the label is stale: whether the assistant got
worse cannot be told from it until staff have looked at the case.
"""

from collections.abc import Sequence
from statistics import fmean
from typing import Literal

from corpus.types import Record
from evals.casebook import label_of
from evals.intervals import detectable, holm, mcnemar, paired_interval
from evals.judging import Case
from evals.runs import Run
from evals.scoring import MEASURE, MEASURES, Measure
from evals.summarising import SMALLEST_SLICE, slices_with
from evals.types import Result

SIGNIFICANT = 0.05

Trend = Literal["better", "worse", "no difference shown"]


class Change(Record):
    """One case that was good and is not, or the other way round, with both answers."""

    case: Case
    before: Result
    after: Result
    explanation: str
    """What is wrong with the answer that is not good."""
    cause: str = ""
    """What in the corpus has changed under it, if anything has."""


class Difference(Record):
    """How one measure differs over the cases that it applies to in both runs."""

    measure: str
    before: float
    after: float
    low: float
    high: float
    """The 95 % interval of after minus before."""
    lost: int
    won: int
    """Cases that got worse, and better, in the measure's own direction."""
    p: float
    """Exact McNemar of lost against won; but for the headline's, adjusted for their number."""
    cases: int

    @property
    def trend(self) -> Trend:
        """Whether more cases got worse, or better, than chance would let."""
        if self.p >= SIGNIFICANT or MEASURE[self.measure].is_better == "neither":
            return "no difference shown"
        return "better" if self.won > self.lost else "worse"


class SliceDifference(Record):
    """How the share of good answers differs in a slice; `p` is adjusted for their number."""

    kind: str
    name: str
    lost: int
    won: int
    cases: int
    p: float


class Comparison(Record):
    """All that two runs differ in."""

    baseline: str
    candidate: str
    headline: Difference
    differences: tuple[Difference, ...]
    slices: tuple[SliceDifference, ...]
    smallest_detectable: float
    regressions: tuple[Change, ...]
    stale: tuple[Change, ...]
    """Lost, but the cited section is gone: the labels are stale."""
    improvements: tuple[Change, ...]
    changed_labels: tuple[str, ...]
    """Cases whose question or gold is another than in the baseline; they are not compared."""
    removed: tuple[str, ...]
    added: tuple[str, ...]
    unscored: tuple[str, ...]
    """Cases of either run without a result."""
    changed_settings: tuple[str, ...]
    """What the runs were made with that differs."""


def compare(baseline: Run, candidate: Run) -> Comparison | None:
    """Compare two runs; None where they have no case in common."""
    shared = [
        case
        for case in candidate.cases
        if case.id in baseline.result_of
        and case.id in candidate.result_of
        and label_of(case) == label_of(baseline.case_of[case.id])
    ]
    headline = _difference(MEASURES[0], shared, baseline, candidate)
    if headline is None:
        return None
    others = (_difference(one, shared, baseline, candidate) for one in MEASURES[1:])
    differences = (headline, *_adjusted([one for one in others if one]))
    lost = [one for case in shared if (one := _lost(case, baseline, candidate))]
    stale = tuple(one for one in lost if _gone(one, candidate))
    both = [case for case in candidate.cases if case.id in baseline.case_of]
    return Comparison(
        baseline=baseline.name,
        candidate=candidate.name,
        headline=headline,
        differences=differences,
        slices=_slices(shared, baseline, candidate),
        smallest_detectable=detectable(headline.lost + headline.won, headline.cases),
        regressions=tuple(one for one in lost if one not in stale),
        stale=stale,
        improvements=tuple(one for case in shared if (one := _lost(case, candidate, baseline))),
        changed_labels=tuple(
            case.id for case in both if label_of(case) != label_of(baseline.case_of[case.id])
        ),
        removed=tuple(case.id for case in baseline.cases if case.id not in candidate.case_of),
        added=tuple(case.id for case in candidate.cases if case.id not in baseline.case_of),
        unscored=tuple(
            case.id
            for run in (baseline, candidate)
            for case in run.cases
            if case.id not in run.result_of
        ),
        changed_settings=_changed_settings(baseline, candidate),
    )


def source_of(case: Case) -> str:
    """Name what a case hangs on: cases about one source stand and fall together."""
    return case.cites[0] if case.cites else case.fact_source or case.id


def _difference(
    measure: Measure, cases: Sequence[Case], baseline: Run, candidate: Run
) -> Difference | None:
    rows = []
    for case in cases:
        before = measure.score(case, baseline.result_of[case.id])
        after = measure.score(case, candidate.result_of[case.id])
        if before and after:
            rows.append((case, before[0], after[0]))
    if not rows:
        return None
    changes = [after - before for _, before, after in rows]
    low, high = paired_interval(changes, [source_of(case) for case, _, _ in rows])
    sign = -1 if measure.is_better == "lower" else 1
    lost, won = (sum(sign * side * one > 0 for one in changes) for side in (-1, 1))
    return Difference(
        measure=measure.name,
        before=fmean(before for _, before, _ in rows),
        after=fmean(after for _, _, after in rows),
        low=low,
        high=high,
        lost=lost,
        won=won,
        p=mcnemar(lost, won),
        cases=len(rows),
    )


def _adjusted(differences: Sequence[Difference]) -> list[Difference]:
    """Adjust p for looking at so many measures, of which one in twenty would seem to differ."""
    adjusted = holm({one.measure: one.p for one in differences})
    return [one.model_copy(update={"p": adjusted[one.measure]}) for one in differences]


def _lost(case: Case, before: Run, after: Run) -> Change | None:
    """Give the change of a case that was good before and is not after."""
    good = MEASURES[0].score
    was, now = (good(case, run.result_of[case.id]) for run in (before, after))
    if not (was and now and was[0] and not now[0]):
        return None
    change = Change(
        case=case,
        before=before.result_of[case.id],
        after=after.result_of[case.id],
        explanation=now[1],
    )
    return change.model_copy(update={"cause": _cause(change, before, after)})


def _cause(change: Change, before: Run, after: Run) -> str:
    """Tell what became of the sections that the good answer cites."""
    for section in change.before.cited:
        if section not in after.sections:
            return f"The section “{section}” is no longer in the corpus: the label is stale."
        if before.sections[section].digest != after.sections[section].digest:
            return f"The section “{section}” has another text now."
    return ""


def _gone(change: Change, candidate: Run) -> bool:
    """Tell whether a section that the good answer cited is no longer there."""
    return any(section not in candidate.sections for section in change.before.cited)


def _slices(cases: Sequence[Case], baseline: Run, candidate: Run) -> tuple[SliceDifference, ...]:
    members: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        for key in slices_with(case):
            members.setdefault(key, []).append(case)
    made = {}
    for key, some in members.items():
        if len(some) < SMALLEST_SLICE:
            continue
        if difference := _difference(MEASURES[0], some, baseline, candidate):
            made[key] = difference
    adjusted = holm({f"{kind}\n{name}": one.p for (kind, name), one in made.items()})
    slices = [
        SliceDifference(
            kind=kind,
            name=name,
            lost=one.lost,
            won=one.won,
            cases=one.cases,
            p=adjusted[f"{kind}\n{name}"],
        )
        for (kind, name), one in made.items()
        if one.lost or one.won
    ]
    return tuple(sorted(slices, key=lambda one: (one.won - one.lost, one.kind, one.name)))


def _changed_settings(baseline: Run, candidate: Run) -> tuple[str, ...]:
    before, after = (run.description.model_dump(mode="json") for run in (baseline, candidate))
    return tuple(
        f"{name}: {before[name]} → {after[name]}" for name in before if before[name] != after[name]
    )
