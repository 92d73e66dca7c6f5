"""Which fact to ask for next: the one after which, on average, the fewest are left to ask for."""

from assistant.eligibility.knowledge import Knowledge
from assistant.eligibility.mattering import facts_that_matter, kinds_of_value
from corpus.types import RuleSet


def next_fact(rule_set: RuleSet, knowledge: Knowledge, *, looks_back: bool = False) -> str | None:
    """Name the fact that settles most; None where no answer could change the verdict.

    All values that are still possible count as equally likely, but for those that are usual.
    """

    def left_after(fact: str) -> float:
        """Count, on average, the facts that matter once this one is known."""
        left = 0.0
        for value, share in kinds_of_value(fact, rule_set.criteria, knowledge):
            after = knowledge.supposing({fact: value})
            left += share * len(facts_that_matter(rule_set, after, looks_back=looks_back))
        return left

    facts = facts_that_matter(rule_set, knowledge, looks_back=looks_back)
    # `min` takes the first of equals: ties go by the order of the criteria.
    return facts[0] if len(facts) == 1 else min(facts, key=left_after, default=None)
