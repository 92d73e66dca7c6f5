"""A question is taken as meant: what it names, and what it leans on."""

from datetime import date

import pytest

from assistant.conversations import Turn
from assistant.types import Understanding
from assistant.understanding import (
    MAX_WORDS_OF_FOLLOW_UP,
    hub_ids_in,
    phase_in,
    topic_of,
    understand,
)
from assistant.vocabulary import Vocabulary
from corpus.types import Hub, Phase, Programme, Term

HUB = Hub(id="north", name="North Maths Hub", region="North", areas=("Northshire",), grade="A")
VOCABULARY = Vocabulary(
    terms=(Term(term="PMS", meaning="…", expands="primary mastery specialist"),),
    programmes=(
        Programme(id="sktm", name="SKTM", phase="primary"),
        Programme(id="number", name="Mastering Number", phase="primary"),
        Programme(id="core", name="Core Maths", phase="post-16"),
    ),
    hubs=(HUB,),
)
ABOUT_SKTM = Turn(
    question="What is SKTM?", topic="SKTM", programmes=("sktm",), passage_ids=("sktm:0",)
)


def understood(text: str, *earlier: Turn) -> Understanding:
    return understand(text, earlier, VOCABULARY, date(2026, 11, 22))


def test_question_keeps_its_own_words() -> None:
    question = understood("Who is our PMS?")
    assert question.text == "Who is our PMS?"
    assert question.search_text == "Who is our PMS? (primary mastery specialist)"


def test_meaning_that_stands_there_is_not_added() -> None:
    text = "Is a primary mastery specialist a PMS?"
    assert understood(text).search_text == text


def test_follow_up_carries_topic_and_programme() -> None:
    question = understood("and how long is it?", ABOUT_SKTM)
    assert question.carried_topic == "SKTM"
    assert question.programmes == ("sktm",)
    assert question.search_text == "and how long is it? (SKTM)"


def test_follow_up_remembers_what_was_said() -> None:
    assert understood("how long?", ABOUT_SKTM).said_before == ("sktm:0",)


def test_named_programme_drops_the_topic() -> None:
    question = understood("and what is Core Maths?", ABOUT_SKTM)
    assert question.carried_topic is None
    assert question.programmes == ("core",)
    assert question.said_before == ()


def test_new_name_alone_asks_again_what_was_asked() -> None:
    question = understood("and Core Maths?", ABOUT_SKTM)
    assert question.search_text == "and Core Maths? (What is SKTM?)"
    assert question.answer_types == ("definition",)
    assert question.programmes == ("core",)


def test_whole_question_carries_nothing() -> None:
    text = "Which days of the week do primary schools run assemblies?"
    assert understood(text, ABOUT_SKTM).carried_topic is None


def test_long_question_brings_its_own_topic() -> None:
    text = "and " + "word " * MAX_WORDS_OF_FOLLOW_UP
    assert understood(text, ABOUT_SKTM).carried_topic is None


def test_last_topic_is_carried() -> None:
    later = Turn(question="And Mastering Number?", topic="Mastering Number")
    assert understood("how long?", ABOUT_SKTM, later).carried_topic == "Mastering Number"


def test_turn_without_topic_is_passed_over() -> None:
    vague = Turn(question="Is it nice?")
    assert understood("how long?", ABOUT_SKTM, vague).carried_topic == "SKTM"


def test_question_without_topic_is_carried_itself() -> None:
    vague = Turn(question="Is lunch provided?")
    assert understood("and tea?", vague).carried_topic == "Is lunch provided?"


def test_nothing_leans_on_what_was_no_question() -> None:
    assert understood("how long?", Turn(question="")).carried_topic is None


def test_first_question_carries_nothing() -> None:
    assert understood("how long is it?").carried_topic is None


def test_topic_names_programmes_then_hubs() -> None:
    question = understood("Which hub in Northshire runs SKTM?")
    assert topic_of(question, VOCABULARY) == "SKTM, North Maths Hub"


def test_topic_has_two_names_at_most() -> None:
    question = understood("Which hub in Northshire runs SKTM and Core Maths?")
    assert topic_of(question, VOCABULARY) == "SKTM, Core Maths"


def test_carried_topic_is_handed_on() -> None:
    question = understood("how long?", Turn(question="Is lunch provided?"))
    assert topic_of(question, VOCABULARY) == "Is lunch provided?"


@pytest.mark.parametrize(
    ("text", "expected_phase"),
    [
        ("our nursery", "early years"),
        ("I teach year 6", "primary"),
        ("a 2 FE school", "primary"),
        ("yr 10 teacher", "secondary"),
        ("an FE teacher", "post-16"),
        ("primary and secondary", None),
        ("any school", None),
    ],
)
def test_one_phase_is_found(text: str, expected_phase: Phase | None) -> None:
    assert phase_in(text) == expected_phase


def test_years_are_carried_with_their_words() -> None:
    question = understood("was it in 24/25 or next year?")
    assert [span.words for span in question.year_spans] == ["24/25", "next year"]
    assert question.academic_years == ("2024/25", "2027/28")


def test_place_alone_names_no_hub() -> None:
    assert hub_ids_in("a school in Northshire", VOCABULARY) == ()


def test_place_with_hub_names_the_hub() -> None:
    assert hub_ids_in("our nearest hub in Northshire", VOCABULARY) == ("north",)


def test_kind_of_answer_is_of_the_question_alone() -> None:
    money = Turn(question="How much does it cost?")
    assert understood("who runs it?", money).answer_types[0] == "person"
