from datetime import date

import pytest
from made_rules import (
    DEVELOPMENT,
    EMBEDDING,
    ENGLAND,
    GUIDE,
    HEAD,
    QUOTES,
    criterion,
    programme,
    rulebook,
    rules,
    told,
)

from assistant.eligibility import replies
from assistant.eligibility.deciding import decide
from assistant.eligibility.knowledge import EligibilityQuestion, Told
from assistant.eligibility.rulebook import Rulebook
from assistant.framing import Frame
from assistant.grounding import is_proved
from assistant.types import Eligibility
from corpus.types import Hub, Quotation

TODAY = date(2025, 11, 22)
QUESTION = EligibilityQuestion(programme_id="embedding")
OPEN = EligibilityQuestion(programme_id=None, is_open=True)
PAUSED = programme(
    rules(criterion("did_development", "earlier")), id="sustaining", name="Sustaining"
)
BOOK = rulebook(programme(EMBEDDING), PAUSED)
ALL_WELL = (
    told("did_development", "previous_year", words="did it last year"),
    told("teachers", "2", words="two of us"),
    told("head_backs", "yes", words="head is keen"),
)
CLOSED = Quotation(document_id="guide", quote=QUOTES["closed"])


def framed(
    *facts: Told,
    question: EligibilityQuestion = QUESTION,
    book: Rulebook = BOOK,
    today: date = TODAY,
    hub: Hub | None = None,
    asks: bool = True,
) -> tuple[Frame, Eligibility]:
    frame = decide(question, facts, book, today=today, hub=hub, asks=asks)
    assert frame
    assert frame.eligibility
    return frame, frame.eligibility


def test_verdict_comes_first_then_the_clauses_with_their_sources() -> None:
    frame, eligibility = framed(*ALL_WELL)
    assert eligibility.verdict == "eligible"
    assert frame.status == "answered"
    assert frame.text.startswith(
        "Yes, on what you have told me you meet what the sources ask for Embedding.\n\n"
        "- Met: in 2025/26 a school must have done Development in the year before. [1]\n"
    )


def test_what_was_told_is_said_back_with_its_words() -> None:
    frame, _ = framed(*ALL_WELL)
    assert "You told me: did_development is previous_year (“did it last year”); " in frame.text


def test_number_of_an_option_is_not_said_back() -> None:
    frame, _ = framed(told("teachers", "2", words="3"))
    assert "You told me: teachers is 2." in frame.text


def test_words_that_tell_several_facts_are_said_back_once_and_not_at_length() -> None:
    words = "the head and two of us are all for it, since we did it last year,"
    facts = (told("head_backs", "yes", words=words), told("teachers", "2", words=words))
    frame, _ = framed(*facts)
    said = "teachers is 2 and head_backs is yes (“the head and two of us are all …”)."
    assert f"You told me: {said}" in frame.text


def test_fact_that_is_hardly_narrowed_is_said_back_in_the_askers_words_alone() -> None:
    frame, _ = framed(told("teachers", "1", "2", "3", words="a few of us"))
    assert "You told me: “a few of us”." in frame.text


def test_every_statement_is_a_span_of_its_citation() -> None:
    frame, _ = framed(*ALL_WELL)
    quotes = {one.number: one.quote for one in frame.citations}
    assert frame.statements
    assert all(one.text in quotes[one.citations[0]] for one in frame.statements)
    assert all(is_proved(one, {"guide": GUIDE}) for one in frame.citations)


def test_failed_clause_stands_before_met_ones_and_unknown_ones_are_left_out() -> None:
    frame, eligibility = framed(*ALL_WELL[:2], told("head_backs", "no", words="head says no"))
    assert eligibility.verdict == "not_eligible"
    first, second = frame.text.split("\n\n")[1].splitlines()[:2]
    assert first.startswith("- Not met: In 2025/26 the headteacher")
    assert second.startswith("- Met: ")
    frame, _ = framed(told("head_backs", "no"))
    assert "Not known yet" not in frame.text


def test_missing_step_is_named_with_what_would_change_it_and_what_fits_instead() -> None:
    frame, eligibility = framed(told("did_development", "earlier", words="in 2021"))
    assert eligibility.verdict == "not_yet"
    assert eligibility.would_change == ("Do a Development year first.",)
    assert eligibility.alternatives == ("Sustaining",)
    assert "What would change it: Do a Development year first." in frame.text
    assert "What could fit instead: Sustaining." in frame.text
    assert eligibility.follow_up is None


def test_missing_fact_is_asked_for_with_its_answers_at_the_end() -> None:
    frame, eligibility = framed(*ALL_WELL[:2])
    assert eligibility.verdict == "depends"
    assert eligibility.follow_up
    assert eligibility.follow_up.fact == "head_backs"
    assert eligibility.follow_up.options == (
        "head_backs is yes",
        "head_backs is no",
        replies.NOT_SURE,
    )
    assert frame.text.endswith(
        "What of head_backs?\n1. head_backs is yes\n2. head_backs is no\n3. Not sure"
    )


def test_asker_who_wants_no_questions_gets_the_checklist_without_one() -> None:
    frame, eligibility = framed(*ALL_WELL[:2], asks=False)
    assert eligibility.follow_up is None
    assert "?" not in frame.text
    assert "Not known yet: In 2025/26 the headteacher supports the work." in frame.text


