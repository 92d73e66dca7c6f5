import json
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.casebook import (
    BUNDLED_CASES,
    SCHEMA_FILE,
    digest_of_cases,
    load_cases,
    schema,
    schema_text,
    written,
)
from evals.errors import CaseError
from evals.judging import Case

Cases = Callable[..., Case]

ROW = {"id": "1", "question": "How long?", "type": "direct", "answerable": True}
GOLD = {"must_include": [["six"]]}


def test_bundled_cases_are_read() -> None:
    assert len(load_cases(BUNDLED_CASES)) >= 200


def test_published_schema_is_current() -> None:
    """After a change to `Case`: mastery evals schema > evals/cases/case.schema.json."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_schema_says_what_every_field_means() -> None:
    fields = schema()["properties"]
    plain = {"id", "question"}
    assert {name for name, field in fields.items() if "description" not in field} == plain


def test_blank_lines_are_skipped_and_folders_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text(json.dumps({**ROW, **GOLD, "id": "2"}))
    (tmp_path / "a.jsonl").write_text("\n" + json.dumps({**ROW, **GOLD}) + "\n \n")
    (tmp_path / "notes.txt").write_text("no case")
    assert [case.id for case in load_cases(tmp_path)] == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({**ROW, **GOLD, "must_inclued": []}, "line 2: must_inclued"),
        (ROW, "line 2: must_include"),
        ({**ROW, **GOLD, "severity": "dire"}, "line 2: severity"),
        ({**ROW, **GOLD, "verdict": "perhaps"}, "line 2: verdict"),
        ("six", "line 2: the line"),
    ],
)
def test_fault_is_named_with_its_line(tmp_path: Path, line: object, told: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n" + json.dumps(line))
    with pytest.raises(CaseError, match=told):
        load_cases(path)


def test_id_that_is_there_twice_is_a_fault(tmp_path: Path) -> None:
    row = json.dumps({**ROW, **GOLD})
    (tmp_path / "cases.jsonl").write_text(f"{row}\n{row}\n")
    with pytest.raises(CaseError, match="more than one case has the id 1"):
        load_cases(tmp_path / "cases.jsonl")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "cases.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CaseError, match="cannot be read"):
        load_cases(path)


def test_written_cases_are_read_back(tmp_path: Path, case_of: Cases) -> None:
    cases = [
        case_of(("six", "6"), id="a", today="2026-11-22", tags=["cost"]),
        case_of(("two",), id="b", history=[{"question": "Is it “free”?"}]),
    ]
    (tmp_path / "cases.jsonl").write_text(written(cases), encoding="utf-8")
    assert load_cases(tmp_path / "cases.jsonl") == cases


def test_digest_changes_with_a_gold(case_of: Cases) -> None:
    assert digest_of_cases([case_of(("six",))]) == digest_of_cases([case_of(("six",))])
    assert digest_of_cases([case_of(("six",))]) != digest_of_cases([case_of(("two",))])
