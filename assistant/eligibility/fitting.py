"""Which programmes an asker fits, the best first."""

from collections.abc import Iterable

from assistant.eligibility.knowledge import Knowledge
from assistant.eligibility.rulebook import Asker, Rulebook, find_rule_set
from assistant.eligibility.verdicts import Decision, decide_rule_set, facts_of
from corpus.types import Criterion, Programme, Record

MAX_ALTERNATIVES = 2


class Fit(Record):
    """What a programme's rules say of an asker."""

    programme: Programme
    decision: Decision


def find_fit(programme: Programme, asker: Asker, rulebook: Rulebook) -> Fit | None:
    """Decide by the rules of a programme; None where it has none that can be shown."""
    rules = find_rule_set(programme, asker, rulebook)
    if rules is None:
        return None
    decision = decide_rule_set(rules, asker.knowledge, looks_back=asker.looks_back)
    return Fit(programme=programme, decision=decision)


def fitting_programmes(asker: Asker, rulebook: Rulebook) -> tuple[Fit, ...]:
    """Give the programmes that an asker can join, then those that depend on something.

    Of both, those first for which most was told: a programme with hardly any criteria fits
    everybody, and tells nobody anything.
    """
    for_them = [one for one in rulebook.programmes if asker.joined_by in (None, one.joined_by)]
    return _best_first(for_them, asker, rulebook)


def alternatives_to(programme: Programme, asker: Asker, rulebook: Rulebook) -> tuple[Fit, ...]:
    """Give the nearest programmes that fit instead: of its phase, for the same kind of asker."""
    others = (
        one
        for one in rulebook.programmes
        if one.id != programme.id
        and one.joined_by == programme.joined_by
        and ("all" in (one.phase, programme.phase) or one.phase == programme.phase)
    )
    found = _best_first(others, asker, rulebook)
    return tuple(one for one in found if _support(one, asker.knowledge))[:MAX_ALTERNATIVES]


def is_told(criterion: Criterion, knowledge: Knowledge) -> bool:
    """Tell whether the asker said something on a criterion; what is presumed does not count."""
    known = (knowledge[fact] for fact in facts_of(criterion))
    return any(one.told is not None and not one.told.is_unsure for one in known)


def _best_first(
    programmes: Iterable[Programme], asker: Asker, rulebook: Rulebook
) -> tuple[Fit, ...]:
    found = [fit for one in programmes if (fit := find_fit(one, asker, rulebook))]
    joinable = [one for one in found if one.decision.verdict in ("eligible", "depends")]
    return tuple(
        sorted(
            joinable,
            key=lambda fit: (
                fit.decision.verdict != "eligible",
                -_support(fit, asker.knowledge),
                len(fit.decision.undecided),
            ),
        )
    )


def _support(fit: Fit, knowledge: Knowledge) -> int:
    """Count the criteria that are met by what the asker said."""
    judged = fit.decision.judged
    return sum(one.outcome == "met" and is_told(one.criterion, knowledge) for one in judged)
