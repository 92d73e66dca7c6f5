from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

GOOD = """---
title: Counting Together
publisher: NCETM
url: https://example.org/counting
published: 2026-09-01
status: current
reviewed: 2026-10-01
---

## What does Counting Together cost?

It is free to all state-funded schools in England.
"""
PHRASINGS = """document: counting
sections:
- heading: What does Counting Together cost?
  phrasings: [{phrasings}]
"""

Run = Callable[..., "Outcome"]


class Outcome(NamedTuple):
    """What a command gave, without the line breaks of a terminal."""

    code: int
    output: str
    errors: str


@pytest.fixture
def run(command: Callable[..., NamedTuple], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `mastery corpus …` as it was on 22 November 2026."""
    monkeypatch.setenv("MASTERY_TODAY", "2026-11-22")

    def corpus_command(*words: object) -> Outcome:
        code, output, errors = command("corpus", *words)
        return Outcome(code, " ".join(output.split()), " ".join(errors.split()))

    return corpus_command


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text("Notes\n\nFees\n\nIt is free to all.\n", encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "counting.md").write_text(GOOD, encoding="utf-8")
    return folder


def break_title(corpus: Path) -> None:
    text = GOOD.replace("title: Counting Together\n", "")
    (corpus / "documents" / "counting.md").write_text(text, encoding="utf-8")


def add_old_documents(corpus: Path, count: int) -> None:
    text = GOOD.replace("2026-10-01", "2020")
    for number in range(count):
        (corpus / "documents" / f"old-{number}.md").write_text(text, encoding="utf-8")


# check


def test_corpus_without_fault_is_counted(run: Run, corpus: Path) -> None:
    outcome = run("check", "--quick", "--corpus", corpus)
    assert outcome.output == (
        "1 document, 1 section, 0 phrasings, 0 gaps, 0 programmes, 0 facts, 0 rules, 0 terms,"
        " 0 hubs: 0 errors, 0 warnings."
    )


def test_error_ends_with_code_1(run: Run, corpus: Path) -> None:
    break_title(corpus)
    assert run("check", "--quick", "--corpus", corpus).code == 1


def test_warning_ends_with_code_0(run: Run, corpus: Path) -> None:
    add_old_documents(corpus, 1)
    outcome = run("check", "--quick", "--corpus", corpus)
    assert (outcome.code, "0 errors, 1 warning." in outcome.output) == (0, True)


def test_error_tells_file_place_and_remedy(run: Run, corpus: Path) -> None:
    break_title(corpus)
    output = run("check", "--quick", "--corpus", corpus).output
    assert "error documents/counting.md A reader is shown a guess; write `title:`" in output


def test_errors_stand_before_warnings(run: Run, corpus: Path) -> None:
    add_old_documents(corpus, 1)
    break_title(corpus)
    output = run("check", "--quick", "--corpus", corpus).output
    assert output.index("error documents") < output.index("warning documents")


def test_many_warnings_are_cut_and_counted(run: Run, corpus: Path) -> None:
    add_old_documents(corpus, 33)
    output = run("check", "--quick", "--corpus", corpus).output
    assert (output.count("warning documents"), "and 3 more, with --all" in output) == (30, True)


def test_all_warnings_are_shown_when_asked(run: Run, corpus: Path) -> None:
    add_old_documents(corpus, 33)
    output = run("check", "--quick", "--all", "--corpus", corpus).output
    assert output.count("warning documents") == 33


def test_marks_for_the_terminal_are_not_obeyed(run: Run, corpus: Path) -> None:
    text = GOOD + f"\n## [bold]\x1b[2JFees\n\n{'It is free. ' * 40}\n" * 2
    (corpus / "documents" / "counting.md").write_text(text, encoding="utf-8")
    output = run("check", "--quick", "--corpus", corpus).output
    assert "[bold] [2JFees" in output


def test_missing_folder_is_bad_set_up(run: Run) -> None:
    outcome = run("check", "--corpus", "nowhere")
    assert (outcome.code, outcome.errors) == (
        2,
        "There is no folder nowhere; name one with --corpus.",
    )


def test_empty_folder_is_an_error(run: Run, tmp_path: Path) -> None:
    outcome = run("check", "--corpus", tmp_path)
    assert (outcome.code, "There is no document" in outcome.output) == (1, True)


def test_wrong_data_does_not_stop_the_rest(run: Run, corpus: Path) -> None:
    (corpus / "glossary.yaml").write_text("terms: 3", encoding="utf-8")
    break_title(corpus)
    output = run("check", "--quick", "--corpus", corpus).output
    assert "2 errors" in output


def test_phrasings_are_reviewed_with_the_model(run: Run, corpus: Path, tmp_path: Path) -> None:
    """The only test here that loads it."""
    text = GOOD.replace("What does Counting Together cost?", "When does the course meet?")
    text = text.replace("It is free to all", "It meets on three Mondays for")
    (corpus / "documents" / "days.md").write_text(text, encoding="utf-8")
    (corpus / "phrasings").mkdir()
    for name, phrasings in (
        ("counting", "is it free, what do we pay, on which Mondays does the course meet"),
        ("days", "which Mondays, which dates are the course meetings, when do we meet"),
    ):
        file = PHRASINGS.format(phrasings=phrasings).replace(
            "document: counting", f"document: {name}"
        )
        if name == "days":
            file = file.replace("What does Counting Together cost?", "When does the course meet?")
        (corpus / "phrasings" / f"{name}.yaml").write_text(file, encoding="utf-8")
    output = run("check", "--corpus", corpus, "--index", tmp_path / "index").output
    assert "“on which Mondays does the course meet” seems to belong to" in output


# add


def test_draft_is_outside_of_the_documents(run: Run, corpus: Path, notes: Path) -> None:
    outcome = run("add", notes, "--corpus", corpus)
    assert (outcome.code, (corpus / "drafts" / "notes.md").is_file()) == (0, True)


def test_draft_may_go_elsewhere(run: Run, corpus: Path, notes: Path, tmp_path: Path) -> None:
    run("add", notes, "--corpus", corpus, "--into", tmp_path / "mine")
    assert (tmp_path / "mine" / "notes.md").is_file()


def test_what_to_review_is_told(run: Run, corpus: Path, notes: Path) -> None:
    output = run("add", notes, "--corpus", corpus).output
    assert "if it is known: publisher, url, published, academic_year." in output
    assert f"Move it into {corpus}/documents/" in output


def test_reviewed_draft_passes_the_check(run: Run, corpus: Path, notes: Path) -> None:
    run("add", notes, "--corpus", corpus)
    draft = (corpus / "drafts" / "notes.md").read_text(encoding="utf-8")
    for field, value in (
        ("publisher", "NCETM"),
        ("url", "https://a.example"),
        ("published", "2026"),
    ):
        draft = draft.replace(f"{field}: null", f"{field}: {value}")
    draft = draft.replace("reviewed: null", "reviewed: 2026-11-22")
    (corpus / "documents" / "notes.md").write_text(draft, encoding="utf-8")
    assert "0 errors, 0 warnings" in run("check", "--quick", "--corpus", corpus).output


def test_failures_are_one_sentence_each(run: Run, corpus: Path) -> None:
    outcome = run("add", "nothing.md", "http://127.0.0.1/", "--corpus", corpus)
    assert (outcome.code, outcome.errors) == (
        1,
        "There is no file nothing.md; name a file, or a web page with https:// before it."
        " http://127.0.0.1/ is not fetched: it is not on the public internet.",
    )


def test_one_failure_does_not_stop_the_others(run: Run, corpus: Path, notes: Path) -> None:
    outcome = run("add", "nothing.md", notes, "--corpus", corpus)
    assert (outcome.code, (corpus / "drafts" / "notes.md").is_file()) == (1, True)


def test_nothing_to_add_is_bad_usage(run: Run) -> None:
    assert run("add").code == 2
