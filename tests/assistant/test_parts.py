"""Several questions are told from one, and each keeps its topic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parts import MAX_PARTS, parts_of
from assistant.vocabulary import Vocabulary
from corpus.types import Hub, Programme, Term

VOCABULARY = Vocabulary(
    programmes=(
        Programme(id="pd", name="PD Lead", phase="all", joined_by="person"),
        Programme(id="readiness", name="Readiness", phase="primary", joined_by="school"),
        Programme(id="network", name="Maths Hubs", phase="all"),
    ),
    hubs=(
        Hub(id="essex", name="Essex Maths Hub", region="East", places=("Clacton",), grade="A"),
        Hub(id="kent", name="Kent Maths Hub", region="South", places=("Dover",), grade="A"),
    ),
    terms=(Term(term="rekenrek", meaning="A bead frame."),),
)


def split(message: str) -> list[str]:
    return list(parts_of(message, VOCABULARY))


@pytest.mark.parametrize(
    "message",
    [
        "Who leads the PD Lead course?",
        "Do the head and maths lead have to come to Readiness?",
        "What do we need to know about who goes and how long it is?",
        "What precedes and what follows Readiness?",
        "How does Readiness differ from PD Lead and which is better?",
        "What is Readiness and why?",
        "Is it half a day, a whole day or two?",
        "Which days are they, is it Tuesdays?",
        "When our Year 6 teacher did Readiness, how many days was she out?",
        "We're a small school. We did Readiness. Can we go on?",
        "I wonder what it costs and when it starts",
        "Is Readiness free, and does that hold for academies and trusts",
        "thanks",
    ],
)
def test_one_question_stays_one(message: str) -> None:
    assert split(message) == [message]


def test_sentences_that_ask_are_parts() -> None:
    assert split("Is Readiness free? How many teachers go to PD Lead?") == [
        "Is Readiness free?",
        "How many teachers go to PD Lead?",
    ]


@pytest.mark.parametrize("joint", [" and ", ", and ", " & ", ", "])
def test_joined_questions_are_parts(joint: str) -> None:
    assert split(f"Who goes to PD Lead{joint}how long is it?") == [
        "Who goes to PD Lead",
        "how long is it? (PD Lead)",
    ]


def test_three_parts_share_the_topic() -> None:
    assert split("who can do PD Lead, how long is it and is it free?") == [
        "who can do PD Lead",
        "how long is it (PD Lead)",
        "is it free? (PD Lead)",
    ]


def test_wanted_thing_needs_no_verb() -> None:
    assert split("Clacton head. Which hub are we in + phone number pls") == [
        "Which hub are we in (Essex Maths Hub)",
        "phone number pls (Essex Maths Hub)",
    ]


def test_scenario_is_the_topic_of_its_questions() -> None:
    assert split("We did Readiness last year. What does it lead to? Is that free?") == [
        "What does it lead to? (Readiness)",
        "Is that free? (Readiness)",
    ]


def test_whole_question_does_not_take_its_topic_from_the_scenario() -> None:
    message = "We did Readiness last year. Who do we send to development? And is Readiness free?"
    assert split(message)[0] == "Who do we send to development?"


def test_nearest_name_wins_over_the_scenario() -> None:
    message = "We did Readiness. Who goes to PD Lead and how long is it?"
    assert split(message)[1] == "how long is it? (PD Lead)"


def test_part_with_its_own_name_needs_no_topic() -> None:
    assert split("How long is Readiness? And is PD Lead free?")[1] == "And is PD Lead free?"


def test_term_is_a_topic_where_nothing_has_a_name() -> None:
    assert split("Who pays for each rekenrek? Do we keep them?")[1] == (
        "Do we keep them? (rekenrek)"
    )


def test_words_before_are_a_topic_where_nothing_else_is() -> None:
    assert split("What does a coach do? Do we need one?")[1] == (
        "Do we need one? (What does a coach do)"
    )


def test_theme_is_no_topic() -> None:
    assert split("How many Maths Hubs are there? Who pays for them?")[1] == (
        "Who pays for them? (How many Maths Hubs are there)"
    )


def test_too_many_questions_are_one() -> None:
    message = "Is it free? " * (MAX_PARTS + 1)
    assert split(message) == [message]


@given(st.text(max_size=200))
def test_any_message_has_parts(message: str) -> None:
    assert 1 <= len(split(message)) <= MAX_PARTS


def test_part_keeps_the_year_of_the_message() -> None:
    parts = split(
        "How many primaries joined Readiness in 24/25, and how many colleges use rekenreks?"
    )
    assert len(parts) == 2
    assert "24/25" in parts[1]


def test_two_years_are_not_carried() -> None:
    parts = split("Was Readiness free in 23/24 or 24/25? And how long is the PD Lead course?")
    assert parts[1] == "And how long is the PD Lead course?"
