"""The right hub is named where it is known, and somebody else where a gap says so."""

from collections.abc import Callable

import pytest

from assistant.contacts import HUB_CONTACT, contact_for, hub_of, is_of_asked_hub
from assistant.types import Understanding
from assistant.vocabulary import Vocabulary
from corpus.types import Hub, KnownGap

Understood = Callable[..., Understanding]
BERKSHIRE = Hub(
    id="berkshire",
    name="Berkshire Maths Hub",
    region="South",
    places=("Reading",),
    areas=("Berkshire", "Slough"),
    website="https://berkshire.example",
    email="hub@berkshire.example",
    grade="A",
)
LEEDS = Hub(
    id="leeds", name="Leeds Maths Hub", region="North", places=("Otley", "Reigate"), grade="A"
)
VOCABULARY = Vocabulary(hubs=(BERKSHIRE, LEEDS))


def test_hub_comes_with_its_area_and_address() -> None:
    contact = contact_for(BERKSHIRE)
    assert (contact.name, contact.url) == ("Berkshire Maths Hub", "https://berkshire.example")
    assert (contact.email, contact.area) == ("hub@berkshire.example", "Berkshire, Slough")


def test_hub_without_website_is_found_by_the_search() -> None:
    assert contact_for(LEEDS).url == HUB_CONTACT.url


def test_unknown_hub_is_the_local_one() -> None:
    assert contact_for(None) == HUB_CONTACT


@pytest.mark.parametrize(
    ("ask", "expected"),
    [("the NCETM", "The NCETM"), ("the hub search", HUB_CONTACT.name), (None, HUB_CONTACT.name)],
)
def test_gap_may_name_somebody_else(ask: str | None, expected: str) -> None:
    gap = KnownGap(id="lunch", topic="lunch", ask=ask, phrasings=())
    assert contact_for(None, gap).name == expected


@pytest.mark.parametrize(
    "text", ["we're in reading", "Reading school here", "Berkshire Maths Hub days?"]
)
def test_place_tells_the_hub(understanding_of: Understood, text: str) -> None:
    assert hub_of([understanding_of(text)], VOCABULARY) == BERKSHIRE


@pytest.mark.parametrize("text", ["is reading the letter enough?", "Reading or Reigate?", "free?"])
def test_word_or_two_places_tell_none(understanding_of: Understood, text: str) -> None:
    assert hub_of([understanding_of(text)], VOCABULARY) is None


def test_hub_that_was_understood_counts_first(understanding_of: Understood) -> None:
    question = understanding_of("Otley", hub_ids=("berkshire",))
    assert hub_of([question], VOCABULARY) == BERKSHIRE


@pytest.mark.parametrize(
    ("hub_ids", "kind", "expected"),
    [
        (("leeds",), "contact", True),
        (("berkshire",), "contact", False),
        ((), "contact", False),
        ((), "amount", True),
    ],
)
def test_contact_details_are_the_asked_hubs(
    understanding_of: Understood, hub_ids: tuple[str, ...], kind: str, expected: bool
) -> None:
    question = understanding_of("Phone number?", hub_ids=hub_ids, answer_types=(kind,))
    told = "The phone number of Leeds Maths Hub is 0113 000000."
    assert is_of_asked_hub(told, question, VOCABULARY) == expected
    assert is_of_asked_hub("Ask the NCETM.", question, VOCABULARY)
