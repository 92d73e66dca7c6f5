"""The gate, the figures and the comparison as Markdown, for a comment on a change."""

from collections.abc import Sequence

from evals.comparing import Change, Comparison
from evals.gating import Check
from evals.runs import Run
from evals.scoring import MEASURE
from evals.summarising import figures_of, shown

ESCAPED_BAR = r"\|"
CHANGES = 20
"""Of cases named in Markdown; the HTML report has all, with both answers."""


def gate_markdown(checks: Sequence[Check], run: Run, comparison: Comparison | None) -> str:
    """Give verdict, checks, figures and what was lost, for a comment on a change."""
    failed = sum(not check.passed for check in checks)
    verdict = f"failed: {failed} of {len(checks)} checks" if failed else "passed"
    lines = [f"# Evals {verdict}", "", "| | check | found | threshold | |", "|---|---|---|---|---|"]
    lines += [
        _row("pass" if one.passed else "**FAIL**", one.name, one.found, one.threshold, _why(one))
        for one in sorted(checks, key=lambda one: one.passed)
    ]
    lines += ["", *figures_markdown(run)]
    if comparison:
        lines += ["", *comparison_markdown(comparison)]
    return "\n".join([*lines, ""])


def figures_markdown(run: Run) -> list[str]:
    """Give the figures with their intervals."""
    rows = [
        f"| {MEASURE[name].label} | {shown(figure, MEASURE[name].unit)} | {figure.cases} |"
        for name, figure in figures_of(run).items()
    ]
    return ["| measure | figure (95 % interval) | cases |", "|---|---|---|", *rows]


def comparison_markdown(comparison: Comparison) -> list[str]:
    """Give the headline against the baseline, then what was lost."""
    lines = [f"## {headline(comparison)}", ""]
    for title, changes in (
        ("Lost", comparison.regressions),
        ("Stale labels: the cited section is gone", comparison.stale),
        ("Won", comparison.improvements),
    ):
        if changes:
            lines += [f"### {title}: {len(changes)}", "", *map(_change, changes[:CHANGES]), ""]
    for title, ids in (
        ("Labels changed", comparison.changed_labels),
        ("Removed", comparison.removed),
        ("Added", comparison.added),
    ):
        if ids:
            lines += [f"{title}: {', '.join(ids[:CHANGES])} ({len(ids)})", ""]
    return lines


def headline(comparison: Comparison) -> str:
    """Say in a sentence whether answers got better or worse, and what could not be seen."""
    one = comparison.headline
    change = 100 * (one.after - one.before)
    limits = f"{100 * one.low:+.1f} to {100 * one.high:+.1f}"
    said = {
        "better": "Answers got better",
        "worse": "Answers got worse",
        "no difference shown": "No difference is shown",
    }[one.trend]
    return (
        f"{said}: {change:+.1f} points ({limits}) over {one.cases} cases, {one.won} won and"
        f" {one.lost} lost (p = {one.p:.3f}); a true difference below"
        f" {100 * comparison.smallest_detectable:.1f} points would probably not be seen."
    )


def _change(change: Change) -> str:
    why = change.cause or change.explanation
    return f"- **{change.case.id}** ({change.case.severity}) {change.case.question} — {why}"


def _why(check: Check) -> str:
    return "" if check.passed else check.because


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', ESCAPED_BAR) for cell in cells)} |"
