import pytest
from made_rules import FACTS, VALUES, knowing, told

from assistant.eligibility.knowledge import Told, knowledge_of, merged, moved_by
from corpus.types import FactDefinition, FactOption


def test_nothing_said_leaves_every_value_possible() -> None:
    known = knowing()["teachers"]
    assert known.values == VALUES["teachers"]
    assert known.is_open


def test_told_values_stand_in_the_order_of_the_options() -> None:
    assert knowing(told("teachers", "3", "1"))["teachers"].values == ("1", "3")


def test_presumed_value_holds_until_the_asker_contradicts_it() -> None:
    assert (knowing()["nation"].values, knowing()["nation"].is_presumed) == (("england",), True)
    wales = knowing(told("nation", "wales"))["nation"]
    assert (wales.values, wales.is_presumed) == (("wales",), False)
    england = knowing(told("nation", "england"))["nation"]
    assert (england.values, england.is_presumed) == (("england",), False)


def test_word_that_allows_the_presumed_value_contradicts_nothing() -> None:
    assert knowing(told("nation", "england", "wales"))["nation"].is_presumed


def test_doubt_leaves_every_value_possible_and_closes_the_question() -> None:
    known = knowing(told("head_backs", is_unsure=True))["head_backs"]
    assert known.values == ("yes", "no")
    assert not known.is_open


def test_fact_that_was_asked_for_is_closed() -> None:
    assert not knowing(already_asked=("head_backs",))["head_backs"].is_open


def test_values_and_facts_that_nobody_defined_tell_nothing() -> None:
    strange = (Told(fact="shoe_size", values=("9",), words="9"), told("teachers", "many"))
    known = knowledge_of(FACTS, strange)
    assert set(known.facts) == set(VALUES)
    assert known["teachers"].values == VALUES["teachers"]


def test_supposing_changes_a_copy_only() -> None:
    known = knowing()
    assert known.supposing({"teachers": "2"})["teachers"].values == ("2",)
    assert known["teachers"].values == VALUES["teachers"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (told("teachers", "2"), told("teachers", "3"), told("teachers", "3")),
        (told("teachers", "2", "3"), told("teachers", "3"), told("teachers", "3")),
        (told("teachers", "3"), told("teachers", "2", "3"), told("teachers", "3")),
        (
            told("teachers", "1", "2", words="a few"),
            told("teachers", "2", "3", words="two or more"),
            told("teachers", "2", words="a few … two or more"),
        ),
        (told("teachers", "2"), told("teachers", is_unsure=True), told("teachers", is_unsure=True)),
        (told("teachers", is_unsure=True), told("teachers", "2"), told("teachers", "2")),
    ],
)
def test_later_word_narrows_or_corrects(before: Told, after: Told, expected: Told) -> None:
    assert merged((before,), (after,)) == (expected,)


def test_facts_told_in_one_message_come_together_too() -> None:
    assert merged((), (told("teachers", "2"), told("kind", "unit"), told("teachers", "3"))) == (
        told("teachers", "3"),
        told("kind", "unit"),
    )


@pytest.mark.parametrize(
    ("values", "years", "expected"),
    [
        (("this_year",), 1, ("previous_year",)),
        (("this_year",), 2, ("earlier",)),
        (("previous_year", "earlier"), 1, ("earlier",)),
        (("previous_year",), -1, ("this_year",)),
        (("previous_year",), -2, ("never",)),
        (("earlier",), -1, ("previous_year", "earlier")),
        (("never",), 3, ("never",)),
        (("second",), 1, ("third",)),
        (("third",), 2, ("later",)),
        (("second",), -1, ("first",)),
        (("yes",), 1, ("yes",)),
        (("previous_year",), 0, ("previous_year",)),
    ],
)
def test_what_counts_in_years_moves_with_the_year_asked_about(
    values: tuple[str, ...], years: int, expected: tuple[str, ...]
) -> None:
    (moved,) = moved_by((told("any", *values),), years)
    assert moved.values == expected


def test_what_cannot_have_been_is_not_told() -> None:
    assert moved_by((told("any", "training"),), -1) == ()


def test_doubt_stays_doubt_in_another_year() -> None:
    doubt = told("did_development", is_unsure=True)
    assert moved_by((doubt,), 1) == (doubt,)


ALIKE = (
    FactDefinition(
        id="training",
        question="Which year?",
        options=(
            FactOption(value="first", label="first", implies={"is_experienced": ("no",)}),
            FactOption(value="second", label="second", implies={"is_experienced": ("no",)}),
            FactOption(value="later", label="later"),
        ),
    ),
    FactDefinition(
        id="is_experienced",
        question="Experienced?",
        options=(FactOption(value="yes", label="yes"), FactOption(value="no", label="no")),
    ),
)


def test_what_follows_from_every_possible_value_is_known() -> None:
    followed = knowledge_of(ALIKE, (told("training", "first", "second"),))["is_experienced"]
    assert followed.values == ("no",)
    open_still = knowledge_of(ALIKE, (told("training", "second", "later"),))["is_experienced"]
    assert open_still.values == ("yes", "no")


def test_what_was_said_counts_before_what_follows() -> None:
    said = (told("training", "first"), told("is_experienced", "yes"))
    assert knowledge_of(ALIKE, said)["is_experienced"].values == ("yes",)
