"""Every programme's worked cases, decided by the bundled rules without an index."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.eligibility.fitting import find_fit
from assistant.eligibility.knowledge import Told, knowledge_of
from assistant.eligibility.rulebook import Asker, Rulebook
from assistant.eligibility.verdicts import Decision, outcome_of
from corpus.types import Corpus, Hub

FOLDER = Path(__file__).parents[2] / "corpus" / "eligibility_cases"
CASES: dict[str, list[dict[str, Any]]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.yaml"))
}
YEAR = "2026/27"
"""The academic year that a case is asked in, where it names none."""


@pytest.fixture(scope="module")
def hubs(bundled: Corpus) -> dict[str, Hub]:
    return {hub.id: hub for hub in bundled.hubs}


def told_in(case: dict[str, Any]) -> tuple[Told, ...]:
    return tuple(
        Told(fact=fact, values=(values,) if isinstance(values, str) else tuple(values), words="…")
        for fact, values in case["told"].items()
    )


def decided(
    programme_id: str, case: dict[str, Any], rulebook: Rulebook, hubs: dict[str, Hub]
) -> Decision:
    told = told_in(case)
    known = {fact.id: {option.value for option in fact.options} for fact in rulebook.facts}
    for one in told:
        assert set(one.values) <= known.get(one.fact, set()), f"{one.fact} has no such value"
    programme = rulebook.programme(programme_id)
    assert programme, programme_id
    asker = Asker(
        knowledge=knowledge_of(rulebook.facts, told),
        year=case.get("year", YEAR),
        hub=hubs[case["hub"]] if "hub" in case else None,
        looks_back=case.get("looks_back", False),
    )
    fit = find_fit(programme, asker, rulebook)
    assert fit, f"{programme_id} has no rules that can be shown"
    return fit.decision


def always_met(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Criteria that only say that something is no condition: any value will do."""
    nothing = knowledge_of([fact.model_copy(update={"presumed": None}) for fact in rulebook.facts])
    for programme in rulebook.programmes:
        for rules in programme.rules:
            for one in rules.criteria:
                if outcome_of(one, nothing) == "met":
                    yield programme.id, one.id


@pytest.mark.parametrize(
    ("programme_id", "number"),
    [(id_, number) for id_, cases in CASES.items() for number in range(len(cases))],
)
def test_case_is_decided_as_reviewed(
    programme_id: str, number: int, bundled_rules: Rulebook, hubs: dict[str, Hub]
) -> None:
    case = CASES[programme_id][number]
    decision = decided(programme_id, case, bundled_rules, hubs)
    outcomes = {one.criterion.id: one.outcome for one in decision.judged}
    expected = case.get("outcomes", {})
    assert {id_: outcomes.get(id_) for id_ in expected} == expected, case.get("note")
    assert decision.verdict == case["expect"], case.get("note")


def test_every_programme_with_rules_has_eight_cases(bundled_rules: Rulebook) -> None:
    with_rules = [one.id for one in bundled_rules.programmes if one.rules]
    few = {id_: len(CASES.get(id_, ())) for id_ in with_rules if len(CASES.get(id_, ())) < 8}
    assert not few
    assert sum(map(len, CASES.values())) >= 200


def test_every_criterion_is_met_in_some_case_and_not_in_another(
    bundled_rules: Rulebook, hubs: dict[str, Hub]
) -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    for id_, cases in CASES.items():
        for case in cases:
            for one in decided(id_, case, bundled_rules, hubs).judged:
                seen.setdefault((id_, one.criterion.id), set()).add(one.outcome)
    assert not {criterion for criterion, outcomes in seen.items() if "met" not in outcomes}
    only_met = {criterion for criterion, outcomes in seen.items() if outcomes == {"met"}}
    assert only_met <= set(always_met(bundled_rules))
