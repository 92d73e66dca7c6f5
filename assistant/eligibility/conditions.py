"""Whether a condition holds, as far as is known: true, false, or not known (Kleene's logic)."""

from collections.abc import Iterable, Iterator

from assistant.eligibility.knowledge import Knowledge, Known
from corpus.types import AllOf, AnyOf, AtLeast, Condition, Negation, OneOf

Truth = bool | None
"""None where what is known allows both."""


def truth_of(condition: Condition, knowledge: Knowledge) -> Truth:
    """Tell whether a condition holds for all values that are still possible, or for none."""
    match condition:
        case OneOf():
            return _share(value in condition.one_of for value in knowledge[condition.fact].values)
        case AtLeast():
            return _at_least(knowledge[condition.fact], condition.at_least)
        case AllOf():
            return _all(truth_of(part, knowledge) for part in condition.all)
        case AnyOf():
            return _not(_all(_not(truth_of(part, knowledge)) for part in condition.any))
        case Negation():
            return _not(truth_of(condition.condition, knowledge))


def atoms_of(condition: Condition) -> Iterator[OneOf | AtLeast]:
    """Yield the parts of a condition that each ask for one fact."""
    match condition:
        case OneOf() | AtLeast():
            yield condition
        case AllOf():
            for part in condition.all:
                yield from atoms_of(part)
        case AnyOf():
            for part in condition.any:
                yield from atoms_of(part)
        case Negation():
            yield from atoms_of(condition.condition)


def _at_least(known: Known, lowest: str) -> Truth:
    order = [option.value for option in known.definition.options]
    return _share(order.index(value) >= order.index(lowest) for value in known.values)


def _share(holds: Iterable[bool]) -> Truth:
    """Tell whether all hold, or none."""
    found = set(holds)
    return found.pop() if len(found) == 1 else None


def _all(truths: Iterable[Truth]) -> Truth:
    found = set(truths)
    if False in found:
        return False
    return None if None in found else True


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth
