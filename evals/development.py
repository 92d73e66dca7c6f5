"""A quick look at a question set while answers are being improved; nothing is saved.

    python -m evals.development QUESTIONS.jsonl [--corpus DIR] [--source seed] [--today DAY]

Before a release, `mastery evals` is what counts.
"""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from assistant.opening import open_assistant
from corpus.loading import BUNDLED_CORPUS
from evals.casebook import load_cases
from evals.perturbing import as_asked
from evals.running import run_cases
from evals.summarising import cases_shown, figures_shown
from evals.types import Opening
from index.building import no_progress
from index.encoding import BUNDLED_MODEL


def main(
    questions: Annotated[Path, typer.Argument(help="Cases, one JSON object a line.")],
    corpus: Annotated[Path, typer.Option(help="Folder of documents.")] = BUNDLED_CORPUS,
    source: Annotated[str, typer.Option(help="Only cases whose source names this.")] = "",
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day to take as today.")
    ] = None,
    typing_errors: Annotated[
        float, typer.Option(min=0, max=1, help="Share of questions that get one more typing error.")
    ] = 0,
    two_turns: Annotated[bool, typer.Option(help="Ask every question in two turns.")] = False,
    show: Annotated[str, typer.Option(help="Print the cases of this outcome, or `all`.")] = "",
) -> None:
    """Ask a question set of the assistant of a corpus, and print what is right and wrong."""
    cases = [one for one in load_cases(questions) if source in (one.fact_source or "")]
    if not cases:
        typer.echo("There are no cases to judge; check the file and --source.", err=True)
        raise typer.Exit(2)
    day = today.date() if today else None
    assistant = open_assistant(corpus, today=day).assistant
    vocabulary = assistant.vocabulary
    asked = as_asked(cases, typing_errors=typing_errors, two_turns=two_turns, vocabulary=vocabulary)
    opening = Opening(corpus=corpus, model=BUNDLED_MODEL, today=day)
    with TemporaryDirectory() as folder:
        run = run_cases(asked, opening, assistant, Path(folder), workers=1, report=no_progress)
    typer.echo("\n".join([*cases_shown(run, show), *figures_shown(run)]))


if __name__ == "__main__":
    typer.run(main)
