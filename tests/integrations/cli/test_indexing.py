import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.generations import current_generation, generations

if TYPE_CHECKING:
    from conftest import Run


QUESTION = "How much money does a school receive for taking part?"


@pytest.fixture
def options(own_documents: Path, tmp_path: Path) -> tuple[object, ...]:
    return ("--corpus", own_documents, "--index", tmp_path / "index")


@pytest.fixture
def root(command: "Run", options: tuple[object, ...], tmp_path: Path) -> Path:
    """An index of one's own, to be damaged."""
    assert command("index", "build", *options).code == 0
    return tmp_path / "index"


def damage(root: Path, name: str) -> None:
    """Flip one bit in the middle of a file of the current generation."""
    path = current_generation(root) / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_build_tells_what_it_built(
    command: "Run", own_documents: Path, options: tuple[object, ...], tmp_path: Path
) -> None:
    (own_documents / "minutes.xyz").write_text("Minutes of a meeting.")
    ended = command("index", "build", *options)
    name = current_generation(tmp_path / "index").name
    assert (ended.code, ended.output) == (0, f"Built {name} from 3 documents.\n")
    assert "Skipped minutes.xyz: files of the kind .xyz are not read" in ended.errors


def test_status_tells_what_is_served(command: "Run", documents: Path, built_index: Path) -> None:
    ended = command("index", "status", "--corpus", documents, "--index", built_index)
    told = dict(re.split(r"\s{2,}", line.strip(), maxsplit=1) for line in ended.output.splitlines())
    assert (ended.code, ended.errors) == (0, "")
    assert told["folder"] == str(built_index)
    assert told["generation"] == current_generation(built_index).name
    assert (told["corpus"], told["documents"], told["damage"]) == ("unchanged", "3", "none")


def test_folder_in_brackets_is_told_to_the_letter(
    command: "Run", documents: Path, built_index: Path, tmp_path: Path
) -> None:
    """Square brackets are markup to the library that prints tables."""
    (tmp_path / "a[").mkdir()
    (tmp_path / "a[" / "bold] index").symlink_to(built_index)
    root = tmp_path / "a[" / "bold] index"
    ended = command("index", "status", "--corpus", documents, "--index", root)
    assert ended.code == 0
    assert str(root) in ended.output


def test_index_that_was_never_built_is_bad_set_up(
    command: "Run", documents: Path, tmp_path: Path
) -> None:
    for word in ("status", "verify"):
        ended = command("index", word, "--corpus", documents, "--index", tmp_path / "none")
        assert (ended.code, ended.output) == (2, "")
        assert ended.errors == (
            f"There is no index in {tmp_path / 'none'}; run `mastery index build`.\n"
        )


def test_whole_index_is_verified(command: "Run", documents: Path, built_index: Path) -> None:
    ended = command("index", "verify", "--corpus", documents, "--index", built_index)
    assert (ended.code, ended.errors) == (0, "")
    assert "whole" in ended.output


def test_damaged_file_is_named_and_the_next_question_builds_anew(
    command: "Run", options: tuple[object, ...], root: Path
) -> None:
    damage(root, "passages.faiss")
    for word in ("verify", "status"):
        ended = command("index", word, *options)
        assert ended.code == 1
        assert (ended.output + ended.errors).count("passages.faiss was changed") == 1
    ended = command("ask", QUESTION, *options)
    assert ended.code == 0
    assert "The index was damaged and has been built anew: passages.faiss" in ended.message
    assert "£1,500" in ended.output
    assert command("index", "verify", *options).code == 0


def test_changed_documents_are_indexed_by_the_next_question(
    command: "Run", own_documents: Path, options: tuple[object, ...], root: Path
) -> None:
    path = own_documents / "grants.md"
    path.write_text(path.read_text().replace("£1,500", "£1,750"))
    assert "corpus       has changed since" in command("index", "status", *options).output
    ended = command("ask", QUESTION, *options)
    assert (ended.code, ended.errors) == (0, "")
    assert "£1,750" in ended.output
    assert "corpus       unchanged" in command("index", "status", *options).output
    assert len(generations(root)) == 2


def test_unchanged_documents_are_not_indexed_again(
    command: "Run", documents: Path, built_index: Path
) -> None:
    before = generations(built_index)
    assert command("ask", QUESTION, "--corpus", documents, "--index", built_index).code == 0
    assert generations(built_index) == before
