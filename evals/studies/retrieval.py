"""What phrasings, the learned map and each signal are worth for finding the right passage.

    python -m evals.studies.retrieval QUESTIONS.jsonl [--output DIR]

Recall at k is the share of answerable questions whose whole gold stands in one of the first k
passages. Writes retrieval.md and phrasings.svg.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from corpus.loading import BUNDLED_CORPUS, load_corpus
from corpus.types import Corpus
from evals.casebook import load_cases
from evals.judging import Case
from evals.studies.asking import Asked, ask_all
from evals.studies.charts import line_chart
from evals.studies.variants import snapshot_of, with_phrasings
from index.encoding import Encoder, load_encoder
from index.locating import index_folder
from index.search import Weights, load_weights

PHRASING_COUNTS = (0, 2, 4, 8, 12)
RESULTS = Path(__file__).parent / "results"


def recall(asked: Sequence[Asked], k: int) -> float:
    """Give the share of cases whose gold stands in the first k passages. Raises on no cases."""
    return sum(1 for one in asked if one.rank is not None and one.rank <= k) / len(asked)


def ablations(weights: Weights) -> dict[str, Weights]:
    """Give the weights with single signals alone, and with each left out."""
    none = dict.fromkeys(("phrasing", "phrasings", "text", "sentence", "words"), 0.0)
    half = {"words_half": weights.words_half}
    return {
        "all signals": weights,
        "text only": Weights(**{**none, "text": 1.0}, **half),
        "words (BM25) only": Weights(**{**none, "words": 1.0}, **half),
        "text and words": Weights(**{**none, "text": weights.text, "words": weights.words}, **half),
        "nearest phrasing only": Weights(**{**none, "phrasing": 1.0}, **half),
        **{f"without {name}": weights.model_copy(update={name: 0.0}) for name in none},
    }


def study(cases: Sequence[Case], corpus: Corpus, encoder: Encoder, cache: Path) -> tuple[str, str]:
    """Measure all variants; give the report as Markdown and the plot as SVG."""
    weights = load_weights()
    rows: list[tuple[str, float, float]] = []
    for learns in (False, True):
        with snapshot_of(corpus, encoder, cache, learns=learns) as snapshot:
            for name, some in ablations(weights).items():
                asked = ask_all(cases, snapshot, encoder, some)
                label = f"{name}, {'with' if learns else 'without'} the learned map"
                rows.append((label, recall(asked, 1), recall(asked, 3)))
    by_count = []
    for count in PHRASING_COUNTS:
        with snapshot_of(with_phrasings(corpus, count), encoder, cache) as snapshot:
            asked = ask_all(cases, snapshot, encoder, weights)
            by_count.append((recall(asked, 1), recall(asked, 3)))
            rows.append((f"{count} phrasings a section", *by_count[-1]))
    chart = line_chart(
        "Right passage found, by phrasings a section",
        "phrasings a section",
        PHRASING_COUNTS,
        {"first": [at_1 for at_1, _ in by_count], "first three": [at_3 for _, at_3 in by_count]},
    )
    return _report(rows, len(cases)), chart


def _report(rows: Sequence[tuple[str, float, float]], count: int) -> str:
    head = [
        f"# Finding the right passage: {count} answerable questions",
        "",
        "| variant | recall at 1 | recall at 3 |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *(f"| {n} | {a:.1%} | {b:.1%} |" for n, a, b in rows), ""])


def main(
    questions: Annotated[Path, typer.Argument(help="Cases, one JSON object a line.")],
    output: Annotated[Path, typer.Option(help="Folder for the report and plot.")] = RESULTS,
) -> None:
    """Run the study over the bundled corpus."""
    cases = [one for one in load_cases(questions) if one.answerable]
    report, chart = study(
        cases, load_corpus(BUNDLED_CORPUS), load_encoder(), index_folder(BUNDLED_CORPUS)
    )
    output.mkdir(parents=True, exist_ok=True)
    (output / "retrieval.md").write_text(report, encoding="utf-8")
    (output / "phrasings.svg").write_text(chart, encoding="utf-8")
    typer.echo(report)


if __name__ == "__main__":
    typer.run(main)
