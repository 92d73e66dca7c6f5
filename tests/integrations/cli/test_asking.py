import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.types import MAX_QUESTION_CHARACTERS, Answer

if TYPE_CHECKING:
    from conftest import Ended, Run

Rows = dict[str, dict[str, object]]

AMOUNT_QUESTION = "How much money does a school receive for taking part?"
AMOUNT = "a school receives £1,500 for the year."
ITEMS = (
    "two teachers from the same key stage",
    "a headteacher who attends the first meeting",
    "a promise to take part for a whole year",
)
EARLIER = {"question": "How many days does a work group take?"}
NOT_QUESTIONS = {
    "empty": "",
    "blank": " \t\n\u00a0",
    "wordless": "?! 12 …",
    "emoji": "😀🙃👩‍🏫",
    "control": "\x01\x02\x1b\x7f",
    "invisible": "\u202e\u200b\U000e0041",
    "too long": "canary " * MAX_QUESTION_CHARACTERS,
}
MEBIBYTE = "canary? " * 2**17

LINES: list[dict[str, object]] = [
    {"id": "amount", "question": AMOUNT_QUESTION},
    {"id": "list", "question": "Who can join a work group?", "type": "list", "must_include": []},
    {"id": "leaning", "question": "And who can join it?", "history": [EARLIER]},
    {"id": "alone", "question": "And who can join it?", "history": []},
    {"id": "after noise", "question": "And who can join it?", "history": [{"question": "?!"}]},
    {"id": "noisy", "question": "Who\x00 can\u200b join\na work \x1b[31mgroup?"},
    {"id": "mebibyte", "question": MEBIBYTE},
    *({"id": name, "question": question} for name, question in NOT_QUESTIONS.items()),
]


@pytest.fixture
def options(documents: Path, built_index: Path) -> tuple[object, ...]:
    return ("--corpus", documents, "--index", built_index)


@pytest.fixture(scope="module")
def rows(
    process: "Run", documents: Path, built_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Rows:
    """What one batch of all lines wrote, by id, with a blank line among them."""
    folder = tmp_path_factory.mktemp("batch")
    questions, output = folder / "questions.jsonl", folder / "answers.jsonl"
    lines = [json.dumps(line) for line in LINES]
    questions.write_text("\n".join([*lines[:2], "  ", *lines[2:], ""]))
    words = ("ask", "--batch", questions, "--output", output)
    ended = process(*words, "--corpus", documents, "--index", built_index)
    assert ended.code == 0, ended
    assert ended.message.endswith(f"{len(LINES)} answers are in {output}.")
    assert {path.name for path in folder.iterdir()} == {questions.name, output.name}
    written = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row for row in written}


@pytest.fixture
def batch(command: "Run", options: tuple[object, ...], tmp_path: Path) -> "Run":
    """Runs a batch of bytes in this process; the output is `tmp_path/answers.jsonl`."""

    def run(content: bytes, output: object = tmp_path / "answers.jsonl") -> "Ended":
        (tmp_path / "questions.jsonl").write_bytes(content)
        return command("ask", "--batch", tmp_path / "questions.jsonl", "--output", output, *options)

    return run


def answer_of(row: dict[str, object]) -> Answer:
    return Answer.model_validate(row["answer"])


def check_refused(ended: "Ended", question: str) -> None:
    """One sentence on stderr, exit code 2, and nothing of the question."""
    assert (ended.code, ended.output) == (2, "")
    assert ended.errors.count("\n") == 1
    assert ended.errors.endswith(".\n")
    assert ended.errors[0].isupper()
    assert not question.strip() or question.strip()[:6] not in ended.errors


def test_answer_is_key_sentence_and_numbered_source(
    process: "Run", options: tuple[object, ...]
) -> None:
    ended = process("ask", AMOUNT_QUESTION, *options)
    assert (ended.code, ended.errors) == (0, "")
    said, sources = " ".join(ended.output.split()).split(" Sources ")
    assert AMOUNT in said
    assert "[1]" in said
    assert sources.startswith("[1] Grants for schools, Café Maths Hub, 2025/26 “What does a school")
    assert sources.endswith("https://example.org/grants")


