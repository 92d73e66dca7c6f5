"""The measures: one small function each, giving a value with its explanation for one answer.

A measure that does not apply to a case gives no score, which is not the same as nought.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from evals.judging import ANSWERED, Case, has, is_fair, judge, plain
from evals.ranking import gain_at_10, recall_at_5
from evals.types import Result, Score

Value = tuple[float, str] | None
"""A value with its explanation; None where the measure does not apply."""


def good(case: Case, result: Result) -> Value:
    """Right where there is an answer, and rightly none where there is not."""
    judgement = judge(case, result.answer)
    return float(judgement.outcome in {"right", "rightly_abstained"}), judgement.explanation


def right(case: Case, result: Result) -> Value:
    """An answerable question is answered rightly."""
    judgement = judge(case, result.answer)
    return (float(judgement.outcome == "right"), judgement.explanation) if case.answerable else None


def wrong(case: Case, result: Result) -> Value:
    """An answerable question is answered, and not rightly."""
    judgement = judge(case, result.answer)
    return (float(judgement.outcome == "wrong"), judgement.explanation) if case.answerable else None


def false_abstention(case: Case, result: Result) -> Value:
    """An answerable question is not answered."""
    if not case.answerable:
        return None
    return float(judge(case, result.answer).outcome == "abstained"), result.answer.status


def abstention(case: Case, result: Result) -> Value:
    """An unanswerable question is told to be one."""
    if case.answerable:
        return None
    judgement = judge(case, result.answer)
    return float(judgement.outcome == "rightly_abstained"), judgement.explanation


def complete(case: Case, result: Result) -> Value:
    """How much of what a right answer holds is there."""
    if not case.answerable:
        return None
    text = plain(result.answer.text)
    hit = [any(has(text, one) for one in group) for group in case.must_include]
    return sum(hit) / len(hit), f"{sum(hit)} of {len(hit)} parts"


def status(case: Case, result: Result) -> Value:
    """The answer has the one status that will do."""
    if case.status is None:
        return None
    return float(result.answer.status == case.status), result.answer.status


def verdict(case: Case, result: Result) -> Value:
    """The verdict is the gold's; not deciding what the sources do not settle is right too."""
    if case.verdict is None:
        return None
    given = result.answer.eligibility
    if given is None:
        is_silent = case.verdict == "unknown" and result.answer.status not in ANSWERED
        return float(is_silent), "no verdict"
    return float(is_fair(given.verdict, case)), f"{given.verdict}, expected {case.verdict}"


def false_eligible(case: Case, result: Result) -> Value:
    """`eligible` is said to somebody who is not, or who may not be."""
    if case.verdict is None or case.verdict == "eligible":
        return None
    given = result.answer.eligibility
    said = given.verdict if given else "no verdict"
    return float(said == "eligible"), f"{said}, expected {case.verdict}"


def follow_up(case: Case, result: Result) -> Value:
    """The deciding fact that is missing is asked for."""
    if case.missing is None:
        return None
    asked = result.answer.eligibility and result.answer.eligibility.follow_up
    if not asked:
        return 0.0, "asks nothing"
    return float(not case.asks_for or asked.fact in case.asks_for), f"asks for {asked.fact}"


def citation_precision(case: Case, result: Result) -> Value:
    """How many of the cited documents are right sources."""
    cited = _cited(result)
    if not (case.answerable and case.cites and cited):
        return None
    other = sorted(cited - set(case.cites))
    return 1 - len(other) / len(cited), f"also cites {', '.join(other)}" if other else "all right"


def citation_recall(case: Case, result: Result) -> Value:
    """At least one right source is cited; the gold's sources are alternatives."""
    if not (case.answerable and case.cites and result.answer.status in ANSWERED):
        return None
    found = sorted(_cited(result) & set(case.cites))
    return float(bool(found)), ", ".join(found) or f"none of {', '.join(case.cites)}"


