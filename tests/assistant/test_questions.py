"""What is not a question is refused without repeating it; what is loses its invisible marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions import RefusedQuestionError, clean_question
from assistant.types import MAX_QUESTION_CHARACTERS

ANY_TEXT = st.text(max_size=200)


def is_clean(text: str) -> bool:
    return not any(unicodedata.category(mark)[0] == "C" for mark in text)


@given(ANY_TEXT)
def test_cleaned_question_has_no_control_marks(text: str) -> None:
    try:
        cleaned = clean_question(text)
    except RefusedQuestionError:
        return
    assert is_clean(cleaned)
    assert cleaned == " ".join(cleaned.split())


@given(st.text(alphabet="ab \n\u200b\u202e\ufe0f\U000e0041\x00é", max_size=30))
def test_cleaned_question_shows_every_mark(text: str) -> None:
    try:
        cleaned = clean_question(text)
    except RefusedQuestionError:
        return
    assert set(cleaned) <= set("ab é")


@given(ANY_TEXT)
def test_refusal_repeats_nothing_of_the_text(text: str) -> None:
    with pytest.raises(RefusedQuestionError) as refused:
        clean_question("q" * MAX_QUESTION_CHARACTERS + "!" + text)
    assert str(refused.value) == "A question has at most 1,000 characters; please shorten it."


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u200b\u2066", "\U000e0041\U000e0042", "\u3164"])
def test_invisible_text_is_empty(text: str) -> None:
    with pytest.raises(RefusedQuestionError, match="empty"):
        clean_question(text)


@pytest.mark.parametrize("text", ["?!", "£1,500", "2024/25", "😀"])
def test_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(RefusedQuestionError, match="no words"):
        clean_question(text)


def test_longest_question_is_taken() -> None:
    longest = "a" * MAX_QUESTION_CHARACTERS
    assert clean_question(longest) == longest


def test_longer_question_is_refused() -> None:
    with pytest.raises(RefusedQuestionError, match="shorten"):
        clean_question("a" * (MAX_QUESTION_CHARACTERS + 1))


def test_ligature_that_grows_is_counted_as_grown() -> None:
    ligature_of_eighteen = "\ufdfa"
    with pytest.raises(RefusedQuestionError, match="shorten"):
        clean_question(ligature_of_eighteen * 100)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(RefusedQuestionError, match="UTF-8"):
        clean_question("How long \ud800 is it?")


@pytest.mark.parametrize("space", ["\n", "\t", "\x85", "\u2028", "\u00a0", "  "])
def test_every_space_is_one_space(space: str) -> None:
    assert clean_question(f"how{space}long") == "how long"


def test_full_width_letters_are_ordinary() -> None:
    assert clean_question("Ｈｏｗ ｌｏｎｇ？") == "How long?"
