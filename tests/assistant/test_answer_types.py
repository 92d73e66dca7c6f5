"""A question's words tell what it asks for; a passage holds it or does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer_types import asked_types, holds, holds_what_must_be
from assistant.types import AnswerType


@pytest.mark.parametrize(
    ("question", "expected_type"),
    [
        ("Is it compulsory?", "yes_no"),
        ("How much does it cost?", "amount"),
        ("What's the deadline?", "date"),
        ("How many days out is it?", "duration"),
        ("How many teachers go?", "count"),
        ("How often do we meet?", "frequency"),
        ("Who runs it?", "person"),
        ("What is the e-mail address?", "contact"),
        ("What are the conditions?", "list"),
        ("What does TfM stand for?", "definition"),
        ("Why bother?", "reason"),
        ("How do we apply?", "how_to"),
        ("What is the difference between them?", "comparison"),
        ("Mixed classes", "open"),
    ],
)
def test_plain_words_tell_the_type(question: str, expected_type: AnswerType) -> None:
    assert asked_types(question)[0] == expected_type


@given(st.text(max_size=80))
def test_every_question_asks_for_something(question: str) -> None:
    types = asked_types(question)
    assert types
    assert len(types) == len(set(types))


def test_case_does_not_matter() -> None:
    assert asked_types("HOW MANY DAYS?") == asked_types("how many days?")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("amount", "A school receives £1,500."),
        ("amount", "Places are fully funded."),
        ("date", "The form closes in July."),
        ("date", "It ran in 2024/25."),
        ("duration", "It takes six days."),
        ("duration", "It takes 2–3 half days."),
        ("frequency", "Groups meet twice a term."),
        ("count", "Two teachers take part."),
        ("contact", "Write to office@northern.example."),
    ],
)
def test_text_with_the_thing_holds_it(kind: AnswerType, text: str) -> None:
    assert holds(text, kind)


@pytest.mark.parametrize("kind", ["amount", "date", "duration", "frequency", "count", "contact"])
def test_text_without_the_thing_lacks_it(kind: AnswerType) -> None:
    assert not holds("Teachers plan lessons together.", kind)


def test_day_of_the_week_is_no_duration() -> None:
    assert not holds("The group meets on Monday.", "duration")


def test_kind_without_pattern_is_held_by_all() -> None:
    assert holds("", "reason")


@pytest.mark.parametrize(
    ("question", "lacks", "holds_it"),
    [
        ("What's the e-mail of our hub?", "The website is hub.co.uk.", "Write to a@hub.co.uk."),
        ("phone number please", "Write to a@hub.co.uk.", "Ring 01206 555123."),
        ("do they have a website", "Ring 01206 555123.", "The website is hub.co.uk."),
        ("how much is the grant", "There is a grant.", "The grant is £1,500."),
        ("how much is the fee", "Schools apply in May.", "It is free."),
    ],
)
def test_very_thing_asked_for_must_be_held(question: str, lacks: str, holds_it: str) -> None:
    assert not holds_what_must_be(lacks, question)
    assert holds_what_must_be(holds_it, question)


@pytest.mark.parametrize("question", ["Who leads it?", "How do we get in touch?", "Is it free?"])
def test_other_questions_need_no_one_thing(question: str) -> None:
    assert holds_what_must_be("Nothing.", question)
