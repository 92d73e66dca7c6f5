from datetime import date

import pytest
from made_rules import told

from assistant.eligibility.knowledge import EligibilityQuestion, Told
from assistant.eligibility.talking import (
    FactsTold,
    Talk,
    after_answer,
    asks_for,
    continued,
    interrupted,
    is_stop,
    number_answering,
)
from assistant.types import FollowUp

TODAY = date(2026, 11, 22)
EMBEDDING = EligibilityQuestion(programme_id="embedding")
LAST_YEAR = told("did_development", "previous_year", words="last year")
EARLIER = told("did_development", "earlier", words="the year before")
HEAD = told("head_backs", "yes", words="head is keen")
ASKS_FOR_HEAD = FollowUp(fact="head_backs", question="Does the head?", options=())


def tells(*facts: Told) -> FactsTold:
    """Reads the same in every message."""
    return lambda text, asked, year: facts


def tells_when_asked(fact: Told) -> FactsTold:
    """Reads something only in an answer to the question for it."""
    return lambda text, asked, year: (fact,) if asked == fact.fact else ()


def talk(
    message: str = "well",
    question: EligibilityQuestion | None = None,
    before: Talk | None = None,
    reads: FactsTold | None = None,
) -> Talk | None:
    return continued(message, question, before, reads or tells(), TODAY)


def test_question_about_joining_begins_a_talk_with_what_it_tells() -> None:
    assert talk(question=EMBEDDING, reads=tells(HEAD)) == Talk(question=EMBEDDING, told=(HEAD,))


def test_message_that_neither_asks_nor_tells_is_no_part_of_a_talk() -> None:
    assert talk(before=Talk(question=EMBEDDING, awaits="head_backs")) is None
    assert talk(reads=tells(HEAD)) is None


def test_message_that_asks_something_else_leaves_the_talk_unless_it_answers() -> None:
    before = Talk(question=EMBEDDING, awaits="head_backs")
    other = told("teachers", "2")
    for fact, goes_on in ((other, False), (HEAD, True)):
        now = continued("how long?", None, before, tells(fact), TODAY, asks_else=True)
        assert (now is not None) is goes_on
    assert talk("two of us", before=before, reads=tells(other))


def test_answer_adds_to_what_was_told() -> None:
    before = Talk(question=EMBEDDING, told=(LAST_YEAR,), awaits="head_backs")
    now = talk("yes", before=before, reads=tells_when_asked(HEAD))
    assert now
    assert now.told == (LAST_YEAR, HEAD)


def test_later_word_on_a_fact_wins() -> None:
    now = talk(before=Talk(question=EMBEDDING, told=(LAST_YEAR, HEAD)), reads=tells(EARLIER))
    assert now
    assert now.told == (EARLIER, HEAD)


def test_correction_that_names_no_fact_is_of_the_fact_told_last_that_it_fits() -> None:
    before = Talk(question=EMBEDDING, told=(LAST_YEAR, HEAD))
    reads = tells_when_asked(EARLIER)
    now = talk("actually it was the year before", before=before, reads=reads)
    assert now
    assert now.told == (EARLIER, HEAD)
    assert talk("it was the year before", before=before, reads=reads) is None


def test_correction_is_read_together_with_what_it_corrects() -> None:
    def reads(text: str, asked: str | None, year: str) -> tuple[Told, ...]:
        return (EARLIER,) if text == "last year. actually the year before" else ()

    before = Talk(question=EMBEDDING, told=(LAST_YEAR, HEAD))
    now = talk("actually the year before", before=before, reads=reads)
    assert now
    assert now.told == (EARLIER, HEAD)


def test_what_was_told_is_kept_for_another_programme() -> None:
    before = Talk(question=EMBEDDING, told=(HEAD,), already_asked=("kind",), is_stopped=True)
    sustaining = EligibilityQuestion(programme_id="sustaining")
    now = talk("and sustaining?", sustaining, before)
    assert now == Talk(question=sustaining, told=(HEAD,))


def test_history_counts_from_the_year_asked_about() -> None:
    before = Talk(question=EMBEDDING, told=(LAST_YEAR,))
    next_year = EMBEDDING.model_copy(update={"year": "2027/28"})
    now = talk("and next year?", next_year, before)
    assert now
    assert now.told[0].values == ("earlier",)


def test_question_without_a_programme_is_about_the_one_before() -> None:
    now = talk("could we?", EligibilityQuestion(programme_id=None), Talk(question=EMBEDDING))
    assert now
    assert now.question == EMBEDDING


def test_what_was_asked_is_remembered_and_awaited() -> None:
    once = after_answer(Talk(question=EMBEDDING, already_asked=("kind",)), ASKS_FOR_HEAD, "venn")
    assert (once.already_asked, once.awaits, once.hub_id) == (
        ("kind", "head_backs"),
        "head_backs",
        "venn",
    )
    assert after_answer(once, None, None).awaits is None


def test_interrupted_talk_awaits_nothing_and_forgets_nothing() -> None:
    before = Talk(question=EMBEDDING, told=(HEAD,), awaits="kind")
    assert interrupted(before) == Talk(question=EMBEDDING, told=(HEAD,))
    assert interrupted(None) is None


@pytest.mark.parametrize(("text", "expected"), [("2", "2"), (" 12. ", "12"), ("1)", "1")])
def test_bare_number_chooses_an_option_of_what_was_asked(text: str, expected: str) -> None:
    assert number_answering(text, Talk(question=EMBEDDING, awaits="kind")) == expected
    assert number_answering(text, Talk(question=EMBEDDING)) is None
    assert number_answering(text, None) is None


@pytest.mark.parametrize("text", ["", "2 of us", "123", "²", "two", "-1"])
def test_anything_else_is_no_bare_number(text: str) -> None:
    assert number_answering(text, Talk(question=EMBEDDING, awaits="kind")) is None


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("which programme fits us?", "school"),
        ("I'd like to know what our department can join", "school"),
        ("what could I go on?", "person"),
        ("which programmes are there?", None),
    ],
)
def test_who_asks_is_heard(message: str, expected: str | None) -> None:
    assert asks_for(message) == expected


def test_asker_who_wants_no_more_questions_gets_none_on_this_programme() -> None:
    before = Talk(question=EMBEDDING, told=(HEAD,), awaits="kind")
    stopped = talk("just tell me", before=before)
    assert stopped
    assert (stopped.told, stopped.is_stopped) == ((HEAD,), True)
    later = talk("two teachers", before=stopped, reads=tells(told("teachers", "2")))
    assert later
    assert later.is_stopped


@pytest.mark.parametrize(
    "message",
    [
        "stop",
        "Just tell me",
        "ok, enough questions!",
        "pls stop asking",
        "that's all I know",
        "give me the checklist",
        "what have you got so far",
    ],
)
def test_wish_for_no_more_questions_is_heard(message: str) -> None:
    assert is_stop(message)


@pytest.mark.parametrize(
    "message",
    [
        "just tell me how long it takes",
        "we stopped two years ago",
        "not sure",
        "yes both",
        "Tell me about cover",
    ],
)
def test_other_messages_are_no_such_wish(message: str) -> None:
    assert not is_stop(message)
