"""The facts that a message tells of the asker and the school, each with the words it came from.

What is not said is not told. Nothing is told by questions, suppositions or about others' schools.
"""

from collections.abc import Iterable
from datetime import date

from assistant.eligibility.backing import backing_told
from assistant.eligibility.claims import claims_told
from assistant.eligibility.clauses import Clause, clauses_of
from assistant.eligibility.counting import people_told, years_told
from assistant.eligibility.entities import CORRECTS, entities_told
from assistant.eligibility.history import Named, history_told
from assistant.eligibility.knowledge import Told
from assistant.eligibility.naming import mentions_in, phase_told
from assistant.eligibility.none_of_them import none_told
from assistant.eligibility.patterns import plain
from assistant.eligibility.replying import reply_told
from assistant.vocabulary import Vocabulary
from corpus.types import FactDefinition, Phase, Record


class Context(Record):
    """What a message is read with."""

    year: str
    """The academic year that is asked about, as 2026/27."""
    today: date
    asked: str | None = None
    """The fact that was asked for just before."""
    phase: Phase | None = None
    """What the conversation is about."""


def facts_told(
    text: str,
    *,
    definitions: Iterable[FactDefinition],
    vocabulary: Vocabulary,
    context: Context,
) -> tuple[Told, ...]:
    """Tell the facts of a message, each once, in the order of the definitions.

    What is told twice holds together; where it contradicts itself the last word counts.
    """
    facts = {one.id: one for one in definitions}
    known = {one.id: tuple(option.value for option in one.options) for one in facts.values()}
    clauses = clauses_of(text)
    if not clauses:
        return ()
    told = [
        *entities_told(clauses, known, vocabulary),
        *claims_told(clauses, known),
        *backing_told(clauses),
        *people_told(clauses),
        *years_told(clauses),
        *none_told(clauses, _phase_of(clauses, context)),
        *history_told(
            clauses,
            _named(clauses, vocabulary, context),
            year=context.year,
            today=context.today,
        ),
    ]
    asked = facts.get(context.asked or "")
    is_answered = asked is None or any(one.fact == asked.id for one in told)
    if asked and not is_answered and not clauses[0].asks:
        reply = reply_told(text, asked, year=context.year, today=context.today)
        told += [reply] if reply else []
    merged = (
        _merged([one for one in told if one.fact == fact], values) for fact, values in known.items()
    )
    return tuple(_in_own_words(one, text) for one in merged if one)


def _named(
    clauses: tuple[Clause, ...], vocabulary: Vocabulary, context: Context
) -> tuple[Named, ...]:
    """Find the programmes that the clauses name, in the phase of clause, sentence or message."""
    message = _phase_of(clauses, context)
    found: list[Named] = []
    for clause in clauses:
        sentence = " ".join(one.text for one in clauses if one.sentence == clause.sentence)
        phase = phase_told(clause.text) or phase_told(sentence) or message
        found += [
            Named(mention=mention, clause=clause)
            for mention in mentions_in(clause.text, vocabulary, phase)
        ]
    return tuple(found)


def _phase_of(clauses: tuple[Clause, ...], context: Context) -> Phase | None:
    """Tell the phase that a message speaks of, or else the question before it, or the talk."""
    asked = context.asked or ""
    phases: tuple[Phase, ...] = ("primary", "secondary")
    asked_phase = next((one for one in phases if one in asked), None)
    own = [clause for clause in clauses if not clause.of_others]
    return phase_told(" ".join(one.text for one in own)) or asked_phase or context.phase


def _in_own_words(told: Told, text: str) -> Told:
    """Give the words as they were typed, without the marks around them."""
    start = plain(text).find(told.words)
    typed = text[start : start + len(told.words)] if start >= 0 else told.words
    return told.model_copy(update={"words": typed.strip(" \n,;:()-")})


def _merged(told: list[Told], values: tuple[str, ...]) -> Told | None:
    """Put together what is told of one fact; None where nothing was."""
    merged: Told | None = None
    for one in told:
        is_narrower_doubt = one.is_unsure and set(one.values) != set(values)
        if merged is None or merged.is_unsure or is_narrower_doubt:
            merged = one
        elif not one.is_unsure:
            both = tuple(
                value for value in values if value in merged.values and value in one.values
            )
            is_new = not both or bool(CORRECTS.search(one.words))
            kept = one.values if is_new else both
            words = one.words if is_new or one.words in merged.words else merged.words
            merged = one.model_copy(update={"values": kept, "words": words})
    if merged is None or (not merged.is_unsure and set(merged.values) == set(values)):
        return None
    return merged
