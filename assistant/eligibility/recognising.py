"""Recognises that somebody asks whether they may join, and which programme they ask about.

A plain question about criteria ("who is it for?") is none: it gets the fact.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.eligibility.clauses import Clause, clauses_of
from assistant.eligibility.history import fact_of
from assistant.eligibility.knowledge import EligibilityQuestion, Told
from assistant.eligibility.naming import Mention, mentions_in, phase_told
from assistant.eligibility.patterns import Marks, PatternRecord, Words, load_patterns, plain
from assistant.vocabulary import Vocabulary
from assistant.years import academic_year_of, years_in
from corpus.types import Phase, Record

_PHASES: dict[str, Phase] = {
    "nursery": "early years",
    "infant": "primary",
    "junior": "primary",
    "primary": "primary",
    "secondary": "secondary",
    "post_16": "post-16",
}
"""The phase of a kind of school, where it has one."""


MAX_WORDS_OF_BARE_NAME = 5
"""After facts of their own so short a question as "ks2 programme?" asks for a place."""


class _RecognisingPatterns(PatternRecord):
    """`recognising.yaml`."""

    strong: Words
    weak: Words
    open: Words
    fact_question: Words
    not_a_place: Words
    looks_back: Words
    history_before: Marks
    not_done: Marks
    again: Words
    own: Words
    name: Words
    next_step: Words
    steps: dict[str, str]
    first_person: Words
    lead_in: Marks


class _Named(Record):
    """A programme where a clause names it."""

    mention: Mention
    clause: Clause
    is_history: bool
    """Whether it is told as done, or not done, and not asked for."""
    is_missing: bool
    """Whether it is told as not done yet."""


def eligibility_question(
    text: str,
    *,
    told: Sequence[Told],
    vocabulary: Vocabulary,
    votes: Mapping[str, float],
    topic: Sequence[str] = (),
    today: date,
) -> EligibilityQuestion | None:
    """Read a message as a question whether its asker may join; None where it is another.

    "What next?" from somebody who tells nothing else goes on about what was talked of before.

    `told` are the facts of the message and of the talk before it; `topic` the programmes that the
    conversation is about; `votes` the weights of programmes by the passages nearest to the message.
    """
    patterns = load_patterns("recognising.yaml", _RecognisingPatterns)
    clauses = _whole_questions(clauses_of(text))
    is_personal = bool(told) or any(
        patterns.first_person.search(one.text) for one in clauses if not one.asks
    )
    asking = [one for one in clauses if _asks_to_join(one, patterns, is_personal=is_personal)]
    opening = [one for one in clauses if _asks_what_fits(one, patterns, is_personal=is_personal)]
    if not asking and not opening:
        return None
    phase = phase_told(" ".join(one.text for one in clauses)) or _phase_of_school(told)
    named = _named(clauses, vocabulary, phase, told, patterns)
    question = EligibilityQuestion(
        programme_id=None,
        is_open=True,
        year=_year_asked(asking or opening, clauses, patterns, today),
        looks_back=any(patterns.looks_back.search(one.text) for one in clauses),
    )
    if opening and all(one.is_history for one in named):
        words = " ".join(one.text for one in opening)
        is_next = not told and not named and bool(patterns.next_step.search(words))
        return None if is_next else question
    programme = _one_of(_target(asking or opening, named, patterns), votes, topic)
    if programme is None:
        return None
    return question.model_copy(update={"programme_id": programme, "is_open": False})


def _whole_questions(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Put a question word and what follows it together: "how many days" and "can we be out"."""
    whole: list[Clause] = []
    for clause in clauses:
        last = whole[-1] if whole else None
        is_cut = last and last.asks and clause.asks and last.end + 1 >= clause.start
        if last and is_cut and last.sentence == clause.sentence and last.text[-1].isalnum():
            text = f"{last.text} {clause.text}"
            whole[-1] = last.model_copy(update={"text": text, "end": clause.end})
        else:
            whole.append(clause)
    return tuple(whole)


def _asks_to_join(clause: Clause, patterns: _RecognisingPatterns, *, is_personal: bool) -> bool:
    """Tell whether a clause asks for a place, and not for a fact or for money."""
    text = patterns.lead_in.sub("", clause.text, count=1)
    if patterns.fact_question.match(text) or patterns.not_a_place.search(text):
        return False
    if patterns.strong.search(text):
        return True
    is_bare_name = len(text.split()) <= MAX_WORDS_OF_BARE_NAME and text.endswith("?")
    return is_personal and (
        bool(patterns.weak.search(text)) or (is_bare_name and bool(patterns.name.search(text)))
    )


def _asks_what_fits(clause: Clause, patterns: _RecognisingPatterns, *, is_personal: bool) -> bool:
    text = patterns.lead_in.sub("", clause.text, count=1)
    is_own = is_personal or bool(patterns.own.search(text))
    return is_own and bool(patterns.open.search(text)) and not patterns.not_a_place.search(text)


def _named(
    clauses: tuple[Clause, ...],
    vocabulary: Vocabulary,
    phase: Phase | None,
    told: Sequence[Told],
    patterns: _RecognisingPatterns,
) -> tuple[_Named, ...]:
    """Find the programmes that are named, and which of them are told as done or not done."""
    done = {(one.fact, plain(one.words)): one.values for one in told}
    named: list[_Named] = []
    for clause in clauses:
        for mention in mentions_in(clause.text, vocabulary, phase_told(clause.text) or phase):
            before = clause.text[: mention.start]
            values = done.get((fact_of(mention.programme) or "", clause.text.strip(" ,;:()-")), ())
            is_missing = values == ("never",) or bool(patterns.not_done.search(before))
            is_history = (
                bool(values)
                or is_missing
                or clause.supposes
                or clause.of_others
                or bool(patterns.history_before.search(before))
            )
            named.append(
                _Named(mention=mention, clause=clause, is_history=is_history, is_missing=is_missing)
            )
    return tuple(named)


def _target(
    asking: Sequence[Clause], named: tuple[_Named, ...], patterns: _RecognisingPatterns
) -> tuple[str, ...]:
    """Choose what is asked for: named in the question, else near it, else what is not done yet.

    Else what comes after a programme that was done, or that programme again. A loose name may
    leave several; without any name there is none.
    """
    first = asking[0]
    open_ones = [one for one in named if not one.is_history]
    within = [one for one in open_ones if one.clause in asking]
    same = [one for one in open_ones if one.clause.sentence == first.sentence]
    before = [one for one in open_ones if one.clause.start < first.start]
    chosen = within[:1] or same[-1:] or before[-1:] or open_ones[:1]
    if chosen:
        return chosen[0].mention.programmes
    words = " ".join(clause.text for clause in asking)
    done = [one for one in named if not one.is_missing and one.mention.programme]
    if done and patterns.next_step.search(words):
        following = patterns.steps.get(done[-1].mention.programme or "")
        return (following,) if following else ()
    missed = [one for one in named if one.is_missing]
    if missed:
        return missed[-1].mention.programmes
    return named[-1].mention.programmes if named and patterns.again.search(words) else ()


def _one_of(
    programmes: Sequence[str], votes: Mapping[str, float], topic: Sequence[str]
) -> str | None:
    """Choose between the programmes of a loose name, or without one between topic and votes."""
    if len(programmes) == 1:
        return programmes[0]
    talked_of = [one for one in topic if not programmes or one in programmes]
    if talked_of:
        return talked_of[0]
    weights = {one: weight for one, weight in votes.items() if not programmes or one in programmes}
    return max(weights, key=lambda one: weights[one]) if weights else None


def _phase_of_school(told: Sequence[Told]) -> Phase | None:
    values = next((one.values for one in told if one.fact == "school_type"), ())
    phases = {_PHASES.get(value) for value in values}
    return phases.pop() if len(phases) == 1 else None


def _year_asked(
    asking: Sequence[Clause],
    clauses: Sequence[Clause],
    patterns: _RecognisingPatterns,
    today: date,
) -> str | None:
    """Give the academic year of the place that is asked for; a past one only in looking back."""
    looks_back = any(patterns.looks_back.search(one.text) for one in clauses)
    running = academic_year_of(today)
    for clause in asking:
        years = [year for span in years_in(clause.text, today) for year in span.years]
        asked = [year for year in years if looks_back or year >= running]
        if asked:
            return asked[-1]
    return None
