import pytest
from hypothesis import given
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

from assistant.eligibility.conditions import truth_of
from assistant.eligibility.knowledge import Knowledge, Told
from assistant.eligibility.verdicts import decide_rule_set, outcome_of
from assistant.types import Outcome, Verdict
from corpus.types import OneOf, Quotation, RuleSet

CLOSED = Quotation(document_id="guide", quote="Nobody can join after July 2025.")
HAS_SPECIALIST = OneOf(fact="has_specialist", one_of=("yes",))
ALL_WELL = (
    told("did_development", "previous_year"),
    told("teachers", "2"),
    told("head_backs", "yes"),
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (ALL_WELL, "eligible"),
        (ALL_WELL[:2], "depends"),
        ((), "depends"),
        ((*ALL_WELL[1:], told("did_development", "earlier")), "not_yet"),
        ((*ALL_WELL[:2], told("head_backs", "no")), "not_eligible"),
        ((told("did_development", "never"), told("head_backs", "no")), "not_eligible"),
        ((told("did_development", "never"),), "not_yet"),
        ((*ALL_WELL, told("nation", "wales")), "not_eligible"),
        ((*ALL_WELL, told("kind", "unit")), "unknown"),
        ((told("kind", "unit"), told("nation", "wales")), "unknown"),
        ((*ALL_WELL[:2], told("head_backs", is_unsure=True)), "depends"),
    ],
)
def test_verdict_follows_from_what_was_told(facts: tuple[Told, ...], expected: Verdict) -> None:
    assert decide_rule_set(EMBEDDING, knowing(*facts)).verdict == expected


def test_case_that_the_sources_leave_open_is_named() -> None:
    decision = decide_rule_set(EMBEDDING, knowing(told("kind", "unit")))
    assert decision.unsettled == EMBEDDING.unsettled[0]
    assert decide_rule_set(EMBEDDING, knowing()).unsettled is None


def test_closed_programme_is_open_to_nobody_but_in_a_look_back() -> None:
    closed = rules(HEAD, closed=CLOSED)
    head = knowing(told("head_backs", "yes"))
    assert decide_rule_set(closed, head).verdict == "not_open"
    assert decide_rule_set(closed, head, looks_back=True).verdict == "eligible"


@pytest.mark.parametrize(
    ("fields", "head", "specialist", "expected"),
    [
        ({}, "yes", None, "met"),
        ({}, "no", None, "not_met"),
        ({}, None, None, "unknown"),
        ({"strength": "expected"}, "no", None, "hub_decides"),
        ({"strength": "expected"}, None, None, "unknown"),
        ({"strength": "hub_decides"}, "yes", None, "met"),
        ({"strength": "hub_decides"}, None, None, "hub_decides"),
        ({"strength": "hub_decides"}, "no", None, "hub_decides"),
        ({"hub_may_accept": HAS_SPECIALIST}, "no", "yes", "hub_decides"),
        ({"hub_may_accept": HAS_SPECIALIST}, "no", None, "unknown"),
        ({"hub_may_accept": HAS_SPECIALIST}, "no", "no", "not_met"),
        ({"hub_may_accept": HAS_SPECIALIST}, None, "yes", "unknown"),
    ],
)
def test_outcome_follows_from_strength_and_what_the_hub_may_accept(
    fields: dict[str, object], head: str | None, specialist: str | None, expected: Outcome
) -> None:
    facts = [told("head_backs", head)] if head else []
    facts += [told("has_specialist", specialist)] if specialist else []
    assert outcome_of(criterion("head_backs", "yes", **fields), knowing(*facts)) == expected


def test_what_the_hub_judges_keeps_nobody_out() -> None:
    judged = criterion("head_backs", "yes", strength="hub_decides")
    assert decide_rule_set(rules(ENGLAND, judged), knowing()).verdict == "eligible"


def test_expected_criterion_that_fails_is_for_the_hub_to_decide() -> None:
    expected = criterion("head_backs", "yes", strength="expected")
    decision = decide_rule_set(rules(ENGLAND, expected), knowing(told("head_backs", "no")))
    assert decision.verdict == "depends"


def test_criteria_that_decide_stand_failed_ones_first() -> None:
    doubtful = criterion("kind", "primary", strength="expected")
    decision = decide_rule_set(
        rules(doubtful, HEAD, TWO_TEACHERS, DEVELOPMENT),
        knowing(
            told("kind", "secondary"),
            told("teachers", "0"),
            told("did_development", "previous_year"),
        ),
    )
    assert [one.criterion.id for one in decision.undecided] == ["teachers", "head_backs", "kind"]


SHARPER: dict[Verdict, set[Verdict]] = {
    "eligible": {"eligible"},
    "not_eligible": {"not_eligible"},
    "not_yet": {"not_yet", "not_eligible"},
}
"""What a decided verdict may become as more is learnt."""


@given(rule_set=RULE_SETS, knowledge=KNOWLEDGE)
def test_learning_a_fact_never_flips_a_decided_verdict(
    rule_set: RuleSet, knowledge: Knowledge
) -> None:
    verdict = decide_rule_set(rule_set, knowledge).verdict
    for fact in FACTS:
        for value in knowledge[fact.id].values:
            later = decide_rule_set(rule_set, knowledge.supposing({fact.id: value})).verdict
            assert later in SHARPER.get(verdict, {later})


@given(rule_set=RULE_SETS, knowledge=KNOWLEDGE)
def test_nobody_is_eligible_while_a_deciding_criterion_is_unknown(
    rule_set: RuleSet, knowledge: Knowledge
) -> None:
    if decide_rule_set(rule_set, knowledge).verdict == "eligible":
        deciding = [one for one in rule_set.criteria if one.strength != "hub_decides"]
        assert all(truth_of(one.needs, knowledge) for one in deciding)


@given(rule_set=RULE_SETS, knowledge=KNOWLEDGE)
def test_nobody_is_shut_out_who_could_still_be_let_in(
    rule_set: RuleSet, knowledge: Knowledge
) -> None:
    if decide_rule_set(rule_set, knowledge).verdict in ("not_eligible", "not_yet"):
        every_fact = [fact.id for fact in FACTS]
        possible = {decide_rule_set(rule_set, one).verdict for one in worlds(knowledge, every_fact)}
        assert possible <= {"not_eligible", "not_yet"}
