"""Which facts could still change the verdict of a set of rules.

Criteria that share an open fact are worked through together, each combination of values once. Such
groups are independent of each other, and the verdict is that of the worst.
"""

from collections.abc import Sequence
from itertools import product

from assistant.eligibility.conditions import atoms_of, truth_of
from assistant.eligibility.knowledge import Knowledge, Known
from assistant.eligibility.verdicts import conditions_of, decide_rule_set, facts_of, outcome_of
from corpus.types import Criterion, Record, RuleSet

Values = tuple[str, ...]

USUAL_SHARE = 0.9
"""A guess; any share well above one half puts the usual last, where it belongs."""


class Group(Record):
    """Criteria that hang together by their open facts."""

    facts: tuple[str, ...]
    levels: dict[Values, int]
    """How bad each combination of values is: 0 all met, 1 unknown or for the hub, 2 a step is
    missing, 3 failed."""

    @property
    def best(self) -> int:
        """The level at best."""
        return min(self.levels.values())


def facts_that_matter(
    rule_set: RuleSet, knowledge: Knowledge, *, looks_back: bool = False
) -> tuple[str, ...]:
    """Name the open facts of which an answer could change the verdict, in the rules' order."""
    decision = decide_rule_set(rule_set, knowledge, looks_back=looks_back)
    if decision.verdict != "depends":
        return ()
    undecided = [
        one.criterion for one in decision.judged if one.is_deciding and one.outcome != "met"
    ]
    groups = _groups(undecided, knowledge)
    found: set[str] = set()
    for group in groups:
        floor = max((other.best for other in groups if other is not group), default=0)
        places = enumerate(group.facts)
        found |= {fact for place, fact in places if _matters(place, group.levels, floor)}
    order = (fact for one in undecided for fact in facts_of(one))
    return tuple(dict.fromkeys(fact for fact in order if fact in found))


def kinds_of_value(
    fact: str, criteria: Sequence[Criterion], knowledge: Knowledge
) -> tuple[tuple[str, float], ...]:
    """Give one value of each kind that criteria tell apart, with how likely the kind is."""
    atoms = [
        atom
        for one in criteria
        for condition in conditions_of(one)
        for atom in atoms_of(condition)
        if atom.fact == fact
    ]
    kinds: dict[tuple[bool | None, ...], list[str]] = {}
    for value in knowledge[fact].values:
        supposed = knowledge.supposing({fact: value})
        kinds.setdefault(tuple(truth_of(atom, supposed) for atom in atoms), []).append(value)
    shares = _shares(knowledge[fact])
    return tuple((values[0], sum(shares[one] for one in values)) for values in kinds.values())


def _shares(known: Known) -> dict[str, float]:
    """Give how likely each value is: alike, but for one that is usual."""
    values, usual = known.values, known.definition.usual
    if usual not in values or len(values) == 1:
        return dict.fromkeys(values, 1 / len(values))
    rest = (1 - USUAL_SHARE) / (len(values) - 1)
    return {value: USUAL_SHARE if value == usual else rest for value in values}


def _groups(criteria: Sequence[Criterion], knowledge: Knowledge) -> list[Group]:
    """Put together the criteria that share open facts, directly or by others between them."""
    parts: list[tuple[list[Criterion], set[str]]] = []
    for criterion in criteria:
        facts = {fact for fact in facts_of(criterion) if knowledge[fact].is_open}
        sharing = [part for part in parts if part[1] & facts]
        parts = [part for part in parts if part not in sharing]
        together = [one for part in sharing for one in part[0]]
        parts.append(([*together, criterion], facts.union(*(part[1] for part in sharing))))
    return [_group(tuple(some), tuple(sorted(facts)), knowledge) for some, facts in parts]


def _group(criteria: tuple[Criterion, ...], facts: Values, knowledge: Knowledge) -> Group:
    kinds = [[value for value, _ in kinds_of_value(one, criteria, knowledge)] for one in facts]
    levels = {
        values: max(_level(one, supposed) for one in criteria)
        for values in product(*kinds)
        for supposed in [knowledge.supposing(dict(zip(facts, values, strict=True)))]
    }
    return Group(facts=facts, levels=levels)


def _level(criterion: Criterion, knowledge: Knowledge) -> int:
    match outcome_of(criterion, knowledge):
        case "met":
            return 0
        case "not_met":
            return 3 if criterion.if_not_met == "not_eligible" else 2
        case _:
            return 1


def _matters(place: int, levels: dict[Values, int], floor: int) -> bool:
    """Tell whether two values of the fact at `place` differ, where nothing gets below `floor`."""
    seen: dict[Values, int] = {}
    return any(
        seen.setdefault((*values[:place], *values[place + 1 :]), max(level, floor))
        != max(level, floor)
        for values, level in levels.items()
    )
