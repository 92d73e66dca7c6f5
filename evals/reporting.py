"""The report: one self-contained page, from `report.html.j2`. Escapes all that it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.calibration import (
    COVERAGES,
    area_under_risk,
    brier,
    calibration_error,
    reliability,
    risks,
    scored,
)
from evals.comparing import Change, Comparison, Difference
from evals.gating import Check
from evals.judging import Judgement, judge
from evals.markdown import headline
from evals.needs import Need, frequent_gaps, never_found, thin_sections
from evals.plots import interval_bar, reliability_plot, risk_plot
from evals.runs import Run
from evals.scoring import MEASURE, Measure
from evals.summarising import (
    Figure,
    Slice,
    answers_of,
    figures_of,
    percentile_ms,
    shown,
    slices_of,
)

TEMPLATE = "report.html.j2"
CARDS = ("good", "right", "wrong", "abstention", "verdict", "false_eligible", "notice", "proof")
WORST = 40
"""Cases shown in full; the first are those whose wrong answer costs most."""
_SEVERITIES = ("critical", "major", "minor")


@dataclass(frozen=True)
class Row:
    """One measure as the page shows it."""

    measure: Measure
    figure: Figure
    text: str
    bar: Markup
    difference: Difference | None


@dataclass(frozen=True)
class Calibration:
    """The plots of confidence, with their figures."""

    reliability: Markup
    risk: Markup
    bins: list[tuple[float, float, int]]
    curve: list[tuple[float, float]]
    error: float
    brier: float
    area: float
    count: int


def report_html(run: Run, checks: Sequence[Check], comparison: Comparison | None) -> str:
    """Give the page of a run, with its gate and, where there is one, its comparison."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rows = rows_of(run, comparison)
    return environment.get_template(TEMPLATE).render(
        run=run,
        checks=sorted(checks, key=lambda one: one.passed),
        failed=[one for one in checks if not one.passed],
        comparison=comparison,
        headline=headline(comparison) if comparison else None,
        rows=rows,
        cards=[row for row in rows if row.measure.name in CARDS],
        slices=slice_rows(slices_of(run)),
        calibration=calibration_of(run),
        worst=worst_of(run),
        needs=needs_of(run),
        median_ms=percentile_ms(run.timings, 0.5),
        slow_ms=percentile_ms(run.timings, 0.95),
        pairs=[("Lost", comparison.regressions), ("Won", comparison.improvements)]
        if comparison
        else [],
        sources=sources_of,
    )


def rows_of(run: Run, comparison: Comparison | None) -> list[Row]:
    """Give the measures that apply, in order, each with what it changed by."""
    changed = {one.measure: one for one in comparison.differences} if comparison else {}
    return [
        Row(
            measure=MEASURE[name],
            figure=figure,
            text=shown(figure, MEASURE[name].unit),
            bar=_bar(figure) if MEASURE[name].unit == "share" else Markup(""),
            difference=changed.get(name),
        )
        for name, figure in figures_of(run).items()
    ]


def slice_rows(slices: Sequence[Slice]) -> list[tuple[Slice, str, Markup]]:
    """Give the slices by kind, the worst of each kind first."""
    ordered = sorted(slices, key=lambda one: (one.kind, one.figure.value, one.name))
    return [(one, shown(one.figure, "share"), _bar(one.figure)) for one in ordered]


def calibration_of(run: Run) -> Calibration | None:
    """Draw confidence against rightness, of what was answered; None where nothing was."""
    results = scored([judge(case, answer) for case, answer in answers_of(run)], answered_only=True)
    if not results:
        return None
    bins, curve = reliability(results), risks(results)
    # S704: the plots escape the words that they show, which are ours.
    return Calibration(
        reliability=Markup(reliability_plot(bins)),  # noqa: S704
        risk=Markup(risk_plot(COVERAGES, curve)),  # noqa: S704
        bins=bins,
        curve=list(zip(COVERAGES, curve, strict=True)),
        error=calibration_error(results),
        brier=brier(results),
        area=area_under_risk(results),
        count=len(results),
    )


def worst_of(run: Run) -> list[Judgement]:
    """Give the answers that are not good: those that cost most first, then the surest."""
    judgements = [judge(case, answer) for case, answer in answers_of(run)]
    bad = [one for one in judgements if one.outcome not in {"right", "rightly_abstained"}]
    return sorted(
        bad,
        key=lambda one: (
            _SEVERITIES.index(one.case.severity),
            one.outcome == "abstained",
            -one.answer.confidence,
            one.case.id,
        ),
    )[:WORST]


def needs_of(run: Run) -> list[tuple[str, list[Need]]]:
    """Give what to write next, by kind."""
    return [
        ("Asked, and not told by any source", frequent_gaps(run)),
        ("Right documents that were not found", never_found(run)),
        ("Sections with few phrasings that should have answered", thin_sections(run)),
    ]


def sources_of(change: Change | Judgement) -> list[str]:
    """Give the sources of an answer, as "title › heading"."""
    answer = change.after.answer if isinstance(change, Change) else change.answer
    return [f"{one.title} › {one.heading}" for one in answer.citations]


def _bar(figure: Figure) -> Markup:
    return Markup(interval_bar(figure.value, figure.low, figure.high))  # noqa: S704
