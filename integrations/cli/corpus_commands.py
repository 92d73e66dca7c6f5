"""`mastery corpus`: check what the sources say of themselves, and add a source to be reviewed."""

import os
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.adding import Draft, add_source, drafts_folder
from corpus.checking.findings import Finding, Severity, counted, has_errors
from corpus.checking.reading import CorpusFiles, read_corpus_files
from corpus.checking.report import check_corpus, counts_of
from corpus.checking.sections import headings_of
from corpus.errors import DraftError, FetchError, RefusedAddressError
from corpus.loading import documents_folder
from index.encoding import load_encoder
from index.locating import index_folder
from index.phrasing_review import review_phrasings
from integrations.cli.asking import CorpusOption, IndexOption
from integrations.cli.opening import progress_on, settings_for
from integrations.settings import Settings

MAX_WARNINGS_OF_A_KIND = 30
STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow"}
WIDTH_OF_FILES = 160
"""Columns where the output goes into a file or another program."""

app = typer.Typer(help="Check the sources, and add new ones.", no_args_is_help=True)


@app.command()
def check(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out what needs the encoder.")
    ] = False,
    show_all: Annotated[
        bool, typer.Option("--all", help=f"Show more than {MAX_WARNINGS_OF_A_KIND} of a kind.")
    ] = False,
) -> None:
    """Find what is wrong or doubtful in the sources; exit code 1 where there is an error."""
    settings = settings_for(corpus, index)
    files = read_corpus_files(settings.corpus)
    findings = list(check_corpus(files, settings.today or date.today()))
    if not quick and files.documents:
        findings += _review(files, settings)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_FILES
    if findings:
        console.print(_table(findings, limit=None if show_all else MAX_WARNINGS_OF_A_KIND))
    counts = Counter(finding.severity for finding in findings)
    found = f"{counted(counts['error'], 'error')}, {counted(counts['warning'], 'warning')}"
    console.print(f"{counts_of(files)}: {found}.", soft_wrap=True)
    if has_errors(findings):
        raise typer.Exit(1)


@app.command()
def add(
    sources: Annotated[list[str], typer.Argument(help="Files, or web pages with https://.")],
    corpus: CorpusOption = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Folder for the drafts; default: drafts/.")
    ] = None,
) -> None:
    """Make Markdown drafts of files or web pages, for review; exit code 1 where one fails."""
    folder = settings_for(corpus, None).corpus
    drafts = into or drafts_folder(folder)
    failed = 0
    for source in sources:
        try:
            _tell_draft(add_source(source, folder, drafts), documents_folder(folder))
        except (DraftError, FetchError, RefusedAddressError) as error:
            typer.echo(_line(str(error)), err=True)
            failed += 1
    if failed:
        raise typer.Exit(1)


def _tell_draft(draft: Draft, documents: Path) -> None:
    """Say where a draft is, and what is to be done before it is used."""
    headings = len(headings_of(draft.document))
    steps = [
        f"Compare it with the source ({counted(headings, 'heading')}); cut what tells nothing."
    ]
    if not headings:
        steps.append("Give it headings (## and what the paragraphs below tell).")
    if draft.not_found:
        steps.append(f"Write what was not found, if it is known: {', '.join(draft.not_found)}.")
    if draft.taken_by:
        steps.append(f"Rename it: {draft.taken_by} has this name already.")
    steps.append("Write the day of your review as `reviewed:`.")
    steps.append(f"Move it into {documents}{os.sep}, and run `mastery corpus check`.")
    typer.echo(f"{draft.path}: a draft of {_line(draft.document.source.title)!r}")
    for number, step in enumerate(steps, start=1):
        typer.echo(f"  {number}. {step}")


def _review(files: CorpusFiles, settings: Settings) -> tuple[Finding, ...]:
    with progress_on(Console(stderr=True, highlight=False)) as report:
        root = settings.index or index_folder(settings.corpus)
        return review_phrasings(files, load_encoder(settings.model), root, report)


def _table(findings: Iterable[Finding], *, limit: int | None) -> Table:
    """Show errors first, then warnings, each kind together; of warnings `limit` a kind."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("")
    table.add_column("file and place", ratio=2, overflow="fold")
    table.add_column("what to do", ratio=3, overflow="fold")
    for some in _by_kind(findings):
        table.add_row("", Text(f"{some[0].kind}: {len(some):,}", style="bold"), "")
        shown = some if some[0].severity == "error" else some[:limit]
        for finding in shown:
            severity = Text(finding.severity, style=STYLES[finding.severity])
            place = Text(_line(finding.file))
            place.append(f"\n{_line(finding.place)}" if finding.place else "", style="dim")
            table.add_row(severity, place, Text(_line(finding.advice)))
        if len(shown) < len(some):
            table.add_row("", f"… and {len(some) - len(shown):,} more, with --all", "")
        table.add_section()
    return table


def _by_kind(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.kind), []).append(finding)
    # "error" sorts before "warning"; sorting keeps the order of the kinds otherwise.
    return sorted(groups.values(), key=lambda some: some[0].severity)


def _line(words: str) -> str:
    """Leave out what would move the cursor or colour the terminal: files may hold anything."""
    return "".join(mark if mark.isprintable() else " " for mark in words)
