import pytest
from made_rules import knowing, told

from assistant.eligibility.conditions import Truth, atoms_of, truth_of
from assistant.eligibility.knowledge import Told
from corpus.types import AllOf, AnyOf, AtLeast, Condition, Negation, OneOf

YEAR_BEFORE = OneOf(fact="did_development", one_of=("previous_year",))
TWO = AtLeast(fact="teachers", at_least="2")
PRIMARY = OneOf(fact="kind", one_of=("primary",))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), None),
        ((told("did_development", "previous_year"),), True),
        ((told("did_development", "earlier"),), False),
        ((told("did_development", "earlier", "previous_year"),), None),
        ((told("did_development", "never", "earlier"),), False),
        ((told("did_development", is_unsure=True),), None),
    ],
)
def test_one_of_holds_for_all_values_or_for_none(facts: tuple[Told, ...], expected: Truth) -> None:
    assert truth_of(YEAR_BEFORE, knowing(*facts)) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [(("2",), True), (("3",), True), (("0", "1"), False), (("1", "2"), None), (("2", "3"), True)],
)
def test_at_least_goes_by_the_order_of_the_options(
    values: tuple[str, ...], expected: Truth
) -> None:
    assert truth_of(TWO, knowing(told("teachers", *values))) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (AllOf(all=(TWO, PRIMARY)), None),
        (AllOf(all=(TWO, YEAR_BEFORE)), False),
        (AllOf(all=(TWO, TWO)), True),
        (AnyOf(any=(TWO, PRIMARY)), True),
        (AnyOf(any=(YEAR_BEFORE, PRIMARY)), None),
        (AnyOf(any=(YEAR_BEFORE, YEAR_BEFORE)), False),
        (Negation(condition=TWO), False),
        (Negation(condition=YEAR_BEFORE), True),
        (Negation(condition=PRIMARY), None),
    ],
)
def test_parts_come_together_by_kleenes_logic(condition: Condition, expected: Truth) -> None:
    known = knowing(told("teachers", "2"), told("did_development", "never"))
    assert truth_of(condition, known) is expected


def test_presumed_fact_is_known_until_the_asker_says_otherwise() -> None:
    england = OneOf(fact="nation", one_of=("england",))
    assert truth_of(england, knowing()) is True
    assert truth_of(england, knowing(told("nation", "wales"))) is False


def test_atoms_stand_in_the_order_of_the_condition() -> None:
    condition = AllOf(all=(PRIMARY, AnyOf(any=(TWO, Negation(condition=YEAR_BEFORE)))))
    assert tuple(atoms_of(condition)) == (PRIMARY, TWO, YEAR_BEFORE)
