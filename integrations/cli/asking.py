"""`mastery ask` and `mastery chat`."""

import io
import json
import sys
import uuid
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant.answering import Assistant
from assistant.questions import clean_question
from assistant.types import Answer, Question
from corpus.types import Record
from integrations.cli.opening import assistant_for, progress_on, settings_for
from integrations.cli.terminal import show

CorpusOption = Annotated[
    Path | None, typer.Option("--corpus", help="Folder of documents; default: the bundled corpus.")
]
IndexOption = Annotated[
    Path | None, typer.Option("--index", help="Folder of the index; default: the user's cache.")
]
TodayOption = Annotated[
    datetime | None,
    typer.Option(
        "--today",
        formats=["%Y-%m-%d"],
        help="The day to take as today; default: the clock's.",
    ),
]


class Turn(Record):
    """An earlier question of a conversation."""

    question: str


class BatchLine(Record):
    """One line of a batch: a question after its history."""

    id: str
    question: str
    history: tuple[Turn, ...] = ()


def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotes.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer object.")] = False,
    batch: Annotated[Path | None, typer.Option(help="Questions, one JSON object a line.")] = None,
    output: Annotated[Path | None, typer.Option(help="Where a batch's answers go.")] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    today: TodayOption = None,
) -> None:
    """Answer one question, or a batch of them."""
    if batch is not None:
        if output is None or question is not None:
            raise typer.BadParameter("A batch takes --output and no question.")
        lines = _read_batch(batch)
        _check_output(output)
        _answer_batch(lines, output, assistant_for(settings_for(corpus, index, today)))
        return
    if question is None:
        raise typer.BadParameter("Type a question in quotes, or name a --batch.")
    text = clean_question(question)
    answer = assistant_for(settings_for(corpus, index, today)).answer(Question(text=text))
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
    else:
        show(answer, Console(highlight=False))


def chat(corpus: CorpusOption = None, index: IndexOption = None, today: TodayOption = None) -> None:
    """Hold a conversation in the terminal; an empty line or Ctrl-D ends it."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        # Bytes that are not UTF-8 become a question that is refused, not the end of the talk.
        sys.stdin.reconfigure(errors="surrogateescape")
    assistant = assistant_for(settings_for(corpus, index, today))
    console = Console(highlight=False)
    conversation_id = uuid.uuid4().hex
    console.print("Ask about teaching for mastery. An empty line ends the conversation.")
    while line := _typed(console):
        show(assistant.answer(Question(text=line, conversation_id=conversation_id)), console)


def _typed(console: Console) -> str:
    try:
        return console.input("\n[bold]You:[/bold] ").strip()
    except EOFError:
        return ""


def _read_batch(path: Path) -> list[BatchLine]:
    """Read a batch. Raises typer.BadParameter naming the line that is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            fields = json.dumps(_batch_fields(json.loads(line)))
            # Read as JSON again: halves of characters pass as Python text, and cannot be written.
            lines.append(BatchLine.model_validate_json(fields))
        except (ValueError, RecursionError) as error:
            raise typer.BadParameter(
                f'{path}, line {number}: each line is {{"id", "question", "history"?}} as JSON.'
            ) from error
    return lines


def _batch_fields(fields: object) -> object:
    """Take of a line only what a batch needs: question sets carry golds beside it."""
    if not isinstance(fields, dict):
        return fields
    return {name: fields[name] for name in ("id", "question", "history") if name in fields}


def _check_output(output: Path) -> None:
    """Refuse what is no file before any work is done; a device must not be replaced by a file."""
    if output.exists() and not output.is_file():
        raise typer.BadParameter(f"{output} cannot be written: it is not a file.")
    if not output.parent.is_dir():
        raise typer.BadParameter(f"{output} cannot be written: there is no such folder.")


def _answer_batch(lines: list[BatchLine], output: Path, assistant: Assistant) -> None:
    """Answer all lines, and write the output whole or not at all."""
    draft = output.with_name(f".{output.name}.draft")
    try:
        with (
            draft.open("w", encoding="utf-8") as file,
            progress_on(Console(stderr=True)) as report,
        ):
            for line in lines:
                answer = json.loads(_answer_line(line, assistant).model_dump_json())
                row = {"id": line.id, "question": line.question, "answer": answer}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                report("Answering", 1, len(lines))
        draft.replace(output)
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    sys.stderr.write(f"{len(lines)} answers are in {output}.\n")


def _answer_line(line: BatchLine, assistant: Assistant) -> Answer:
    """Play a line's history in a conversation of its own, then ask its question."""
    conversation_id = uuid.uuid5(uuid.NAMESPACE_OID, line.id).hex
    for turn in line.history:
        assistant.answer(Question(text=turn.question, conversation_id=conversation_id))
    answer = assistant.answer(Question(text=line.question, conversation_id=conversation_id))
    assistant.conversations.forget(conversation_id)
    return answer