def test_every_criterion_stands_in_the_checks_with_its_reason_and_source() -> None:
    frame, eligibility = framed(*ALL_WELL[:2], told("head_backs", is_unsure=True))
    checks = {one.criterion_id: one for one in eligibility.checks}
    assert list(checks) == ["nation", "did_development", "teachers", "head_backs"]
    assert checks["teachers"].because == "You told me: teachers is 2 (“two of us”)."
    assert checks["head_backs"].because == "You are not sure: What of head_backs?"
    assert checks["nation"].because.startswith("I took it that nation is england.")
    numbers = {one.quote: one.number for one in frame.citations}
    assert checks["teachers"].citation == numbers[QUOTES["teachers"]]


def test_case_that_the_sources_leave_open_is_a_gap() -> None:
    frame, eligibility = framed(told("kind", "unit", words="a unit"))
    assert eligibility.verdict == "unknown"
    assert frame.status == "unanswerable_gap"
    assert frame.text.startswith("The sources do not say whether a unit may join. Please ask ")
    assert [one.kind for one in frame.notices][:1] == ["gap"]
    assert "Not met" not in frame.text
    assert eligibility.follow_up is None


def test_closed_programme_says_so_in_the_words_of_its_source() -> None:
    book = rulebook(programme(rules(HEAD, closed=CLOSED)))
    frame, eligibility = framed(book=book)
    assert eligibility.verdict == "not_open"
    assert "- The sources say: Nobody can join after July 2025. [1]" in frame.text
    looks_back = QUESTION.model_copy(update={"looks_back": True, "year": "2025/26"})
    frame, eligibility = framed(ALL_WELL[2], book=book, question=looks_back)
    assert eligibility.verdict == "eligible"
    assert "you would have met what the sources asked for Embedding in 2025/26" in frame.text


def test_what_was_taken_for_granted_is_told_until_the_asker_says_it() -> None:
    frame, _ = framed()
    (notice,) = frame.notices
    assert (notice.kind, "I took it that nation is england" in notice.text) == ("assumption", True)
    frame, _ = framed(told("nation", "england"))
    assert frame.notices == ()


def test_criteria_of_another_year_are_told() -> None:
    frame, _ = framed(told("nation", "england"), today=date(2026, 11, 22))
    (notice,) = frame.notices
    assert "criteria of 2025/26: the sources have none for 2026/27" in notice.text


def test_askers_own_hub_is_named_as_the_contact() -> None:
    hub = Hub(id="venn", name="Venn Maths Hub", region="Essex", areas=("Essex",), grade="A")
    frame, _ = framed(hub=hub)
    assert frame.contact
    assert (frame.contact.name, frame.contact.area) == ("Venn Maths Hub", "Essex")


def test_programme_without_rules_is_not_decided_about() -> None:
    unknown = EligibilityQuestion(programme_id="tennis")
    assert decide(unknown, (), BOOK, today=TODAY) is None
    assert decide(QUESTION, (), rulebook(programme()), today=TODAY) is None


@pytest.mark.parametrize(
    ("facts", "verdict", "never"),
    [
        (ALL_WELL, "eligible", ("not eligible", "not met", "do not meet")),
        ((told("head_backs", "no"),), "not_eligible", ("yes", "you can", "you meet")),
        ((told("did_development", "never"),), "not_yet", ("yes", "you can", "you meet")),
        ((), "depends", ("yes", "you can", "you meet", "not met", "do not meet")),
        ((told("kind", "unit"),), "unknown", ("yes", "you can", "you meet", "not met")),
    ],
)
def test_no_verdict_borrows_the_words_of_another(
    facts: tuple[Told, ...], verdict: str, never: tuple[str, ...]
) -> None:
    frame, eligibility = framed(*facts, asks=False)
    assert eligibility.verdict == verdict
    said = frame.text.lower().replace("did_", "")
    assert not [words for words in never if words in said]


def test_long_rules_stay_within_the_words_of_an_answer() -> None:
    many = [
        criterion("head_backs", "yes", id=str(number), quote=line)
        for number, line in enumerate(QUOTES.values())
    ]
    frame, eligibility = framed(book=rulebook(programme(rules(*many))))
    assert len(frame.text.split()) <= 150
    assert len(eligibility.checks) == len(QUOTES)


def test_open_question_lists_what_fits_or_could_each_with_its_clause() -> None:
    frame, eligibility = framed(told("did_development", "earlier", words="in 2021"), question=OPEN)
    assert frame.text.startswith("On what you have told me, these could fit:\n\n- Sustaining: ")
    assert (eligibility.programme, eligibility.verdict) == ("Sustaining", "eligible")
    assert "Embedding" not in frame.text
    frame, eligibility = framed(told("did_development", "previous_year"), question=OPEN)
    assert "- Embedding, if this holds: In 2025/26 two teachers" in frame.text
    assert eligibility.follow_up


def test_open_question_of_somebody_who_told_nothing_is_answered_with_a_question() -> None:
    frame, eligibility = framed(question=OPEN)
    assert frame.status == "needs_detail"
    assert frame.text.startswith(replies.TELL_ME_FIRST)
    assert eligibility.follow_up
    assert eligibility.follow_up.fact == "did_development"


def test_open_question_of_somebody_whom_nothing_fits_is_told_so() -> None:
    book = rulebook(programme(rules(ENGLAND, DEVELOPMENT)))
    frame = decide(OPEN, (told("nation", "wales"),), book, today=TODAY)
    assert frame
    assert (frame.text, frame.eligibility) == (replies.NOTHING_FITS, None)
