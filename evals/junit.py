"""The gate and the cases as JUnit XML, which CI systems show as tests."""

from collections.abc import Sequence
from xml.etree import ElementTree

from evals.gating import Check
from evals.runs import Run
from evals.scoring import MEASURES
from evals.summarising import judged


def junit(run: Run, checks: Sequence[Check]) -> str:
    """Give one test case a check and a case; only checks fail the build, cases are skipped."""
    root = ElementTree.Element("testsuites")
    gate = ElementTree.SubElement(root, "testsuite", name="gate", tests=str(len(checks)))
    gate.set("failures", str(sum(not check.passed for check in checks)))
    for check in checks:
        row = ElementTree.SubElement(gate, "testcase", classname="evals.gate", name=check.name)
        if not check.passed:
            message = f"{check.found}; threshold: {check.threshold}"
            ElementTree.SubElement(row, "failure", message=message).text = check.because
    cases = ElementTree.SubElement(root, "testsuite", name="cases", tests=str(len(run.cases)))
    for case, result in judged(run):
        seconds = run.timings.elapsed_ms.get(case.id, 0) / 1000
        row = ElementTree.SubElement(
            cases, "testcase", classname=f"evals.{case.type}", name=case.id, time=f"{seconds:.3f}"
        )
        value = MEASURES[0].score(case, result)
        if value and not value[0]:
            ElementTree.SubElement(row, "skipped", message=f"not right: {value[1]}")
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"
