"""`mastery index`: build, status, verify."""

from pathlib import Path

import typer
from rich.console import Console

from corpus.checking.findings import counted
from corpus.loading import digest_of, load_corpus
from index.building import build_index
from index.encoding import load_encoder
from index.errors import DamagedIndexError
from index.generations import current_generation, generations
from index.locating import index_folder
from index.probing import probe
from index.snapshot import Snapshot, load_generation, load_snapshot
from integrations.cli.asking import CorpusOption, IndexOption
from integrations.cli.opening import progress_on, settings_for, tell_skipped

app = typer.Typer(help="Build the index, and tell whether it is whole.", no_args_is_help=True)


@app.command()
def build(corpus: CorpusOption = None, index: IndexOption = None) -> None:
    """Build the index anew; only changed passages are encoded again."""
    settings = settings_for(corpus, index)
    console = Console(stderr=True, highlight=False)
    with progress_on(console) as report:
        loaded = load_corpus(settings.corpus)
        root = settings.index or index_folder(settings.corpus)
        name = build_index(loaded, root, load_encoder(settings.model), report)
    tell_skipped(console, loaded.skipped)
    typer.echo(f"Built {name} from {len(loaded.documents)} documents.")


@app.command()
def status(corpus: CorpusOption = None, index: IndexOption = None) -> None:
    """Tell which generation is served, what it holds, and whether it fits its corpus."""
    settings = settings_for(corpus, index)
    root = settings.index or index_folder(settings.corpus)
    digest = digest_of(settings.corpus)
    snapshot = load_snapshot(root)
    manifest = snapshot.manifest
    is_stale = manifest.corpus_digest != digest
    for name, value in (
        ("folder", root),
        ("generation", snapshot.generation),
        ("built", manifest.built_at),
        ("corpus", "has changed since; the next question builds anew" if is_stale else "unchanged"),
        ("documents", manifest.documents),
        ("passages", manifest.passages),
        ("sentences", manifest.sentences),
        ("phrasings", manifest.phrasings),
        ("known gaps", manifest.gaps),
        ("model", manifest.model.name),
        ("learned map", _alignment(snapshot)),
        ("damage", snapshot.fault or "none"),
    ):
        typer.echo(f"{name:12} {value}")
    if snapshot.fault:
        raise typer.Exit(1)


@app.command()
def verify(corpus: CorpusOption = None, index: IndexOption = None) -> None:
    """Check every file of every generation, and that the model still gives the same vectors."""
    settings = settings_for(corpus, index)
    root = settings.index or index_folder(settings.corpus)
    faults = [fault for folder in generations(root) if (fault := _fault(folder.name, root))]
    try:
        current = current_generation(root)
        if not faults:
            probe(load_generation(current), load_encoder(settings.model))
    except DamagedIndexError as error:
        faults.append(str(error))
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)
    found = counted(len(generations(root)), "generation")
    typer.echo(f"{found} checked: every file is whole, and the model is the same.")


def _fault(name: str, root: Path) -> str | None:
    try:
        load_generation(root / name)
    except DamagedIndexError as error:
        return f"{name}: {error}"
    return None


def _alignment(snapshot: Snapshot) -> str:
    manifest = snapshot.manifest
    if not manifest.is_aligned:
        return "none; it did not help, or there were too few phrasings to tell"
    return (
        f"recall on held-out phrasings {manifest.recall_without_alignment:.0%}"
        f" without, {manifest.recall_with_alignment:.0%} with"
    )
