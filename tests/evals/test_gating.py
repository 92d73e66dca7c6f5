from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals.comparing import compare
from evals.gating import BUNDLED_GATE, Check, GateError, checks_of, load_gate
from evals.judging import Case
from evals.junit import junit
from evals.markdown import gate_markdown
from evals.runs import Run

Runs = Callable[..., Run]
BAD = Check(name="six | days", passed=False, found="5", threshold="6", because="case-1")


def test_bundled_gate_gives_a_reason_for_every_floor() -> None:
    gate = load_gate(BUNDLED_GATE)
    assert all(floor.reason and floor.cases for floor in gate.floors)
    assert {"right", "wrong", "abstention", "false_eligible", "proof"} <= {
        floor.measure for floor in gate.floors
    }


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("measure: right", "measure: rihgt", "rihgt is no measure"),
        ("at_least: 0.75", "at_leest: 0.75", "at_leest"),
        ("at_least: 0.75, ", "", "at_least or at_most"),
        ("latency:", "latncy:", "latency: Field required"),
        ("floors:", "floors: [", "gate"),
    ],
)
def test_gate_that_would_check_nothing_is_refused(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    text = BUNDLED_GATE.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "gate.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(GateError, match=told):
        load_gate(tmp_path / "gate.yaml")


def test_floor_of_few_cases_fails(run_of: Runs, cases: list[Case]) -> None:
    """All five are right, which is no proof that two hundred would be."""
    run = run_of("run", cases)
    checks = checks_of(load_gate(BUNDLED_GATE), run, None, run.description.corpus_digest)
    (good,) = (one for one in checks if one.name.startswith("Good"))
    assert (good.passed, good.found) == (False, "100.0 % of 5 cases")


def test_every_threshold_is_given_passed_or_not(run_of: Runs, cases: list[Case]) -> None:
    run, gate = run_of("run", cases), load_gate(BUNDLED_GATE)
    comparison = compare(run_of("before", cases), run)
    checks = list(checks_of(gate, run, comparison, run.description.corpus_digest))
    against = [one for one in checks if one.name.startswith("against the baseline")]
    assert len(checks) - len(against) == 3 + len(gate.floors) + 1
    assert all(check.threshold and check.found for check in checks)
    assert len(against) > 5


def test_junit_has_a_failure_a_failed_check(run_of: Runs, cases: list[Case]) -> None:
    good = BAD.model_copy(update={"name": "sound", "passed": True})
    text = junit(run_of("run", cases), [good, BAD])
    gate, judged = ElementTree.fromstring(text)  # noqa: S314 - it is our own
    assert gate.attrib == {"name": "gate", "tests": "2", "failures": "1"}
    failure = gate.find("testcase[@name='six | days']/failure")
    assert failure is not None
    assert (failure.get("message"), failure.text) == ("5; threshold: 6", "case-1")
    assert [case.get("name") for case in judged] == [case.id for case in cases]


def test_markdown_begins_with_what_failed(run_of: Runs, cases: list[Case]) -> None:
    good = BAD.model_copy(update={"name": "sound", "passed": True})
    lines = gate_markdown([good, BAD], run_of("run", cases), None).splitlines()
    assert lines[0] == "# Evals failed: 1 of 2 checks"
    assert lines[4] == r"| **FAIL** | six \| days | 5 | 6 | case-1 |"
    assert lines[5].startswith("| pass | sound |")
    assert gate_markdown([good], run_of("run", cases), None).startswith("# Evals passed")
