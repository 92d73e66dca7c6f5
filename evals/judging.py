"""Judges one answer against its case. Pure functions; knows nothing of how answers are made.

The rules are those of the development set: every group of `must_include` has a hit, nothing of
`must_not_include` appears, and the answer has at most 200 words. Case does not matter; a string
counts only where no letter or digit stands directly before it; apostrophes and dashes of all
kinds are alike.
"""

import re
from datetime import date
from typing import Literal

from pydantic import ConfigDict

from assistant.types import Answer, Status, Verdict
from corpus.types import Record

MAX_WORDS = 200
ANSWERED = frozenset({"answered", "answered_partly"})
_KINDS_OF_NO = frozenset({"not_eligible", "not_yet", "not_open"})

_APOSTROPHES = "’‘ʼ′"
_QUOTES = "“”"
_DASHES = "–—‑‐‒―−"
_ALIKE = str.maketrans(
    {
        mark: plain
        for marks, plain in ((_APOSTROPHES, "'"), (_QUOTES, '"'), (_DASHES, "-"))
        for mark in marks
    }
)


class Case(Record):
    """One question with its gold."""

    model_config = ConfigDict(use_attribute_docstrings=True)  # for the published schema

    id: str
    question: str
    history: tuple[dict[str, str], ...] = ()
    """Earlier questions of the same conversation, oldest first, each as {"question": …}."""
    type: str
    """What kind of question it is: direct, list, eligibility, followup, compare and so on."""
    answerable: bool
    """Whether the sources settle it; where they do not, saying so is right."""
    must_include: tuple[tuple[str, ...], ...]
    """Groups of alternatives; a right answer has one of each group."""
    must_not_include: tuple[str, ...] = ()
    """What makes an answer wrong, whatever else it says."""
    programme: str | None = None
    """Slug of the programme that it is about."""
    verdict: Verdict | None = None
    """The verdict that eligibility comes to."""
    also_fair: tuple[Verdict, ...] = ()
    """Verdicts that a careful reader would accept too."""
    missing: str | None = None
    """In plain words, the deciding fact that the question leaves out."""
    asks_for: tuple[str, ...] = ()
    """Ids of facts (corpus/facts.yaml), any of which the follow-up should ask for."""
    expects_warning: Literal["dated", "conflict"] | None = None
    """The notice that the answer must carry."""
    fact_source: str | None = None
    """Where the gold was taken from, for whoever checks it."""
    status: Status | None = None
    """The status of the right answer, where only one will do."""
    cites: tuple[str, ...] = ()
    """Ids of documents, any of which is a right source."""
    severity: Literal["critical", "major", "minor"] = "major"
    """critical: a wrong answer would make somebody sign or spend."""
    audience: str | None = None
    """Who asks, as "maths leads"."""
    tags: tuple[str, ...] = ()
    """Anything else to count by, as "cost" or "typo"."""
    origin: str | None = None
    """Who wrote it, when, and from what."""
    today: date | None = None
    """The day on which the gold holds; the question is asked on it."""


Outcome = Literal["right", "wrong", "abstained", "rightly_abstained", "wrongly_answered"]


class Judgement(Record):
    """What an answer is worth, and why."""

    case: Case
    answer: Answer
    outcome: Outcome
    explanation: str

    @property
    def has_expected_warning(self) -> bool | None:
        """Whether the notice that the case expects is there; None where it expects none."""
        if self.case.expects_warning is None:
            return None
        return self.case.expects_warning in {notice.kind for notice in self.answer.notices}


def judge(case: Case, answer: Answer) -> Judgement:
    """Judge an answer: right, wrong or abstained.

    For an unanswerable case abstaining is right, if it is said as the gold has it.
    """
    fault = fault_of(case, answer)
    abstained = answer.status not in ANSWERED
    outcome: Outcome
    if case.answerable:
        outcome = "right" if fault is None else "abstained" if abstained else "wrong"
    else:
        outcome = "rightly_abstained" if fault is None and abstained else "wrongly_answered"
    return Judgement(case=case, answer=answer, outcome=outcome, explanation=fault or answer.status)


def fault_of(case: Case, answer: Answer) -> str | None:
    """Name what keeps an answer from being right; None where nothing does."""
    text = plain(answer.text)
    missing = [group for group in case.must_include if not any(has(text, s) for s in group)]
    if missing:
        return f"says none of {', '.join(missing[0][:4])}"
    forbidden = [string for string in case.must_not_include if has(text, string)]
    if forbidden:
        return f"says {forbidden[0]!r}"
    if len(text.split()) > MAX_WORDS:
        return f"has more than {MAX_WORDS} words"
    if case.verdict and answer.eligibility and not is_fair(answer.eligibility.verdict, case):
        return f"verdict {answer.eligibility.verdict}, not {case.verdict}"
    return None


def is_fair(verdict: Verdict, case: Case) -> bool:
    """Tell whether a verdict agrees with a case's gold.

    Golds know one kind of no: `not_yet` and `not_open` say no as well, and tell what is in the way.
    """
    expected = {case.verdict, *case.also_fair}
    return verdict in expected or (verdict in _KINDS_OF_NO and "not_eligible" in expected)


def plain(text: str) -> str:
    """Give a text in lower case, with apostrophes and dashes of one kind."""
    return text.translate(_ALIKE).lower()


def has(text: str, string: str) -> bool:
    """Tell whether a lower-case text has a string with no letter or digit directly before it."""
    return re.search(rf"(?<![^\W_]){re.escape(plain(string))}", text) is not None
