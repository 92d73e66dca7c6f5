import random
from itertools import pairwise

from assistant.vocabulary import Vocabulary
from corpus.types import Programme
from evals.judging import Case
from evals.perturbing import as_asked, mistyped, over_two_turns, with_typing_errors

VOCABULARY = Vocabulary(
    programmes=(
        Programme(id="a", name="Abacus Development", aliases=("abacus dev",), phase="primary"),
    )
)


def case(question: str, *history: str) -> Case:
    return Case(
        id="1",
        question=question,
        history=tuple({"question": one} for one in history),
        type="direct",
        answerable=True,
        must_include=(("x",),),
    )


def test_one_word_is_mistyped_and_its_first_letter_stays() -> None:
    for seed in range(200):
        changed = mistyped("the headteacher commits", random.Random(seed)).split()
        differing = [
            (a, b)
            for a, b in zip("the headteacher commits".split(), changed, strict=True)
            if a != b
        ]
        assert len(differing) <= 1  # two equal letters may change places
        assert all(a[0] == b[0] and abs(len(a) - len(b)) <= 1 for a, b in differing)


def test_short_words_stay() -> None:
    assert mistyped("who has to pay", random.Random(1)) == "who has to pay"


def test_share_of_questions_gets_errors_the_same_each_time() -> None:
    cases = [case("does the headteacher attend the workshop")] * 400
    once, twice = with_typing_errors(cases, 0.25), with_typing_errors(cases, 0.25)
    assert once == twice
    changed = sum(one.question != before.question for one, before in zip(once, cases, strict=True))
    assert 60 < changed < 130
    assert any(one.question != other.question for one, other in pairwise(once))


def test_scenario_becomes_a_turn_before_the_question() -> None:
    (turned,) = over_two_turns([case("We are a junior school. Can we join?")], VOCABULARY)
    assert turned.history == ({"question": "We are a junior school."},)
    assert turned.question == "Can we join?"


def test_programme_becomes_a_turn_and_is_called_it() -> None:
    (turned,) = over_two_turns([case("how long is Abacus Dev", "hello")], VOCABULARY)
    assert [turn["question"] for turn in turned.history] == [
        "hello",
        "I have a question about Abacus Dev",
    ]
    assert turned.question == "how long is it"


def test_question_that_names_nothing_stays() -> None:
    one = case("how long is it")
    assert over_two_turns([one], VOCABULARY) == [one]


def test_cases_are_asked_as_they_are_unless_made_harder() -> None:
    one = case("We are a junior school. Does the headteacher attend?")
    plainly = as_asked([one], typing_errors=0, two_turns=False, vocabulary=VOCABULARY)
    assert plainly == [one]
    (harder,) = as_asked([one], typing_errors=1, two_turns=True, vocabulary=VOCABULARY)
    assert len(harder.history) == 1
    assert f"{harder.history[0]['question']} {harder.question}" != one.question
