from collections.abc import Callable
from statistics import mean

import pytest
from hypothesis import assume, given, settings
from made_rules import (
    DEVELOPMENT,
    EMBEDDING,
    ENGLAND,
    FACTS,
    HEAD,
    KNOWLEDGE,
    RULE_SETS,
    TWO_TEACHERS,
    criterion,
    knowing,
    rules,
    told,
    worlds,
)

from assistant.eligibility.dialogue import next_fact
from assistant.eligibility.knowledge import Knowledge, Told
from assistant.eligibility.mattering import facts_that_matter
from assistant.eligibility.verdicts import decide_rule_set
from corpus.types import AnyOf, OneOf, RuleSet

Policy = Callable[[RuleSet, Knowledge], tuple[str, ...]]
EVERY_FACT = tuple(fact.id for fact in FACTS)


def is_in_vain(fact: str, rule_set: RuleSet, knowledge: Knowledge) -> bool:
    """Whether no answer could change the verdict, however everything else turns out."""
    others = [other for other in EVERY_FACT if other != fact]
    for world in worlds(knowledge, others):
        sure = [world.supposing({fact: value}) for value in world[fact].values]
        if len({decide_rule_set(rule_set, one).verdict for one in sure}) > 1:
            return False
    return True


def questions(rule_set: RuleSet, knowledge: Knowledge, policy: Policy) -> float:
    """How many questions a policy asks on average, with all values equally likely."""
    return min(
        (
            1
            + mean(
                questions(rule_set, knowledge.supposing({fact: value}), policy)
                for value in knowledge[fact].values
            )
            for fact in policy(rule_set, knowledge)
        ),
        default=0,
    )


def ours(rule_set: RuleSet, knowledge: Knowledge) -> tuple[str, ...]:
    fact = next_fact(rule_set, knowledge)
    return (fact,) if fact else ()


def test_fact_that_most_likely_settles_it_is_asked_first() -> None:
    assert next_fact(EMBEDDING, knowing()) == "did_development"


def test_ties_go_by_the_order_of_the_criteria() -> None:
    assert next_fact(rules(HEAD, TWO_TEACHERS), knowing()) == "head_backs"
    assert next_fact(rules(TWO_TEACHERS, HEAD), knowing()) == "teachers"


@pytest.mark.parametrize("facts", [(told("did_development", "never"),), (told("nation", "wales"),)])
def test_nothing_is_asked_once_the_verdict_is_no(facts: tuple[Told, ...]) -> None:
    assert next_fact(EMBEDDING, knowing(*facts)) is None


def test_what_nearly_everybody_has_is_asked_for_last() -> None:
    specialist = criterion("has_specialist", "yes")
    assert next_fact(rules(specialist, TWO_TEACHERS, HEAD), knowing()) == "teachers"
    assert next_fact(rules(specialist, HEAD), knowing()) == "head_backs"


def test_what_was_told_in_part_is_asked_for() -> None:
    told_in_part = knowing(told("did_development", "earlier", "previous_year"))
    assert next_fact(rules(DEVELOPMENT), told_in_part) == "did_development"


def test_neither_doubt_nor_an_earlier_question_is_asked_again() -> None:
    assert next_fact(rules(HEAD), knowing(told("head_backs", is_unsure=True))) is None
    assert next_fact(rules(HEAD), knowing(already_asked=("head_backs",))) is None


def test_presumed_fact_is_not_asked_for() -> None:
    assert next_fact(rules(ENGLAND), knowing()) is None


def test_what_the_hub_judges_is_not_asked_for() -> None:
    judged = criterion("head_backs", "yes", strength="hub_decides")
    assert next_fact(rules(judged), knowing()) is None


def test_expected_criterion_is_not_asked_for_once_the_hub_decides_anyway() -> None:
    expected = criterion("head_backs", "yes", strength="expected")
    other = criterion("kind", "primary", strength="expected")
    rule_set = rules(expected, other)
    assert next_fact(rule_set, knowing(told("kind", "secondary"))) is None
    assert next_fact(rule_set, knowing(told("kind", "primary"))) == "head_backs"


def test_second_way_is_not_asked_for_once_the_first_is_open() -> None:
    either = criterion(
        "kind",
        needs=AnyOf(
            any=(
                OneOf(fact="has_specialist", one_of=("yes",)),
                OneOf(fact="did_development", one_of=("previous_year",)),
            )
        ),
    )
    assert next_fact(rules(either), knowing(told("has_specialist", "yes"))) is None
    assert next_fact(rules(either), knowing(told("has_specialist", "no"))) == "did_development"


@given(rule_set=RULE_SETS, knowledge=KNOWLEDGE)
def test_fact_of_which_no_answer_matters_is_never_asked_for(
    rule_set: RuleSet, knowledge: Knowledge
) -> None:
    fact = next_fact(rule_set, knowledge)
    assume(fact is not None)
    assert fact
    assert knowledge[fact].is_open
    assert not is_in_vain(fact, rule_set, knowledge)


@given(rule_set=RULE_SETS, knowledge=KNOWLEDGE)
def test_as_long_as_a_fact_matters_one_is_asked_for(
    rule_set: RuleSet, knowledge: Knowledge
) -> None:
    if next_fact(rule_set, knowledge) is None:
        verdicts = {decide_rule_set(rule_set, one).verdict for one in worlds(knowledge, EVERY_FACT)}
        assert len(verdicts) == 1 or "not_yet" in verdicts


@settings(max_examples=30)
@given(rule_set=RULE_SETS)
def test_few_more_questions_are_asked_than_by_the_best_order(rule_set: RuleSet) -> None:
    least = questions(rule_set, knowing(), facts_that_matter)
    assert least <= questions(rule_set, knowing(), ours) <= least * 1.5
