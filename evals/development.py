"""Runs a question set through the assistant and prints what is right, wrong and abstained.

python -m evals.development QUESTIONS.jsonl [--corpus DIR] [--source seed] [--show wrong]
python -m evals.development QUESTIONS.jsonl --answers OUT.jsonl    judge a batch's output
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from assistant.answering import Assistant
from assistant.opening import open_assistant
from assistant.types import Answer, Question
from corpus.loading import BUNDLED_CORPUS
from evals.judging import ANSWERED, Case, Judgement, judge


def load_cases(path: Path) -> list[Case]:
    """Read cases, one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Case.model_validate_json(line) for line in lines if line.strip()]


def ask(assistant: Assistant, case: Case) -> Answer:
    """Ask a case's question after its history, in a conversation of its own."""
    for turn in case.history:
        assistant.answer(Question(text=turn["question"], conversation_id=case.id))
    return assistant.answer(Question(text=case.question, conversation_id=case.id))


def ask_all(cases: Iterable[Case], corpus: Path) -> dict[str, Answer]:
    """Ask all cases of the assistant of a corpus; give the answers by case id."""
    assistant = open_assistant(corpus).assistant
    return {case.id: ask(assistant, case) for case in cases}


def read_answers(path: Path) -> dict[str, Answer]:
    """Read what `mastery ask --batch` wrote, by case id."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: Answer.model_validate(row["answer"]) for row in rows}


def summary(judgements: Sequence[Judgement]) -> list[str]:
    """Give the figures as lines; a share is of the cases that it applies to."""
    answerable = [one for one in judgements if one.case.answerable]
    unanswerable = [one for one in judgements if not one.case.answerable]
    warned = [one.has_expected_warning for one in judgements if one.case.expects_warning]
    plain = [one for one in judgements if not one.case.expects_warning]
    needless = sum(_warns(one.answer) for one in plain)
    lengths = [len(one.answer.text.split()) for one in judgements if one.answer.status in ANSWERED]
    outcomes = Counter(one.outcome for one in judgements)
    return [
        _share("right on answerable", outcomes["right"], len(answerable)),
        _share("wrong on answerable", outcomes["wrong"], len(answerable)),
        _share("abstained on answerable", outcomes["abstained"], len(answerable)),
        _share("abstained on unanswerable", outcomes["rightly_abstained"], len(unanswerable)),
        _share("expected notices given", sum(map(bool, warned)), len(warned)),
        _share("needless notices", needless, len(plain)),
        f"median words of an answer: {median(lengths) if lengths else 0:g}",
    ]


def by_type(judgements: Iterable[Judgement]) -> list[str]:
    """Give the outcomes of each type of question."""
    types: dict[str, Counter[str]] = {}
    for one in judgements:
        types.setdefault(one.case.type, Counter())[one.outcome] += 1
    return [f"{kind:15} {dict(counts)}" for kind, counts in types.items()]


def main(
    questions: Annotated[Path, typer.Argument(help="Cases, one JSON object a line.")],
    corpus: Annotated[Path | None, typer.Option(help="Folder of documents.")] = None,
    answers: Annotated[Path | None, typer.Option(help="Judge these answers instead.")] = None,
    source: Annotated[str, typer.Option(help="Only cases whose source names this.")] = "",
    show: Annotated[str, typer.Option(help="Print the cases of this outcome, or `all`.")] = "",
) -> None:
    """Run or judge a question set; the exit code is 2 where there is nothing to judge."""
    cases = [one for one in load_cases(questions) if source in (one.fact_source or "")]
    if not cases:
        typer.echo("There are no cases to judge; check the file and --source.", err=True)
        raise typer.Exit(2)
    given = read_answers(answers) if answers else ask_all(cases, corpus or BUNDLED_CORPUS)
    if unanswered := [case.id for case in cases if case.id not in given]:
        typer.echo(f"{answers} has no answer to {unanswered[0]}; ask the whole set anew.", err=True)
        raise typer.Exit(2)
    judgements = [judge(case, given[case.id]) for case in cases]
    for one in judgements:
        if show in {one.outcome, "all"}:
            typer.echo(_shown(one))
    typer.echo("\n".join([f"{len(cases)} cases", *summary(judgements), *by_type(judgements)]))


def _shown(one: Judgement) -> str:
    cited = ", ".join(f"{c.document_id} › {c.heading}" for c in one.answer.citations)
    return (
        f"{one.case.id} {one.outcome} ({one.explanation}) {one.answer.confidence:.2f}"
        f"\n  Q {' / '.join([*(t['question'] for t in one.case.history), one.case.question])}"
        f"\n  A {one.answer.status}: {one.answer.text}\n  [{cited}]"
    )


def _warns(answer: Answer) -> bool:
    return any(notice.kind in {"dated", "conflict"} for notice in answer.notices)


def _share(name: str, count: int, of: int) -> str:
    return f"{name:28} {count:4} of {of:4}  {100 * count / of:5.1f} %" if of else f"{name}: none"


if __name__ == "__main__":
    typer.run(main)
