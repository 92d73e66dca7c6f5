from pathlib import Path

import pytest

from corpus.data_files import load_data
from corpus.errors import CorpusDataError
from corpus.types import Record


class Entry(Record):
    name: str


class Entries(Record):
    entries: tuple[Entry, ...]


def written(folder: Path, text: str) -> Path:
    path = folder / "entries.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def message_for(path: Path) -> str:
    with pytest.raises(CorpusDataError) as caught:
        load_data(path, Entries)
    return str(caught.value)


def test_file_becomes_a_record(tmp_path: Path) -> None:
    path = written(tmp_path, "entries:\n- name: £ and ’\n")
    assert load_data(path, Entries) == Entries(entries=(Entry(name="£ and ’"),))


@pytest.mark.parametrize(
    ("text", "line", "place"),
    [
        ("entries:\n- name: A\n- nome: B\n", 3, "entries → 1 → name"),
        ("entries:\n- name: A\n  size: 2\n", 3, "entries → 0 → size"),
        ("\nentries: A\n", 2, "entries"),
        ("", 1, "the top"),
        ("- A\n", 1, "the top"),
    ],
)
def test_wrong_field_is_named_with_file_line_and_place(
    tmp_path: Path, text: str, line: int, place: str
) -> None:
    path = written(tmp_path, text)
    assert message_for(path).startswith(f"{path}, line {line}, at {place}: ")


@pytest.mark.parametrize("text", ["entries: [", "a: b: c", "entries: 2024-02-30"])
def test_file_that_is_not_yaml_is_named(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    assert message_for(path).startswith(f"{path} is not valid YAML: ")


def test_fault_is_told_in_one_line(tmp_path: Path) -> None:
    assert "\n" not in message_for(written(tmp_path, "entries:\n- name: [\n"))


def test_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "entries.yaml"
    path.write_bytes("entries:\n- name: £\n".encode("cp1252"))
    assert "entries.yaml is not valid YAML" in message_for(path)


def test_yaml_cannot_make_objects(tmp_path: Path) -> None:
    path = written(tmp_path, "entries: !!python/object/apply:os.getcwd []\n")
    assert "is not valid YAML" in message_for(path)
