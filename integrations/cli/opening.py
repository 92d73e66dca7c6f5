"""Opens the assistant for a command: settings, a progress bar for the build, warnings."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from assistant.answering import Assistant
from assistant.opening import open_assistant
from corpus.types import SkippedFile
from index.building import Progress as Report
from index.encoding import load_encoder
from integrations.settings import Settings


def settings_for(
    corpus: Path | None, index: Path | None, today: datetime | None = None
) -> Settings:
    """Read the settings, with what the command line says in place of theirs.

    An index in the settings belongs to the corpus in the settings, so naming another corpus
    leaves it out. Raises SettingsError.
    """
    settings = Settings.from_environment()
    if today is not None:
        settings = settings.model_copy(update={"today": today.date()})
    if corpus is not None:
        settings = settings.model_copy(update={"corpus": corpus, "index": None})
    return settings.model_copy(update={"index": index}) if index is not None else settings


def assistant_for(settings: Settings) -> Assistant:
    """Open the assistant, telling on stderr what is built and what was skipped."""
    console = Console(stderr=True, highlight=False)
    with progress_on(console) as report:
        opened = open_assistant(
            settings.corpus,
            settings.index,
            load_encoder(settings.model),
            report,
            settings.today,
        )
    if opened.damage:
        console.print(f"The index was damaged and has been built anew: {opened.damage}")
    tell_skipped(console, opened.skipped)
    return opened.assistant


def tell_skipped(console: Console, skipped: tuple[SkippedFile, ...]) -> None:
    """Name every file that was not read, with its reason."""
    for file in skipped:
        console.print(f"Skipped {file.path}: {file.reason}", markup=False, soft_wrap=True)


@contextmanager
def progress_on(console: Console) -> Iterator[Report]:
    """Show a bar a step, only from the first step that is told, and only to who can watch it."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    tasks: dict[str, TaskID] = {}

    def report(step: str, done: int, total: int) -> None:
        if not console.is_interactive:
            return
        if step not in tasks:
            bar.start()
            tasks[step] = bar.add_task(step, total=total)
        bar.advance(tasks[step], done)

    try:
        yield report
    finally:
        if tasks:  # a bar that never started would print an empty line
            bar.stop()
