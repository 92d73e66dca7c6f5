"""A follow-up that only names something new asks again what was asked before."""

import pytest

from assistant.conversations import Turn
from assistant.ellipses import asked_again, types_asked

BEFORE = (Turn(question="How many days is the PD Lead Programme?"),)


@pytest.mark.parametrize(
    "text",
    ["what about juniors", "And the second year?", "same for teaching assistants?", "or primary?"],
)
def test_new_name_asks_again(text: str) -> None:
    assert asked_again(text, BEFORE) == BEFORE[0].question
    assert types_asked(text, BEFORE[0].question)[0] == "duration"


@pytest.mark.parametrize(
    "text",
    [
        "and is it free?",
        "what about the cost?",
        "and who leads it?",
        "Juniors can join Mastering Number?",
        "and one two three four five six seven eight",
    ],
)
def test_new_question_does_not(text: str) -> None:
    assert asked_again(text, BEFORE) is None


def test_nothing_before_is_not_asked_again() -> None:
    assert asked_again("what about juniors?", (Turn(question=""),)) is None


def test_last_question_is_the_one_asked_again() -> None:
    turns = (*BEFORE, Turn(question="Is it free?"), Turn(question=""))
    assert asked_again("and juniors?", turns) == "Is it free?"


def test_own_kind_of_answer_wins() -> None:
    assert types_asked("and when?", BEFORE[0].question)[0] == "date"