@pytest.mark.parametrize(("today", "kinds"), [("2026-07-01", []), ("2028-07-01", ["dated"])])
def test_notices_are_those_of_the_day(
    command: "Run", options: tuple[object, ...], today: str, kinds: list[str]
) -> None:
    ended = command(
        "ask",
        "--json",
        "Does a school still receive money for taking part?",
        "--today",
        today,
        *options,
    )
    answer = Answer.model_validate_json(ended.output)
    assert [notice.kind for notice in answer.notices] == kinds


def test_day_that_does_not_exist_is_refused(command: "Run", options: tuple[object, ...]) -> None:
    ended = command("ask", AMOUNT_QUESTION, "--today", "2026-02-31", *options)
    assert ended.code == 2


def test_json_is_an_answer_with_exact_quotes(
    command: "Run", options: tuple[object, ...], text_of: Callable[[str], str]
) -> None:
    ended = command("ask", "--json", AMOUNT_QUESTION, *options)
    answer = Answer.model_validate_json(ended.output)
    assert (ended.code, ended.errors, answer.status) == (0, "", "answered")
    assert answer.citations
    for citation in answer.citations:
        assert text_of(citation.document_id)[citation.start : citation.end] == citation.quote


def test_batch_keeps_order_and_questions(rows: Rows) -> None:
    assert list(rows) == [line["id"] for line in LINES]
    for line in LINES:
        assert rows[line["id"]].keys() == {"id", "question", "answer"}
        assert rows[line["id"]]["question"] == line["question"]


def test_batch_quotes_are_the_text_of_files(rows: Rows, text_of: Callable[[str], str]) -> None:
    citations = [citation for row in rows.values() for citation in answer_of(row).citations]
    assert len(citations) >= 4
    for citation in citations:
        assert text_of(citation.document_id)[citation.start : citation.end] == citation.quote


def test_statements_stand_in_their_quotes(rows: Rows) -> None:
    for row in rows.values():
        answer = answer_of(row)
        quotes = {citation.number: citation.quote for citation in answer.citations}
        for statement in answer.statements:
            assert statement.citations
            assert all(statement.text in quotes[number] for number in statement.citations)


def test_list_is_given_whole(rows: Rows) -> None:
    assert all(item in answer_of(rows["list"]).text for item in ITEMS)


def test_history_makes_a_follow_up(rows: Rows) -> None:
    kinds = {
        name: {notice.kind for notice in answer_of(rows[name]).notices}
        for name in ("leaning", "alone", "after noise")
    }
    assert "assumption" in kinds["leaning"]
    assert "assumption" not in kinds["alone"] | kinds["after noise"]


def test_invisible_marks_do_not_change_the_answer(rows: Rows) -> None:
    assert answer_of(rows["noisy"]).statements == answer_of(rows["list"]).statements


@pytest.mark.parametrize("name", [*NOT_QUESTIONS, "mebibyte"])
def test_batch_line_without_a_question_needs_detail(rows: Rows, name: str) -> None:
    answer = answer_of(rows[name])
    assert (answer.status, answer.citations, answer.statements) == ("needs_detail", (), ())
    assert answer.text.endswith(".")
    assert "canary" not in answer.text


@pytest.mark.parametrize("name", NOT_QUESTIONS)
def test_what_is_not_a_question_is_refused(
    command: "Run", options: tuple[object, ...], name: str
) -> None:
    check_refused(command("ask", NOT_QUESTIONS[name], *options), NOT_QUESTIONS[name])


def test_bytes_that_are_not_utf8_are_refused(process: "Run", options: tuple[object, ...]) -> None:
    """A shell may pass any bytes; Python turns those into lone surrogates."""
    ended = process("ask", os.fsencode("caf\udce9 \udcff\udcfe?"), *options)
    check_refused(ended, "caf")
    assert "UTF-8" in ended.errors


