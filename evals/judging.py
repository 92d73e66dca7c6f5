"""Judges one answer against its case. Pure functions; knows nothing of how answers are made.

The rules are those of the development set: every group of `must_include` has a hit, nothing of
`must_not_include` appears, and the answer has at most 200 words. Case does not matter; a string
counts only where no letter or digit stands directly before it; apostrophes and dashes of all
kinds are alike.
"""

import re
from typing import Literal

from assistant.types import Answer
from corpus.types import Record

MAX_WORDS = 200
ANSWERED = frozenset({"answered", "answered_partly"})

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

    id: str
    question: str
    history: tuple[dict[str, str], ...] = ()
    type: str
    answerable: bool
    must_include: tuple[tuple[str, ...], ...]
    must_not_include: tuple[str, ...] = ()
    programme: str | None = None
    verdict: str | None = None
    missing: str | None = None
    expects_warning: Literal["dated", "conflict"] | None = None
    fact_source: str | None = None


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
    if case.verdict and answer.eligibility and answer.eligibility.verdict != case.verdict:
        return f"verdict {answer.eligibility.verdict}, not {case.verdict}"
    return None


def plain(text: str) -> str:
    """Give a text in lower case, with apostrophes and dashes of one kind."""
    return text.translate(_ALIKE).lower()


def has(text: str, string: str) -> bool:
    """Tell whether a lower-case text has a string with no letter or digit directly before it."""
    return re.search(rf"(?<![^\W_]){re.escape(plain(string))}", text) is not None
