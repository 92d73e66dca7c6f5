"""A question tells by its words whether it asks of the present, of the past, or in doubt."""

from collections.abc import Callable

import pytest

from assistant.tenses import (
    asks_if_still,
    asks_in_doubt,
    asks_of_closing,
    asks_of_past,
    asks_of_successor,
    asks_own_case,
    tells_of_end,
    tells_own_story,
)

CASES: list[tuple[Callable[[str], bool], str]] = [
    (asks_of_past, "what was the grant in 2017"),
    (asks_of_past, "did schools pay for it?"),
    (asks_of_past, "back in 2018 which books counted"),
    (asks_if_still, "is the grant still available?"),
    (asks_if_still, "do teachers still have to visit others"),
    (asks_if_still, "don't they pay any more"),
    (asks_in_doubt, "our leaflet says six days"),
    (asks_in_doubt, "two hubs gave different answers"),
    (asks_in_doubt, "the figures don't match, what was planned?"),
    (asks_in_doubt, "a colleague reckons it is two years"),
    (asks_of_closing, "when is the deadline"),
    (asks_of_closing, "have we missed it"),
    (asks_of_successor, "what replaced the old course"),
    (asks_own_case, "can I join in my first year?"),
    (asks_own_case, "would the hub accept us"),
    (tells_own_story, "we joined in 21/22"),
    (tells_of_end, "The scheme for books has ended."),
    (tells_of_end, "Visits are no longer required."),
]
OTHERS: list[tuple[Callable[[str], bool], str]] = [
    (asks_of_past, "how much is the grant"),
    (asks_of_past, "is it true that it was free?"),
    (asks_if_still, "we are still waiting for a form"),
    (asks_in_doubt, "how does Embedding differ from Sustaining"),
    (asks_in_doubt, "is the course for old hands only"),
    (asks_in_doubt, "what did the 2021 flyer say about days"),
    (asks_of_closing, "how many days is it"),
    (asks_of_successor, "is the course free"),
    (asks_own_case, "who can join"),
    (tells_own_story, "how many days is it in 24/25"),
    (tells_of_end, "The course ends in July."),
]


@pytest.mark.parametrize(("tells", "text"), CASES, ids=[text for _, text in CASES])
def test_words_tell(tells: Callable[[str], bool], text: str) -> None:
    assert tells(text)


@pytest.mark.parametrize(("tells", "text"), OTHERS, ids=[text for _, text in OTHERS])
def test_other_words_do_not(tells: Callable[[str], bool], text: str) -> None:
    assert not tells(text)
