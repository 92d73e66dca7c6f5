import io
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from integrations.cli.app import main

if TYPE_CHECKING:
    from conftest import Run


def test_module_is_the_command(process: "Run") -> None:
    ended = process("--help")
    assert (ended.code, ended.errors) == (0, "")
    assert "Usage: mastery" in ended.output.replace("python -m integrations.cli", "mastery")
    assert all(name in ended.output for name in ("ask", "chat", "serve", "index", "corpus"))


def test_script_is_the_same_command() -> None:
    (script,) = entry_points(group="console_scripts", name="mastery")
    assert script.load() is main


@pytest.mark.parametrize(
    "words", [("evaluate",), ("index", "burn"), ("ask", "--loud", "Who?"), ("ask", "Who", "pays?")]
)
def test_unknown_words_are_bad_usage(command: "Run", words: tuple[str, ...]) -> None:
    ended = command(*words)
    assert (ended.code, ended.output) == (2, "")
    assert ended.errors.startswith("Usage: mastery")


@pytest.mark.parametrize("words", [("ask", "Who pays?"), ("index", "build"), ("index", "status")])
def test_unknown_folder_is_bad_set_up(
    command: "Run", tmp_path: Path, words: tuple[str, ...]
) -> None:
    ended = command(*words, "--corpus", tmp_path / "none")
    assert (ended.code, ended.output) == (2, "")
    assert ended.errors.count("\n") == 1
    assert str(tmp_path / "none") in ended.errors


def test_empty_folder_is_bad_set_up(command: "Run", tmp_path: Path) -> None:
    ended = command("ask", "Who pays?", "--corpus", tmp_path, "--index", tmp_path / "index")
    assert (ended.code, ended.output) == (2, "")
    assert ended.errors == (
        f"{tmp_path} holds no documents; put .md, .txt, .html, .pdf or .docx files into it.\n"
    )


def test_misspelt_setting_is_bad_set_up(command: "Run", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTERY_PROT", "1")
    ended = command("index", "status")
    assert ended.code == 2
    assert "did you mean MASTERY_PORT?" in ended.errors


def test_model_that_is_missing_is_bad_set_up(
    command: "Run", documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTERY_MODEL", str(tmp_path / "none"))
    ended = command("ask", "Who pays?", "--corpus", documents, "--index", tmp_path / "index")
    assert ended.code == 2
    assert "none' cannot be loaded; name a folder" in ended.errors


def test_terminal_without_unicode_gets_an_answer(
    command: "Run", documents: Path, built_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="ascii"))
    question = "How much money does a school receive for taking part?"
    ended = command("ask", question, "--corpus", documents, "--index", built_index)
    sys.stdout.flush()
    assert (ended.code, ended.errors) == (0, "")
    assert b"a school receives ?1,500 for the year." in b" ".join(written.getvalue().split())
