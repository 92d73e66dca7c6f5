"""Ten faults, each planted in a small corpus or its answers: the gate fails and names each one."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.types import Eligibility, Notice
from corpus.loading import digest_of
from evals.comparing import Comparison, compare
from evals.gating import AgainstBaseline, Check, Floor, Gate, Latency, checks_of
from evals.judging import Case
from evals.reporting import report_html
from evals.runs import Run
from evals.types import Result

Runs = Callable[..., Run]

GATE = Gate(
    floors=(
        Floor(measure="abstention", at_least=1, cases=1, reason="Gaps are told."),
        Floor(measure="proof", at_least=1, cases=1, reason="Quotes are to the letter."),
        Floor(measure="citation_precision", at_least=0.9, cases=1, reason="Sources are right."),
    ),
    latency=Latency(share=0.95, at_most_ms=60_000),
    must_be_good=("days",),
    against_baseline=AgainstBaseline(
        worse_below_p=0.05,
        regressions=0,
        critical_regressions=0,
        stale=0,
        changed_labels=0,
        allowed={},
    ),
)


def failed(
    corpus: Path, run: Run, baseline: Run | None = None, gate: Gate = GATE
) -> dict[str, Check]:
    """Give the checks that fail, by name; all of them and the run are in the report too."""
    comparison = compare(baseline, run) if baseline else None
    checks = list(checks_of(gate, run, comparison, digest_of(corpus)))
    bad = {check.name: check for check in checks if not check.passed}
    page = report_html(run, checks, comparison)
    assert all(name in page for name in bad)
    return bad


def compared(before: Run, after: Run) -> Comparison:
    comparison = compare(before, after)
    assert comparison
    return comparison


def rewrite(corpus: Path, name: str, old: str, new: str) -> None:
    text = (corpus / name).read_text()
    assert old in text
    (corpus / name).write_text(text.replace(old, new))


def changed(case_id: str, **fields: object) -> Callable[[Result], Result]:
    """Change the answer of one case."""

    def change(result: Result) -> Result:
        if result.case_id != case_id:
            return result
        return result.model_copy(update={"answer": result.answer.model_copy(update=fields)})

    return change


def test_sound_run_passes(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    before, after = run_of("before", cases), run_of("after", cases)
    assert failed(corpus, after, before) == {}


def test_wrong_fact(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    before = run_of("before", cases)
    rewrite(corpus, "documents/club.md", "six days", "nine days")
    bad = failed(corpus, run_of("after", cases), before)
    lost = bad["against the baseline: critical cases lost"]
    assert lost.because.startswith("days (The section “club#How many days")
    assert "has another text now" in lost.because
    assert "cases that must be right" in bad


def test_dropped_section_makes_labels_stale(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    """It is not said that quality fell: nobody can answer from what is gone."""
    before = run_of("before", cases)
    text = (corpus / "documents/prizes.md").read_text()
    (corpus / "documents/prizes.md").write_text(text[: text.index("## When was")])
    phrasings = (corpus / "phrasings/prizes.yaml").read_text()
    (corpus / "phrasings/prizes.yaml").write_text(
        phrasings[: phrasings.index("  - heading: When was")]
    )
    after = run_of("after", cases)
    bad = failed(corpus, after, before)
    stale = bad["against the baseline: cases with stale labels"]
    assert stale.because.startswith("given (The section “prizes#When was")
    assert "the label is stale" in stale.because
    assert "against the baseline: cases lost" not in bad


def test_swapped_citation(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    def swap(result: Result) -> Result:
        if result.case_id != "pays":
            return result
        citations = tuple(
            one.model_copy(update={"document_id": "prizes"}) for one in result.answer.citations
        )
        answer = result.answer.model_copy(update={"citations": citations})
        return result.model_copy(update={"answer": answer, "unproved": (1,)})

    bad = failed(corpus, run_of("run", cases, swap))
    assert bad["Quotes proved"].found == "75.0 % of 4 cases"
    assert bad["Cited documents that are right"].found == "75.0 % of 4 cases"


def test_looser_threshold_answers_what_is_not_told(
    corpus: Path, run_of: Runs, cases: list[Case]
) -> None:
    before = run_of("before", cases)
    loosened = changed("lunch", status="answered", text="The town library pays for the club.")
    bad = failed(corpus, run_of("after", cases, loosened), before)
    assert bad["No answer on unanswerable"].found == "0.0 % of 1 cases"
    assert bad["against the baseline: cases lost"].because.startswith("lunch")


def test_stale_index(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    run = run_of("run", cases)
    older = run.description.model_copy(update={"index_corpus_digest": "of-last-week"})
    bad = failed(corpus, dataclasses.replace(run, description=older))
    assert "mastery index build" in bad["the index is of the corpus"].because


def test_run_of_a_corpus_that_has_changed_since(
    corpus: Path, run_of: Runs, cases: list[Case]
) -> None:
    run = run_of("run", cases)
    rewrite(corpus, "documents/club.md", "six days", "nine days")
    assert list(failed(corpus, run)) == ["the run is of the corpus to be released"]


def test_missing_notice(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    """The answer is right, but its reader is not told how old it is."""
    dated = [cases[0].model_copy(update={"expects_warning": "dated"}), *cases[1:]]
    floor = Floor(measure="notice", at_least=0.9, cases=1, reason="Old facts are labelled.")
    gate = GATE.model_copy(update={"floors": (floor,)})
    notice = Notice(kind="dated", text="This is of 2019/20.")
    assert (
        failed(corpus, run_of("told", dated, changed("days", notices=(notice,))), gate=gate) == {}
    )
    bad = failed(corpus, run_of("untold", dated), gate=gate)
    assert bad["Needed notices given"].found == "0.0 % of 1 cases"


def test_false_eligible(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    asked = [cases[0].model_copy(update={"verdict": "not_eligible"}), *cases[1:]]
    floor = Floor(measure="false_eligible", at_most=0, cases=1, reason="Somebody would sign.")
    said = Eligibility(programme_id="club", programme="Club", verdict="eligible", checks=())
    gate = GATE.model_copy(update={"floors": (floor,)})
    bad = failed(corpus, run_of("run", asked, changed("days", eligibility=said)), gate=gate)
    assert bad["False “eligible”"].found == "100.0 % of 1 cases"
    assert "cases that must be right" in bad


def test_empty_or_partly_scored_run(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    run = run_of("run", cases)
    partly = failed(corpus, dataclasses.replace(run, results=run.results[:4]))
    assert partly["every case has a result"].because == "lunch"
    empty = failed(corpus, dataclasses.replace(run, cases=(), results=()))
    assert empty["every case has a result"].found == "0 of 0"
    assert empty["No answer on unanswerable"].found == "nothing of 0 cases"


def test_slow_step(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    run = run_of("run", cases)
    slow = {**run.timings.elapsed_ms, "ruler": 90_000}
    timings = run.timings.model_copy(update={"elapsed_ms": slow})
    bad = failed(corpus, dataclasses.replace(run, timings=timings))
    check = bad["time within which 95% are answered"]
    assert (check.found, check.because.split(",")[0]) == ("90000 ms", "slowest: ruler")


def test_changed_label(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    """A gold that was made to fit a wrong answer is not counted as if nothing was lost."""
    before = run_of("before", cases)
    rewrite(corpus, "documents/club.md", "six days", "nine days")
    relabelled = [cases[0].model_copy(update={"must_include": (("nine days",),)}), *cases[1:4]]
    after = run_of("after", relabelled)
    bad = failed(corpus, after, before)
    assert bad["against the baseline: changed or removed cases"].because == "days, lunch"
    assert compared(before, after).regressions == ()


@pytest.mark.parametrize("fault", ["failure", "good"])
def test_broken_assistant_is_not_silent(
    corpus: Path, run_of: Runs, cases: list[Case], fault: str
) -> None:
    floors = {"failure": {"at_most": 0}, "good": {"at_least": 1}}[fault]
    gate = GATE.model_copy(
        update={"floors": (Floor(measure=fault, cases=1, reason="It works.", **floors),)}
    )
    broken = changed("pays", status="error_unexpected", text="KeyError: 'club'")
    assert len(failed(corpus, run_of("run", cases, broken), gate=gate)) == 1


def test_allowed_regression_passes(corpus: Path, run_of: Runs, cases: list[Case]) -> None:
    before = run_of("before", cases)
    rewrite(corpus, "documents/prizes.md", "silver ruler", "silver spoon")
    after = run_of("after", cases)
    assert "against the baseline: cases lost" in failed(corpus, after, before)
    limits = GATE.against_baseline.model_copy(update={"allowed": {"ruler": "It is a spoon now."}})
    allowing = GATE.model_copy(update={"against_baseline": limits})
    assert failed(corpus, after, before, allowing) == {}