def proof(case: Case, result: Result) -> Value:
    """Every quote is its document's text at its place, and every statement stands in quotes."""
    answer = result.answer
    if answer.text.startswith("The answer could not be proved"):
        return 0.0, answer.text
    if not answer.citations and not answer.statements:
        return None
    quotes = {one.number: one.quote for one in answer.citations}
    unsaid = [
        one.text
        for one in answer.statements
        if not one.citations or any(one.text not in quotes.get(n, "") for n in one.citations)
    ]
    if result.unproved or unsaid:
        numbers = ", ".join(map(str, result.unproved))
        return 0.0, f"citations {numbers}" if numbers else f"nobody says {unsaid[0]!r}"
    return 1.0, "all proved"


def notice(case: Case, result: Result) -> Value:
    """The notice that the answer needs is there."""
    if case.expects_warning is None:
        return None
    kinds = {one.kind for one in result.answer.notices}
    return float(case.expects_warning in kinds), f"has {', '.join(sorted(kinds)) or 'none'}"


def needless_notice(case: Case, result: Result) -> Value:
    """A notice of age or conflict is there that the answer does not need."""
    if case.expects_warning is not None:
        return None
    kinds = {one.kind for one in result.answer.notices} & {"dated", "conflict"}
    return float(bool(kinds)), ", ".join(sorted(kinds)) or "none"


def found(case: Case, result: Result) -> Value:
    """How many of the right documents are among the first five found."""
    return recall_at_5(case, result)


def gain(case: Case, result: Result) -> Value:
    """How high the right documents stand among the first ten (nDCG)."""
    return gain_at_10(case, result)


def words(case: Case, result: Result) -> Value:
    """How long an answer is."""
    if result.answer.status not in ANSWERED:
        return None
    return float(len(result.answer.text.split())), "words"


def failure(case: Case, result: Result) -> Value:
    """The assistant broke."""
    is_broken = result.answer.status == "error_unexpected"
    return float(is_broken), result.answer.text if is_broken else "none"


@dataclass(frozen=True)
class Measure:
    """A measure, and how to read it."""

    score: Callable[[Case, Result], Value]
    label: str
    is_better: Literal["higher", "lower", "neither"] = "higher"
    unit: Literal["share", "words"] = "share"

    @property
    def name(self) -> str:
        """How files and the gate name it."""
        return self.score.__name__

    @property
    def meaning(self) -> str:
        """What it tells, in a sentence."""
        return self.score.__doc__ or ""


MEASURES = (
    Measure(good, "Good: right, or rightly no answer"),
    Measure(right, "Right on answerable"),
    Measure(wrong, "Wrong on answerable", "lower"),
    Measure(false_abstention, "No answer on answerable", "lower"),
    Measure(abstention, "No answer on unanswerable"),
    Measure(complete, "Parts of the answer there"),
    Measure(status, "Expected status"),
    Measure(false_eligible, "False “eligible”", "lower"),
    Measure(verdict, "Right verdict"),
    Measure(follow_up, "Missing fact asked for"),
    Measure(citation_precision, "Cited documents that are right"),
    Measure(citation_recall, "A right document is cited"),
    Measure(proof, "Quotes proved"),
    Measure(notice, "Needed notices given"),
    Measure(needless_notice, "Needless notices", "lower"),
    Measure(found, "Right documents among first five"),
    Measure(gain, "Rank of right documents (nDCG at 10)"),
    Measure(words, "Words of an answer (median)", "neither", "words"),
    Measure(failure, "Faults of ours", "lower"),
)
MEASURE = {measure.name: measure for measure in MEASURES}


def scores_of(case: Case, result: Result) -> Iterator[Score]:
    """Give the scores of all measures that apply."""
    for measure in MEASURES:
        if value := measure.score(case, result):
            yield Score(measure=measure.name, value=value[0], explanation=value[1])


def _cited(result: Result) -> set[str]:
    return {one.document_id for one in result.answer.citations}
