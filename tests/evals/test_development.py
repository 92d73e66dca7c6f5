import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from assistant.types import Answer
from evals.development import by_type, load_cases, main, read_answers, summary
from evals.judging import Case, Judgement, judge

Cases = Callable[..., Case]
Answers = Callable[..., Answer]

DATED = {"kind": "dated", "text": "Old."}
CASES = [
    {"id": "1", "question": "How long?", "must_include": [["six"]], "fact_source": "seed 001"},
    {"id": "2", "question": "What cost?", "must_include": [["free"]], "fact_source": "facts 2"},
]


@pytest.fixture
def judgements(case_of: Cases, answer_of: Answers) -> list[Judgement]:
    """Two right, one wrong, one abstained; one of two unanswerable ones answered; one needless."""
    old, needless = {"expects_warning": "dated"}, {"notices": [DATED]}
    gap = {"answerable": False, "type": "gap"}
    return [
        judge(case_of(("six",), **old), answer_of("Six days", notices=[DATED])),
        judge(case_of(("six",), **old), answer_of("About six days")),
        judge(case_of(("six",)), answer_of("Seven", **needless)),
        judge(case_of(("six",)), answer_of("I cannot tell you that", "unanswerable_no_source")),
        judge(case_of(("cannot",), **gap), answer_of("I cannot tell", "unanswerable_gap")),
        judge(case_of(("cannot",), **gap), answer_of("It is six long days")),
    ]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    rows = ({"type": "direct", "answerable": True, **case} for case in CASES)
    path.write_text("\n\n".join(json.dumps(row) for row in rows) + "\n")
    return path


@pytest.fixture
def answers(tmp_path: Path, answer_of: Answers) -> Path:
    path = tmp_path / "answers.jsonl"
    texts = {"1": "Six days", "2": "It costs £5"}
    rows = (
        {"id": id_, "question": "?", "answer": answer_of(text).model_dump()}
        for id_, text in texts.items()
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def test_shares_are_of_the_cases_they_apply_to(judgements: list[Judgement]) -> None:
    lines = [line.split() for line in summary(judgements)]
    figures = {" ".join(line[:-5]): " ".join(line[-5:]) for line in lines[:-1]}
    assert figures == {
        "right on answerable": "2 of 4 50.0 %",
        "wrong on answerable": "1 of 4 25.0 %",
        "abstained on answerable": "1 of 4 25.0 %",
        "abstained on unanswerable": "1 of 2 50.0 %",
        "expected notices given": "1 of 2 50.0 %",
        "needless notices": "1 of 4 25.0 %",
    }


def test_median_is_of_answered_ones(judgements: list[Judgement]) -> None:
    """Words of the four that answer: 1, 2, 3 and 5."""
    assert summary(judgements)[-1] == "median words of an answer: 2.5"


def test_what_applies_to_nothing_is_none(judgements: list[Judgement]) -> None:
    lines = summary([one for one in judgements if not one.case.answerable])
    assert lines[0] == "right on answerable: none"
    assert lines[4] == "expected notices given: none"


def test_types_are_told_apart(judgements: list[Judgement]) -> None:
    direct, gap = by_type(judgements)
    assert direct.split(maxsplit=1) == ["direct", "{'right': 2, 'wrong': 1, 'abstained': 1}"]
    assert gap.split(maxsplit=1) == ["gap", "{'rightly_abstained': 1, 'wrongly_answered': 1}"]


def test_cases_are_read_line_by_line(questions: Path) -> None:
    first, second = load_cases(questions)
    assert (first.id, first.must_include, first.history) == ("1", (("six",),), ())
    assert second.fact_source == "facts 2"


def test_misspelt_field_of_a_case_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(json.dumps({**CASES[0], "must_inclued": []}))
    with pytest.raises(ValueError, match="must_inclued"):
        load_cases(tmp_path / "cases.jsonl")


def test_answers_of_a_batch_are_read_by_id(answers: Path) -> None:
    read = read_answers(answers)
    assert {id_: answer.text for id_, answer in read.items()} == {
        "1": "Six days",
        "2": "It costs £5",
    }


def test_given_answers_are_judged(
    questions: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(questions, answers=answers, show="wrong")
    told = capsys.readouterr().out
    assert told.startswith(
        "2 wrong (says none of free) 0.50\n  Q What cost?\n  A answered: It costs"
    )
    assert "2 cases" in told
    assert "right on answerable             1 of    2   50.0 %" in told


def test_source_chooses_the_cases(
    questions: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(questions, answers=answers, source="seed")
    assert capsys.readouterr().out.startswith("1 cases\nright on answerable             1 of    1")


@pytest.mark.parametrize(("content", "source"), [("", ""), ("\n \n", ""), (None, "nowhere")])
def test_nothing_to_judge_fails(
    questions: Path, capsys: pytest.CaptureFixture[str], content: str | None, source: str
) -> None:
    if content is not None:
        questions.write_text(content)
    with pytest.raises(typer.Exit) as ended:
        main(questions, source=source)
    assert ended.value.exit_code == 2
    assert capsys.readouterr().err.startswith("There are no cases to judge")


@pytest.mark.parametrize("kept", [0, 1])
def test_missing_answer_fails(
    questions: Path, answers: Path, capsys: pytest.CaptureFixture[str], kept: int
) -> None:
    answers.write_text("".join(answers.read_text().splitlines(keepends=True)[:kept]))
    with pytest.raises(typer.Exit) as ended:
        main(questions, answers=answers)
    assert ended.value.exit_code == 2
    assert f"has no answer to {kept + 1};" in capsys.readouterr().err


def test_assistant_is_asked_as_a_user_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked with its history, "And who pays for it?" is taken to be about the club."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "club.md").write_text(
        "# The abacus club\n\n## When does the abacus club meet?\n\nThe club meets on Tuesdays.\n"
        "\n## Who pays for the abacus club?\n\nThe town pays for the abacus club.\n"
    )
    history = [{"question": "When does the abacus club meet?"}]
    case = {"id": "1", "question": "And who pays for it?", "history": history, "type": "followup"}
    gold = {"answerable": True, "must_include": [["the town pays"]]}
    (tmp_path / "cases.jsonl").write_text(json.dumps({**case, **gold}))
    main(tmp_path / "cases.jsonl", corpus=tmp_path / "documents", show="all")
    told = capsys.readouterr().out
    assert told.startswith("1 right (answered)")
    assert "Q When does the abacus club meet? / And who pays for it?" in told
    assert "needless notices                0 of    1" in told
