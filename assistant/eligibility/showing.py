"""Puts a decision into words: clauses quoted with their citations, and what was told said back."""

import re
from collections.abc import Mapping, Sequence

from assistant.composing import cite_quotation
from assistant.eligibility import replies
from assistant.eligibility.conditions import atoms_of
from assistant.eligibility.fitting import is_told
from assistant.eligibility.knowledge import Knowledge, Known
from assistant.eligibility.verdicts import Decision, Judged, facts_of
from assistant.types import Check, Citation, FollowUp, Statement
from corpus.types import Criterion, Document, FactDefinition, Quotation, Record, Unsettled

MAX_WORDS = 150
"""Of a whole answer; every criterion stands in the checks anyhow."""
MAX_LINES_NEAR_A_GAP = 2
MAX_OPTIONS_IN_TEXT = 6
MAX_WORDS_SAID_BACK = 8
MAX_VALUES_SAID_BACK = 2
"""Of a fact with more values still possible only the asker's words are said back."""

_ANSWERS_ITSELF = re.compile(r"(?:Yes|No), (?!but\b)")
"""The documents answer questions; below a verdict, their "yes" would answer another one."""


class Line(Record):
    """One clause as it is shown."""

    label: str
    quotation: Quotation

    @property
    def said(self) -> str:
        """The quote without the "yes" or "no" that it begins with."""
        return _ANSWERS_ITSELF.sub("", self.quotation.quote, count=1)


class Shown(Record):
    """What an answer says, with its citations."""

    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


def cited(
    quotations: Sequence[Quotation], documents: Mapping[str, Document]
) -> dict[str, Citation]:
    """Cite each quote once, numbered in order."""
    citations: dict[str, Citation] = {}
    for one in quotations:
        citation = cite_quotation(one, documents, len(citations) + 1)
        if citation and one.quote not in citations:
            citations[one.quote] = citation
    return citations


def shown(
    opening: str,
    lines: Sequence[Line],
    closing: Sequence[str],
    citations: Mapping[str, Citation],
    *,
    max_words: int = MAX_WORDS,
) -> Shown:
    """Say the opening, as many clauses as there is room for, and the closing paragraphs."""
    left = max_words - sum(len(part.split()) for part in (opening, *closing))
    said: list[str] = []
    statements: list[Statement] = []
    for line in lines:
        number = citations[line.quotation.quote].number
        text = f"- {line.label}: {' '.join(line.said.split())} [{number}]"
        left -= len(text.split())
        if said and left < 0:
            break
        said.append(text)
        statements.append(Statement(text=line.said, citations=(number,)))
    return Shown(
        text="\n\n".join(part for part in (opening, "\n".join(said), *closing) if part),
        statements=tuple(statements),
        citations=tuple(citations.values()),
    )


def lines_of(decision: Decision, knowledge: Knowledge) -> tuple[Line, ...]:
    """Give the clauses that decide, then what is met as was told, then the rest; each once."""
    if decision.verdict == "not_open" and decision.rule_set.closed:
        return (Line(label=replies.SAID, quotation=decision.rule_set.closed),)
    if decision.unsettled:
        near = _near(decision, decision.unsettled)[:MAX_LINES_NEAR_A_GAP]
        return tuple(Line(label=replies.SAID, quotation=one) for one in near)
    lines: dict[str, Line] = {}
    for one in _in_order(decision, knowledge):
        line = Line(label=replies.OUTCOMES[one.outcome], quotation=one.criterion)
        lines.setdefault(one.criterion.quote, line)
    return tuple(lines.values())


def checks_of(
    decision: Decision, knowledge: Knowledge, citations: Mapping[str, Citation]
) -> tuple[Check, ...]:
    """Give every criterion with its outcome and the reason for it."""
    return tuple(
        Check(
            criterion_id=one.criterion.id,
            criterion=one.criterion.criterion,
            outcome=one.outcome,
            because=_because(one, knowledge),
            citation=citations[one.criterion.quote].number,
        )
        for one in decision.judged
    )


def follow_up_on(definition: FactDefinition) -> FollowUp:
    """Ask for a fact, with all answers that there are."""
    labels = tuple(option.label for option in definition.options)
    return FollowUp(
        fact=definition.id, question=definition.question, options=(*labels, replies.NOT_SURE)
    )


def asked_aloud(follow_up: FollowUp) -> str:
    """Write the question that closes an answer, with its options unless they are many."""
    if len(follow_up.options) > MAX_OPTIONS_IN_TEXT:
        return follow_up.question
    options = (f"{number}. {option}" for number, option in enumerate(follow_up.options, start=1))
    return "\n".join((follow_up.question, *options))


def told_aloud(facts: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """Say back what was told of some facts, with the asker's words; the same words once."""
    by_words: dict[str, list[str]] = {}
    for fact in facts:
        known = knowledge[fact]
        if known.told and not known.told.is_unsure:
            labels = _labels(known)
            said = [replies.one_of(labels)] if len(labels) <= MAX_VALUES_SAID_BACK else []
            by_words.setdefault(known.told.words, []).extend(said)
    return tuple(replies.said_back(said, _short(words)) for words, said in by_words.items())


def _short(words: str) -> str:
    first = words.strip(" ,.;:!").split()
    return " ".join(first[:MAX_WORDS_SAID_BACK]) + (
        " …" if len(first) > MAX_WORDS_SAID_BACK else ""
    )


def presumed_labels(facts: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """Give what was taken for granted of some facts."""
    known = (knowledge[fact] for fact in facts)
    return tuple(_labels(one)[0] for one in known if one.is_presumed)


def _in_order(decision: Decision, knowledge: Knowledge) -> list[Judged]:
    """Order the criteria as they are shown; what was only presumed a notice tells."""
    failed = decision.verdict == "not_eligible"
    deciding = [one for one in decision.undecided if not (failed and one.outcome == "unknown")]
    others = [one for one in decision.judged if one not in decision.undecided]
    met = [one for one in others if one.outcome == "met" and not _is_presumed(one, knowledge)]
    met.sort(key=lambda one: not is_told(one.criterion, knowledge))
    judged = [one for one in others if one.outcome != "met"]
    return [*deciding, *met, *judged] or others


def _is_presumed(one: Judged, knowledge: Knowledge) -> bool:
    return all(knowledge[fact].is_presumed for fact in facts_of(one.criterion))


def _near(decision: Decision, unsettled: Unsettled) -> list[Criterion]:
    """Give the clauses on the facts of an unsettled case, or else the first ones."""
    facts = {atom.fact for atom in atoms_of(unsettled.when)}
    criteria = list(decision.rule_set.criteria)
    return [one for one in criteria if facts.intersection(facts_of(one))] or criteria


def _because(one: Judged, knowledge: Knowledge) -> str:
    facts = facts_of(one.criterion)
    told = told_aloud(facts, knowledge)
    open_facts = [knowledge[fact] for fact in facts if len(knowledge[fact].values) > 1]
    if one.outcome == "unknown" and open_facts:
        first = open_facts[0]
        is_unsure = first.told is not None and first.told.is_unsure
        because = replies.because_unsure if is_unsure else replies.because_unknown
        return because(first.definition.question)
    if told:
        return replies.because_told(told)
    if labels := presumed_labels(facts, knowledge):
        return replies.taken_for_granted(labels)
    return replies.BECAUSE_JUDGED


def _labels(known: Known) -> list[str]:
    return [one.label for one in known.definition.options if one.value in known.values]
