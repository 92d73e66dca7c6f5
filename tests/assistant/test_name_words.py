"""Words are told by their capitals and by the lists."""

import pytest

from assistant.name_words import Word, is_capital, is_free, name_words, words_of


@pytest.mark.parametrize("text", ["Smith", "O'Neill", "McDonald", "Smith-Jones", "SMITH", "Krátký"])
def test_name_has_its_capital(text: str) -> None:
    assert is_capital(word(text))


@pytest.mark.parametrize("text", ["smith", "TAs", "iPad", "NPQs"])
def test_other_capitals_make_no_name(text: str) -> None:
    assert not is_capital(word(text))


@pytest.mark.parametrize(("text", "expected"), [("Okafor", True), ("SKTM", False), ("Hub", False)])
def test_free_word_is_nothing_of_ours(text: str, expected: bool) -> None:
    assert is_free(word(text)) is expected


def test_word_ends_before_its_genitive() -> None:
    assert [one.text for one in words_of("Jack's mum")] == ["Jack", "s", "mum"]


def test_first_word_of_each_sentence_is_known() -> None:
    assert [one.is_first for one in words_of("Is it? Maybe so")] == [True, False, True, False]


def test_ambiguous_names_need_a_context_that_given_names_do_not() -> None:
    assert not name_words().given_names & name_words().ambiguous_names


def word(text: str) -> Word:
    return Word(text, 0, len(text), " ", is_first=False)
