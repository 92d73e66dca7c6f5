"""The commands of `mastery`, put together, and what every fault of theirs becomes.

Exit codes: 0 done, 1 the thing asked for failed, 2 bad usage or set-up. No traceback is printed.
"""

import sys
import traceback
from io import TextIOWrapper
from pathlib import Path

import typer
from rich.console import Console

from assistant.questions import RefusedQuestionError
from corpus.errors import CorpusError
from index.errors import DamagedIndexError, SearchIndexError
from integrations.cli import asking, corpus_commands, evals_commands, indexing, serving
from integrations.settings import SettingsError

BAD_SET_UP = 2
FAILED = 1
BAD_SET_UP_ERRORS = (
    CorpusError,
    SearchIndexError,
    SettingsError,
    RefusedQuestionError,
    evals_commands.ERROR,
)

app = typer.Typer(
    help="Answers questions about teaching for mastery from named, dated sources.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ask")(asking.ask)
app.command("chat")(asking.chat)
app.command("serve")(serving.serve)
app.command("switch")(serving.switch)
app.add_typer(indexing.app, name="index")
app.add_typer(corpus_commands.app, name="corpus")
app.add_typer(evals_commands.app, name="evals")


def main() -> None:
    """Run the command line; every fault becomes one sentence on stderr and an exit code."""
    _forgive_encodings()
    try:
        app()
    except DamagedIndexError as error:
        _say(str(error))
        sys.exit(FAILED)
    except BAD_SET_UP_ERRORS as error:
        _say(str(error))
        sys.exit(BAD_SET_UP)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # the last line of defence: a user never sees a traceback
        place = traceback.extract_tb(error.__traceback__)[-1]
        _say(
            f"A fault of ours stopped the command ({type(error).__name__},"
            f" {Path(place.filename).name} line {place.lineno}); please report it."
        )
        sys.exit(FAILED)


def _forgive_encodings() -> None:
    """Show what a terminal without Unicode cannot, and take in bytes that are not text.

    Questions that hold such bytes are refused by name; a strict stream would end the command.
    """
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "replace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


def _say(sentence: str) -> None:
    Console(stderr=True, highlight=False).print(sentence, markup=False, soft_wrap=True)