@pytest.mark.parametrize("words", [(), ("--batch", "in"), ("--batch", "in", "--output", "o", "q")])
def test_incomplete_words_are_bad_usage(command: "Run", words: tuple[str, ...]) -> None:
    ended = command("ask", *words)
    assert ended.code == 2
    assert "Usage: mastery ask" in ended.errors


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "null",
        '{"id": "a"}',
        '{"id": 1, "question": "Who?"}',
        '{"id": "a", "question": null}',
        '{"id": "a", "question": "\\ud800"}',
        '{"id": "a", "question": "Who?", "history": ["Who?"]}',
        '{"id": NaN, "question": "Who?"}',
        "[" * 100_000,
    ],
)
def test_bad_line_of_batch_is_named(batch: "Run", tmp_path: Path, line: str) -> None:
    good = json.dumps({"id": "good", "question": AMOUNT_QUESTION})
    ended = batch(f"{good}\n\n{line}\n{good}\n".encode())
    assert ended.code == 2
    assert "line 3: each line is" in ended.message
    assert not (tmp_path / "answers.jsonl").exists()


def test_batch_that_is_not_utf8_is_bad_usage(batch: "Run") -> None:
    ended = batch('{"id": "a", "question": "Café?"}'.encode("latin-1"))
    assert ended.code == 2
    assert "is not UTF-8 text; save it as UTF-8." in ended.message


def test_missing_batch_is_bad_usage(command: "Run", tmp_path: Path) -> None:
    ended = command("ask", "--batch", tmp_path / "none.jsonl", "--output", tmp_path / "out.jsonl")
    assert ended.code == 2
    assert "none.jsonl cannot be read" in ended.message


@pytest.mark.parametrize("output", ["answers", "none/answers.jsonl", ".", "/dev/null"])
def test_output_that_cannot_be_written_leaves_nothing(
    batch: "Run", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    (tmp_path / "answers").mkdir()
    monkeypatch.chdir(tmp_path)
    ended = batch(b'{"id": "a", "question": "?"}', output)
    assert ended.code == 2
    assert "cannot be written" in ended.message
    assert {path.name for path in tmp_path.iterdir()} == {"answers", "questions.jsonl"}
    assert Path("/dev/null").is_char_device()


def test_bad_batch_keeps_the_output_before(batch: "Run", tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_text("before")
    assert batch(b"{").code == 2
    assert (tmp_path / "answers.jsonl").read_text() == "before"


def test_full_disk_keeps_the_output_before(
    process: "Run", options: tuple[object, ...], tmp_path: Path
) -> None:
    (tmp_path / "answers.jsonl").write_text("before")
    lines = "\n".join([json.dumps({"id": "a", "question": "?"})] * 20)
    (tmp_path / "questions.jsonl").write_text(lines)
    words = ("--batch", tmp_path / "questions.jsonl", "--output", tmp_path / "answers.jsonl")
    ended = process("ask", *words, *options, max_file_bytes=2048)
    assert ended.code == 2
    assert "answers.jsonl cannot be written: File too large." in ended.message
    assert (tmp_path / "answers.jsonl").read_text() == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"answers.jsonl", "questions.jsonl"}


def test_empty_batch_gives_empty_output(batch: "Run", tmp_path: Path) -> None:
    assert batch(b"\n").code == 0
    assert (tmp_path / "answers.jsonl").read_text() == ""


def test_chat_answers_two_turns_and_ends(process: "Run", options: tuple[object, ...]) -> None:
    typed = f"{EARLIER['question']}\nAnd who can join it?\n\n{AMOUNT_QUESTION}\n"
    ended = process("chat", *options, typed=typed.encode())
    assert (ended.code, ended.errors) == (0, "")
    _, first, second, rest = ended.output.split("You:")
    assert "six days a year" in first
    assert all(item in second for item in ITEMS)
    assert "! I took this to be about what you asked before" in " ".join(second.split())
    assert rest.strip() == ""


def test_chat_goes_on_after_bytes_that_are_not_utf8(
    command: "Run", options: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a strict stdin cannot decode must not end the conversation; Ctrl-D does."""
    typed = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\nhello\n"), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", typed)
    ended = command("chat", *options)
    assert (ended.code, ended.errors) == (0, "")
    _, first, second, rest = ended.output.split("You:")
    assert "UTF-8" in first
    assert second.strip()
    assert rest.strip() == ""
