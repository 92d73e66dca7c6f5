"""Whether confidence means what it says, over a question set and the bundled corpus.

    python -m evals.studies.calibration QUESTIONS.jsonl [--output DIR]

Writes calibration.md, reliability.svg and risk-coverage.svg. The measures are in
`evals/calibration.py`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.opening import open_assistant
from corpus.loading import BUNDLED_CORPUS
from evals.asking import ask
from evals.calibration import COVERAGES, brier, calibration_error, reliability, risks, scored
from evals.casebook import load_cases
from evals.judging import Judgement, judge
from evals.studies.charts import line_chart

RESULTS = Path(__file__).parent / "results"


def report(judgements: Sequence[Judgement]) -> str:
    """Give the figures as Markdown."""
    everything, answered = scored(judgements), scored(judgements, answered_only=True)
    lines = [
        f"# Does confidence mean what it says? {len(everything)} questions",
        "",
        f"Calibration error {calibration_error(everything):.3f}, Brier score"
        f" {brier(everything):.3f}; of the {len(answered)} answers alone"
        f" {calibration_error(answered):.3f} and {brier(answered):.3f}.",
        "",
        "| mean confidence | share right | questions |",
        "|---|---|---|",
        *(
            f"| {sure:.2f} | {right:.0%} | {size} |"
            for sure, right, size in reliability(everything)
        ),
        "",
        "| coverage of the answers | wrong among them |",
        "|---|---|",
        *(f"| {c:.0%} | {r:.1%} |" for c, r in zip(COVERAGES, risks(answered), strict=True)),
        "",
    ]
    return "\n".join(lines)


def main(
    questions: Annotated[Path, typer.Argument(help="Cases, one JSON object a line.")],
    output: Annotated[Path, typer.Option(help="Folder for the report and plots.")] = RESULTS,
) -> None:
    """Run the study over the bundled corpus."""
    cases = load_cases(questions)
    assistant = open_assistant(BUNDLED_CORPUS).assistant
    judgements = [judge(case, ask(assistant, case).result.answer) for case in cases]
    bins = reliability(scored(judgements))
    output.mkdir(parents=True, exist_ok=True)
    (output / "calibration.md").write_text(report(judgements), encoding="utf-8")
    means = [sure for sure, _, _ in bins]
    chart = line_chart(
        "Share right, by confidence",
        "mean confidence",
        [round(mean, 2) for mean in means],
        {"right": [right for _, right, _ in bins], "ideal": means},
    )
    (output / "reliability.svg").write_text(chart, encoding="utf-8")
    chart = line_chart(
        "Wrong among the most confident answers",
        "coverage",
        COVERAGES,
        {"wrong": risks(scored(judgements, answered_only=True))},
    )
    (output / "risk-coverage.svg").write_text(chart, encoding="utf-8")
    typer.echo(report(judgements))


if __name__ == "__main__":
    typer.run(main)
