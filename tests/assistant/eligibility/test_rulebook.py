import pytest
from made_rules import ENGLAND, GUIDE, HEAD, knowing, programme, rulebook, rules

from assistant.eligibility.rulebook import Asker, find_rule_set
from corpus.types import Hub, Quotation

VENN = Hub(id="venn", name="Venn", region="Essex", grade="A")
BOOLEAN = Hub(id="boolean", name="Boolean", region="South West", grade="A")
NEWEST = rules(ENGLAND, academic_year="2025/26")
OF_VENN = rules(HEAD, academic_year="2025/26", hub="venn")
OLDER = rules(ENGLAND, HEAD, academic_year="2023/24")
JOINING = programme(NEWEST, OF_VENN, OLDER)


def asker(year: str = "2026/27", hub: Hub | None = None) -> Asker:
    return Asker(knowledge=knowing(), year=year, hub=hub)


@pytest.mark.parametrize(
    ("year", "expected"),
    [("2023/24", OLDER), ("2025/26", NEWEST), ("2026/27", NEWEST), ("2024/25", NEWEST)],
)
def test_rules_of_the_year_asked_about_count_or_else_the_newest(
    year: str, expected: object
) -> None:
    assert find_rule_set(JOINING, asker(year), rulebook(JOINING)) == expected


def test_a_hubs_own_rules_count_for_its_schools_only() -> None:
    assert find_rule_set(JOINING, asker(hub=VENN), rulebook(JOINING)) == OF_VENN
    assert find_rule_set(JOINING, asker(hub=BOOLEAN), rulebook(JOINING)) == NEWEST
    assert find_rule_set(JOINING, asker("2023/24", VENN), rulebook(JOINING)) == OLDER
    assert find_rule_set(programme(OF_VENN), asker(), rulebook(JOINING)) is None


def test_rules_whose_quotes_cannot_be_shown_do_not_count() -> None:
    lost = HEAD.model_copy(update={"quote": "The head is opposed."})
    elsewhere = HEAD.model_copy(update={"document_id": "nowhere"})
    closed = Quotation(document_id="guide", quote="It closed long ago.")
    for unusable in (rules(lost), rules(elsewhere), rules(HEAD, closed=closed)):
        assert find_rule_set(programme(unusable), asker(), rulebook(JOINING)) is None
    assert lost.quote not in GUIDE.text
