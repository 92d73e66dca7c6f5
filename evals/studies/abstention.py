"""What known gaps are worth for telling an unanswerable question from an answerable one.

    python -m evals.studies.abstention QUESTIONS.jsonl [--output DIR]

AUROC is the probability that an answerable question scores above an unanswerable one. Writes
abstention.md and gaps.svg.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from corpus.loading import BUNDLED_CORPUS, load_corpus
from corpus.types import Corpus
from evals.casebook import load_cases
from evals.judging import Case
from evals.studies.asking import Asked, ask_all
from evals.studies.charts import line_chart
from evals.studies.variants import snapshot_of, with_gaps
from index.encoding import Encoder, load_encoder
from index.locating import index_folder
from index.search import load_weights

GAP_COUNTS = (0, 50, 100, 200, 300, 400)
FALSE_ABSTENTION = (0.05, 0.10)
RESULTS = Path(__file__).parent / "results"


def margin(one: Asked) -> float:
    """Give the best passage's score over the nearest gap's; the score itself without gaps."""
    best = one.evidence.hits[0].score if one.evidence.hits else 0.0
    return best - one.evidence.gap.score if one.evidence.gap else best


def auroc(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """Give the share of pairs in which the answerable one scores higher; ties count half."""
    above, below = np.asarray(answerable)[:, None], np.asarray(unanswerable)[None, :]
    return float(np.mean((above > below) + 0.5 * (above == below)))


def caught(answerable: Sequence[float], unanswerable: Sequence[float], share: float) -> float:
    """Give the share of unanswerable ones below the threshold that loses `share` of the others."""
    threshold = np.quantile(answerable, share)
    return float(np.mean(np.asarray(unanswerable) < threshold))


def study(cases: Sequence[Case], corpus: Corpus, encoder: Encoder, cache: Path) -> tuple[str, str]:
    """Measure by number of gaps; give the report as Markdown and the plot as SVG."""
    rows: list[tuple[int, float, float, float]] = []
    for count in GAP_COUNTS:
        with snapshot_of(with_gaps(corpus, count), encoder, cache) as snapshot:
            asked = ask_all(cases, snapshot, encoder, load_weights())
        good = [margin(one) for one in asked if one.case.answerable]
        bad = [margin(one) for one in asked if not one.case.answerable]
        at_5, at_10 = (caught(good, bad, share) for share in FALSE_ABSTENTION)
        rows.append((min(count, len(corpus.gaps)), auroc(good, bad), at_5, at_10))
    chart = line_chart(
        "Unanswerable questions told, by number of known gaps",
        "known gaps",
        [row[0] for row in rows],
        {"AUROC": [row[1] for row in rows], "caught at 5 % lost": [row[2] for row in rows]},
    )
    return _report(rows, len(cases)), chart


def _report(rows: Sequence[tuple[int, float, float, float]], count: int) -> str:
    head = [
        f"# Telling what the sources do not say: {count} questions",
        "",
        "| known gaps | AUROC | caught at 5 % false abstention | at 10 % |",
        "|---|---|---|---|",
    ]
    body = [f"| {n} | {area:.3f} | {at_5:.0%} | {at_10:.0%} |" for n, area, at_5, at_10 in rows]
    return "\n".join([*head, *body, ""])


def main(
    questions: Annotated[Path, typer.Argument(help="Cases, one JSON object a line.")],
    output: Annotated[Path, typer.Option(help="Folder for the report and plot.")] = RESULTS,
) -> None:
    """Run the study over the bundled corpus."""
    report, chart = study(
        load_cases(questions),
        load_corpus(BUNDLED_CORPUS),
        load_encoder(),
        index_folder(BUNDLED_CORPUS),
    )
    output.mkdir(parents=True, exist_ok=True)
    (output / "abstention.md").write_text(report, encoding="utf-8")
    (output / "gaps.svg").write_text(chart, encoding="utf-8")
    typer.echo(report)


if __name__ == "__main__":
    typer.run(main)
