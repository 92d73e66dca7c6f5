import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

if TYPE_CHECKING:
    from conftest import Ended, Run

FLOOR = "{measure: right, at_least: 1, cases: 2, reason: a test}"
GATE = f"""\
floors: [{FLOOR}]
latency: {{share: 0.95, at_most_ms: 600000}}
must_be_good: []
against_baseline:
  {{worse_below_p: 0.05, regressions: 0, critical_regressions: 0, stale: 0, changed_labels: 0,
    allowed: {{}}}}
"""
CASES: list[dict[str, object]] = [
    {
        "id": "days",
        "question": "How many days does a work group take?",
        "must_include": [["six days"]],
        "cites": ["work-groups"],
        "fact_source": "ours 1",
    },
    {
        "id": "amount",
        "question": "How much does a school receive for taking part?",
        "must_include": [["1,500"]],
        "cites": ["grants"],
        "fact_source": "ours 2",
    },
]


@pytest.fixture
def options(documents: Path, built_index: Path) -> tuple[object, ...]:
    return ("--corpus", documents, "--index", built_index)


@pytest.fixture
def evals(tmp_path: Path, command: "Run", options: tuple[object, ...]) -> Callable[..., "Ended"]:
    """Runs cases into a folder of the test; a gold of any case can be changed."""

    def run(name: str, *more: object, **golds: list[list[str]]) -> "Ended":
        rows = [
            {**case, "must_include": golds.get(str(case["id"]), case["must_include"])}
            for case in CASES
        ]
        lines = (json.dumps({"type": "direct", "answerable": True, **row}) for row in rows)
        (tmp_path / "cases.jsonl").write_text("\n".join(lines))
        output = ("--output", tmp_path / name)
        return command("evals", "run", tmp_path / "cases.jsonl", *output, *options, *more)

    return run


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    (tmp_path / "gate.yaml").write_text(GATE)
    return tmp_path / "gate.yaml"


def test_run_tells_figures_and_where_it_is_saved(
    tmp_path: Path, evals: Callable[..., "Ended"]
) -> None:
    ended = evals("run", "--workers", 1, "--show", "right")
    assert ended.code == 0, ended.errors
    assert ended.output.startswith("days right (answered)")
    assert "Right on answerable                  100.0 % (34.2–100.0)" in ended.output
    assert (tmp_path / "run" / "results.jsonl").exists()


def test_two_processes_find_what_one_finds(tmp_path: Path, evals: Callable[..., "Ended"]) -> None:
    assert evals("one", "--workers", 1).code == evals("two", "--workers", 2).code == 0
    for name in ("run.json", "results.jsonl", "scores.jsonl", "sections.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_gate_passes_prints_every_threshold_and_writes_for_ci(
    tmp_path: Path, evals: Callable[..., "Ended"], command: "Run", gate: Path, documents: Path
) -> None:
    evals("run", "--workers", 1)
    files = ("--junit", tmp_path / "gate.xml", "--markdown", tmp_path / "gate.md")
    ended = command(
        "evals", "gate", tmp_path / "run", "--gate", gate, "--corpus", documents, *files
    )
    assert ended.code == 0, ended.output
    assert (
        "pass  Right on answerable: 100.0 % of 2 cases (threshold: at least 100.0 %" in ended.output
    )
    assert "No baseline was given" in ended.output
    assert ElementTree.parse(tmp_path / "gate.xml").find("testsuite/testcase") is not None  # noqa: S314
    assert (tmp_path / "gate.md").read_text().startswith("# Evals passed")


def test_gate_that_fails_ends_with_1_and_names_the_case(
    tmp_path: Path, evals: Callable[..., "Ended"], command: "Run", gate: Path, documents: Path
) -> None:
    evals("before", "--workers", 1)
    evals("after", "--workers", 1, days=[["nine days"]])
    given = (tmp_path / "after", "--baseline", tmp_path / "before", "--gate", gate)
    ended = command("evals", "gate", *given, "--corpus", documents)
    assert ended.code == 1
    assert "FAIL  Right on answerable: 50.0 % of 2 cases" in ended.output
    assert "FAIL  against the baseline: changed or removed cases: 1" in ended.output
    assert "      days" in ended.output


def test_comparison_and_report_are_written(
    tmp_path: Path, evals: Callable[..., "Ended"], command: "Run", gate: Path, documents: Path
) -> None:
    evals("before", "--workers", 1)
    evals("after", "--workers", 1)
    against = ("--baseline", tmp_path / "before")
    assert (
        "No difference is shown" in command("evals", "compare", tmp_path / "after", *against).output
    )
    ended = command(
        "evals", "report", tmp_path / "after", *against, "--gate", gate, "--corpus", documents
    )
    assert ended.code == 0, ended.errors
    page = (tmp_path / "after" / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "checks are met" in page


def test_source_chooses_the_cases(tmp_path: Path, evals: Callable[..., "Ended"]) -> None:
    assert "1 of 1 cases" in evals("run", "--workers", 1, "--source", "ours 2").output
    assert "amount" in (tmp_path / "run" / "results.jsonl").read_text(encoding="utf-8")


def test_answers_of_a_batch_are_judged(
    tmp_path: Path, evals: Callable[..., "Ended"], command: "Run", options: tuple[object, ...]
) -> None:
    """Through the command line they are the same as when asked here."""
    asked = evals("asked", "--workers", 1).output
    output = tmp_path / "answers.jsonl"
    command("ask", "--batch", tmp_path / "cases.jsonl", "--output", output, *options)
    given = evals("given", "--answers", output).output
    assert "Right on answerable                  100.0 %" in asked
    assert "Right on answerable                  100.0 %" in given


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run", "{0}/empty.jsonl"), "There are no cases in"),
        (("run", "{0}/missing.jsonl"), "cannot be read"),
        (("run", "{0}/faulty.jsonl"), "line 1"),
        (("gate", "{0}"), "holds no run"),
        (("compare", "{0}"), "holds no run"),
        (("gate", "{0}", "--gate", "{0}/empty.jsonl"), "holds no run"),
    ],
)
def test_bad_use_ends_with_2_and_a_sentence(
    tmp_path: Path, command: "Run", arguments: tuple[str, ...], told: str
) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "faulty.jsonl").write_text('{"id": "1"}\n')
    ended = command("evals", *(one.format(tmp_path) for one in arguments))
    assert ended.code == 2
    assert told in ended.message
    assert "Traceback" not in ended.errors


def test_lint_names_the_fault_and_fails(tmp_path: Path, command: "Run", documents: Path) -> None:
    row = {**CASES[0], "type": "direct", "answerable": True, "cites": ["work-parties"]}
    (tmp_path / "cases.jsonl").write_text(json.dumps(row))
    ended = command("evals", "lint", tmp_path / "cases.jsonl", "--corpus", documents)
    assert ended.code == 1
    assert "days names work-parties, which is not in the corpus." in ended.output
