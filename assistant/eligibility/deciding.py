"""Answers whether somebody may join. The path of an eligibility question, after answering.py.

rules and knowledge → verdict → clauses → what would change it → what fits instead → follow-up
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from assistant.contacts import contact_for
from assistant.eligibility import replies
from assistant.eligibility.dialogue import next_fact
from assistant.eligibility.fitting import Fit, alternatives_to, find_fit, fitting_programmes
from assistant.eligibility.knowledge import EligibilityQuestion, Told, knowledge_of
from assistant.eligibility.mattering import facts_that_matter
from assistant.eligibility.rulebook import Asker, Rulebook
from assistant.eligibility.showing import (
    Line,
    asked_aloud,
    checks_of,
    cited,
    follow_up_on,
    lines_of,
    presumed_labels,
    shown,
    told_aloud,
)
from assistant.eligibility.verdicts import facts_of
from assistant.framing import Frame
from assistant.types import Eligibility, FollowUp, Notice
from assistant.years import academic_year_of
from corpus.types import Hub, RuleSet

MAX_FITTING = 5
MAX_WORDS_OF_LIST = 190


def decide(
    question: EligibilityQuestion,
    told: Sequence[Told],
    rulebook: Rulebook,
    *,
    today: date,
    hub: Hub | None = None,
    already_asked: Sequence[str] = (),
    asks: bool = True,
) -> Frame | None:
    """Decide by cited rules; None where there are none to decide by.

    `hub` is the asker's own. Without `asks` nothing more is asked: the asker wants the verdict as
    far as it is known.
    """
    asker = Asker(
        knowledge=knowledge_of(rulebook.facts, told, already_asked),
        year=question.year or academic_year_of(today),
        hub=hub,
        looks_back=question.looks_back,
        joined_by=question.joined_by,
    )
    if question.is_open:
        return _open_frame(asker, rulebook, asks=asks)
    programme = rulebook.programme(question.programme_id or "")
    fit = find_fit(programme, asker, rulebook) if programme else None
    return _frame(fit, asker, rulebook, asks=asks) if fit else None


def _frame(fit: Fit, asker: Asker, rulebook: Rulebook, *, asks: bool) -> Frame:
    decision, knowledge = fit.decision, asker.knowledge
    lines = lines_of(decision, knowledge)
    clauses = (*(line.quotation for line in lines), *decision.rule_set.criteria)
    citations = cited(clauses, rulebook.documents)
    follow_up = _follow_up(fit, asker) if asks else None
    would_change = _would_change(fit)
    instead = (
        ()
        if decision.verdict in ("eligible", "depends", "unknown")
        else tuple(one.programme.name for one in alternatives_to(fit.programme, asker, rulebook))
    )
    told = told_aloud(_facts_in(decision.rule_set), knowledge)
    opening = _opening(fit, asker)
    says = shown(opening, lines, _paragraphs(told, would_change, instead, follow_up), citations)
    gap = (Notice(kind="gap", text=opening),) if decision.unsettled else ()
    return Frame(
        status="unanswerable_gap" if decision.unsettled else "answered",
        text=says.text,
        statements=says.statements,
        citations=says.citations,
        notices=(*gap, *_assumptions(decision.rule_set, asker)),
        eligibility=Eligibility(
            programme_id=fit.programme.id,
            programme=fit.programme.name,
            verdict=decision.verdict,
            checks=checks_of(decision, knowledge, citations),
            follow_up=follow_up,
            would_change=would_change,
            alternatives=instead,
        ),
        contact=contact_for(asker.hub),
        confidence=1.0,
    )


def _opening(fit: Fit, asker: Asker) -> str:
    if fit.decision.unsettled:
        return replies.unsettled(fit.decision.unsettled.what)
    left = facts_that_matter(fit.decision.rule_set, asker.knowledge, looks_back=asker.looks_back)
    year = asker.year if asker.looks_back else None
    return replies.verdict(fit.decision.verdict, fit.programme.name, left=len(left), year=year)


def _paragraphs(
    told: Sequence[str],
    would_change: Sequence[str],
    instead: Sequence[str],
    follow_up: FollowUp | None,
) -> list[str]:
    """Give what stands below the clauses."""
    return [
        *([replies.you_told_me(told)] if told else []),
        *([f"{replies.WHAT_WOULD_CHANGE_IT} {' '.join(would_change)}"] if would_change else []),
        *([f"{replies.COULD_FIT} {'; '.join(instead)}."] if instead else []),
        *([asked_aloud(follow_up)] if follow_up else []),
    ]


def _follow_up(fit: Fit, asker: Asker) -> FollowUp | None:
    fact = next_fact(fit.decision.rule_set, asker.knowledge, looks_back=asker.looks_back)
    return follow_up_on(asker.knowledge[fact].definition) if fact else None


def _facts_that_matter(fit: Fit, asker: Asker) -> tuple[str, ...]:
    rules = fit.decision.rule_set
    return facts_that_matter(rules, asker.knowledge, looks_back=asker.looks_back)


def _would_change(fit: Fit) -> tuple[str, ...]:
    """Say what would have to happen for what failed; nothing helps where nobody can join."""
    if fit.decision.verdict not in ("not_eligible", "not_yet"):
        return ()
    failed = (one.criterion for one in fit.decision.undecided if one.outcome == "not_met")
    return tuple(dict.fromkeys(one.to_change for one in failed if one.to_change))


def _assumptions(rules: RuleSet, asker: Asker) -> tuple[Notice, ...]:
    texts = []
    if labels := presumed_labels(_facts_in(rules), asker.knowledge):
        texts.append(replies.taken_for_granted(labels))
    if rules.academic_year != asker.year:
        texts.append(replies.older_criteria(rules.academic_year, asker.year))
    return tuple(Notice(kind="assumption", text=text) for text in texts)


def _facts_in(rules: RuleSet) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for one in rules.criteria for fact in facts_of(one)))


def _open_frame(asker: Asker, rulebook: Rulebook, *, asks: bool) -> Frame:
    """Name the programmes that fit or could, each with the clause that decides."""
    fits = fitting_programmes(asker, rulebook)
    contact = contact_for(asker.hub)
    if not fits:
        text = replies.NOTHING_FITS
        return Frame(status="answered", text=text, contact=contact, confidence=1.0)
    told = told_aloud([fact.id for fact in rulebook.facts], asker.knowledge)
    follow_up = _follow_up_on_all(fits, asker) if asks else None
    listed = fits[:MAX_FITTING] if told or not follow_up else ()
    lines = [_line_in_list(one, asker) for one in listed]
    best = fits[0]
    clauses = (*(line.quotation for line in lines), *best.decision.rule_set.criteria)
    citations = cited(clauses, rulebook.documents)
    says = shown(
        replies.SOME_FIT if lines else replies.TELL_ME_FIRST,
        lines,
        _paragraphs(told, (), (), follow_up),
        citations,
        max_words=MAX_WORDS_OF_LIST,
    )
    return Frame(
        status="answered" if lines else "needs_detail",
        text=says.text,
        statements=says.statements,
        citations=says.citations,
        notices=_assumptions(best.decision.rule_set, asker),
        eligibility=Eligibility(
            programme_id=best.programme.id,
            programme=best.programme.name,
            verdict=best.decision.verdict,
            checks=checks_of(best.decision, asker.knowledge, citations),
            follow_up=follow_up,
            alternatives=tuple(one.programme.name for one in listed[1:]),
        ),
        contact=contact,
        confidence=1.0,
    )


def _line_in_list(fit: Fit, asker: Asker) -> Line:
    label = replies.in_list(fit.programme.name, fit.decision.verdict)
    return Line(label=label, quotation=lines_of(fit.decision, asker.knowledge)[0].quotation)


def _follow_up_on_all(fits: Sequence[Fit], asker: Asker) -> FollowUp | None:
    """Ask for the fact that matters to most programmes, and not what is usual if there is else."""
    counts = Counter(fact for fit in fits for fact in _facts_that_matter(fit, asker))
    definitions = [asker.knowledge[fact].definition for fact in counts]
    # Of equals `max` takes the first, which matters to the programme that fits best.
    chosen = max(definitions, key=lambda one: (one.usual is None, counts[one.id]), default=None)
    return follow_up_on(chosen) if chosen else None
