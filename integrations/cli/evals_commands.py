"""`mastery evals`: what staff run before a release, and CI on every change. No key, no judge model.

The only module outside `evals` that may import it (see the contract in pyproject.toml).
"""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from corpus.loading import digest_of
from evals.batches import read_answers
from evals.casebook import BUNDLED_CASES, load_cases, schema_text
from evals.comparing import Comparison, compare
from evals.errors import EvalsError, RunError
from evals.gating import BUNDLED_GATE, checks_of, load_gate
from evals.junit import junit
from evals.linting import faults_of
from evals.markdown import comparison_markdown, gate_markdown
from evals.perturbing import as_asked
from evals.reporting import report_html
from evals.running import judge_answers, run_cases
from evals.runs import Run, load_run
from evals.summarising import cases_shown, figures_shown
from evals.types import Opening
from integrations.cli.asking import CorpusOption, IndexOption, TodayOption
from integrations.cli.opening import assistant_for, progress_on, settings_for

ERROR = EvalsError
"""What these commands raise where they cannot do their work."""
GATE_FAILED = 1
LATEST = Path("results/latest")
BASELINE = Path("results/baseline")
app = typer.Typer(help="Tell whether answers got better or worse.", no_args_is_help=True)

RunArgument = Annotated[Path, typer.Argument(help="Folder of the run.")]
BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", help="Folder of the run to compare with.")
]
GateOption = Annotated[Path, typer.Option("--gate", help="Thresholds.")]


@app.command("run")
def run(
    cases: Annotated[
        Path, typer.Argument(help="Cases as JSON lines, or a folder of them.")
    ] = BUNDLED_CASES,
    output: Annotated[Path, typer.Option(help="Folder that the run is saved in.")] = LATEST,
    answers: Annotated[
        Path | None, typer.Option(help="Judge what `mastery ask --batch` wrote instead.")
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    today: TodayOption = None,
    source: Annotated[str, typer.Option(help="Only cases whose source names this.")] = "",
    typing_errors: Annotated[
        float, typer.Option(min=0, max=1, help="Share of questions that get one more typing error.")
    ] = 0,
    two_turns: Annotated[bool, typer.Option(help="Ask every question in two turns.")] = False,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes that ask; more pay for long sets on free cores.")
    ] = 1,
    show: Annotated[str, typer.Option(help="Print the cases of this outcome, or `all`.")] = "",
) -> None:
    """Ask all cases; save answers, scores and settings. Goes on where an equal run was stopped."""
    chosen = [one for one in load_cases(cases) if source in (one.fact_source or "")]
    if not chosen:
        raise RunError(f"There are no cases in {cases}; check the file and --source.")
    settings = settings_for(corpus, index, today)
    opening = Opening(
        corpus=settings.corpus, index=settings.index, model=settings.model, today=settings.today
    )
    assistant = assistant_for(settings)
    chosen = as_asked(
        chosen,
        typing_errors=typing_errors,
        two_turns=two_turns,
        vocabulary=assistant.vocabulary,
    )
    if answers:
        made = judge_answers(chosen, read_answers(answers), opening, assistant, output)
    else:
        with progress_on(Console(stderr=True)) as report:
            made = run_cases(chosen, opening, assistant, output, workers=workers, report=report)
    typer.echo("\n".join([*cases_shown(made, show), *figures_shown(made), f"Saved in {output}."]))


@app.command("compare")
def compare_runs(candidate: RunArgument = LATEST, baseline: BaselineOption = BASELINE) -> None:
    """Tell what a run won and lost against a baseline, what was lost first."""
    typer.echo("\n".join(comparison_markdown(_compared(load_run(candidate), baseline))))


@app.command("report")
def report(
    candidate: RunArgument = LATEST,
    baseline: BaselineOption = None,
    gate: GateOption = BUNDLED_GATE,
    corpus: CorpusOption = None,
    output: Annotated[
        Path | None, typer.Option(help="The page; default: report.html in the run's folder.")
    ] = None,
) -> None:
    """Write one self-contained page to look at and to print."""
    made = load_run(candidate)
    comparison = _compared(made, baseline) if baseline else None
    digest = digest_of(settings_for(corpus, None).corpus)
    checks = list(checks_of(load_gate(gate), made, comparison, digest))
    target = output or candidate / "report.html"
    _write(target, report_html(made, checks, comparison))
    typer.echo(f"The report is {target}.")


@app.command("gate")
def gate_run(
    candidate: RunArgument = LATEST,
    baseline: BaselineOption = None,
    gate: GateOption = BUNDLED_GATE,
    corpus: CorpusOption = None,
    junit_file: Annotated[Path | None, typer.Option("--junit", help="JUnit XML for CI.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Markdown for a comment.")] = None,
) -> None:
    """Check a run against every threshold; the exit code is 1 where one is missed."""
    made = load_run(candidate)
    comparison = _compared(made, baseline) if baseline else None
    digest = digest_of(settings_for(corpus, None).corpus)
    checks = list(checks_of(load_gate(gate), made, comparison, digest))
    for check in checks:
        mark = "pass" if check.passed else "FAIL"
        typer.echo(f"{mark}  {check.name}: {check.found} (threshold: {check.threshold})")
        if not check.passed and check.because:
            typer.echo(f"      {check.because}")
    if not comparison:
        typer.echo("No baseline was given, so nothing was compared; name one with --baseline.")
    if junit_file:
        _write(junit_file, junit(made, checks))
    if markdown:
        _write(markdown, gate_markdown(checks, made, comparison))
    if not all(check.passed for check in checks):
        raise typer.Exit(GATE_FAILED)


@app.command("lint")
def lint(
    cases: Annotated[Path, typer.Argument(help="Cases, or a folder of them.")] = BUNDLED_CASES,
    corpus: CorpusOption = None,
) -> None:
    """Find cases that are there twice, cite what is not there, or stand among the phrasings."""
    faults = faults_of(load_cases(cases), settings_for(corpus, None).corpus)
    typer.echo("\n".join([*faults, f"{len(faults)} faults."]))
    if faults:
        raise typer.Exit(GATE_FAILED)


@app.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of a case, for editors and for whoever writes cases elsewhere."""
    typer.echo(schema_text(), nl=False)


def _compared(candidate: Run, baseline: Path | None) -> Comparison:
    found = compare(load_run(baseline or BASELINE), candidate)
    if found is None:
        raise RunError("The two runs have no case in common; run the same cases in both.")
    return found


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be written: {error.strerror}.") from error
