"""The verdict of one set of rules, criterion by criterion. Pure; knows no wording.

In this order: a case that the sources do not settle, nobody can join any more, a required
criterion fails, a criterion is unknown, the hub decides, eligible.
"""

from collections.abc import Iterable

from assistant.eligibility.conditions import atoms_of, truth_of
from assistant.eligibility.knowledge import Knowledge
from assistant.types import Outcome, Verdict
from corpus.types import Condition, Criterion, Record, RuleSet, Unsettled


class Judged(Record):
    """One criterion with its outcome."""

    criterion: Criterion
    outcome: Outcome

    @property
    def is_deciding(self) -> bool:
        """Whether the verdict hangs on it; what the hub judges keeps nobody from asking."""
        return self.criterion.strength != "hub_decides"


class Decision(Record):
    """What a set of rules says of one asker."""

    rule_set: RuleSet
    verdict: Verdict
    judged: tuple[Judged, ...]
    """In the order of the rules."""
    unsettled: Unsettled | None = None
    """The case that the sources do not settle, where the verdict is unknown."""

    @property
    def undecided(self) -> tuple[Judged, ...]:
        """The criteria that the verdict hangs on and that are not met, failed ones first."""
        order = ("not_met", "unknown", "hub_decides")
        left = [one for one in self.judged if one.is_deciding and one.outcome != "met"]
        return tuple(sorted(left, key=lambda one: order.index(one.outcome)))


def decide_rule_set(
    rule_set: RuleSet, knowledge: Knowledge, *, looks_back: bool = False
) -> Decision:
    """Decide by one set of rules; a question that looks back may be about one that is closed."""
    judged = tuple(
        Judged(criterion=one, outcome=outcome_of(one, knowledge)) for one in rule_set.criteria
    )
    unsettled = next((one for one in rule_set.unsettled if truth_of(one.when, knowledge)), None)
    if unsettled:
        verdict: Verdict = "unknown"
    elif rule_set.closed and not looks_back:
        verdict = "not_open"
    else:
        verdict = verdict_of(judged)
    return Decision(rule_set=rule_set, verdict=verdict, judged=judged, unsettled=unsettled)


def outcome_of(criterion: Criterion, knowledge: Knowledge) -> Outcome:
    """Tell whether a criterion is met, as far as is known."""
    is_met = truth_of(criterion.needs, knowledge)
    if is_met:
        return "met"
    if criterion.strength == "hub_decides":
        return "hub_decides"
    if is_met is None:
        return "unknown"
    if criterion.strength == "expected":
        return "hub_decides"
    accepts = criterion.hub_may_accept
    may_be_accepted = truth_of(accepts, knowledge) if accepts else False
    if may_be_accepted is None:
        return "unknown"
    return "hub_decides" if may_be_accepted else "not_met"


def verdict_of(judged: Iterable[Judged]) -> Verdict:
    """Put the outcomes of all criteria together."""
    deciding = [one for one in judged if one.is_deciding]
    failed = [one.criterion for one in deciding if one.outcome == "not_met"]
    if failed:
        is_final = any(one.if_not_met == "not_eligible" for one in failed)
        return "not_eligible" if is_final else "not_yet"
    return "eligible" if all(one.outcome == "met" for one in deciding) else "depends"


def facts_of(criterion: Criterion) -> tuple[str, ...]:
    """Name the facts that the outcome of a criterion hangs on, each once, in order."""
    atoms = (atom for one in conditions_of(criterion) for atom in atoms_of(one))
    return tuple(dict.fromkeys(atom.fact for atom in atoms))


def conditions_of(criterion: Criterion) -> tuple[Condition, ...]:
    """Give the condition of a criterion, and that on which the hub may accept else."""
    accepts = criterion.hub_may_accept
    return (criterion.needs, accepts) if accepts else (criterion.needs,)
