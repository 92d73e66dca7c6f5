import pytest

from assistant.spelling import Spelling

SPELLING = Spelling(
    texts=["A mastery specialist leads the Sustaining group with two advocates in Reception."],
    known=["GLOW Maths Hub", "txtbook fund"],
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mastrey", "mastery"),  # two letters in the wrong order
        ("specailist", "specialist"),
        ("sustainning", "sustaining"),  # a letter doubled
        ("advoctes", "advocates"),  # a letter left out
        ("recption", "reception"),
    ],
)
def test_typing_error_becomes_the_word_of_the_corpus(typed: str, meant: str) -> None:
    assert SPELLING.corrected(f"is the {typed} free?") == f"is the {meant} free?"


@pytest.mark.parametrize(
    "word",
    [
        "mystery",  # English, and near to mastery
        "groups",
        "dont",  # typed without its apostrophe
        "whos",
        "doesn't",
        "glow",  # known, not in the documents
        "txtbook",
        "hod",  # too short
        "MSTERY",  # an abbreviation, for all we know
        "zzzxqwv",  # near to nothing
    ],
)
def test_other_words_stay(word: str) -> None:
    assert SPELLING.corrected(f"what about {word}") == f"what about {word}"


@pytest.mark.parametrize("text", ["a@mastrey.org", "www.mastrey.org", "mastrey/x", "£mastrey", ""])
def test_addresses_and_the_like_stay(text: str) -> None:
    assert SPELLING.corrected(text) == text


def test_name_in_the_middle_of_a_sentence_stays() -> None:
    assert SPELLING.corrected("our head Mr Mastrey") == "our head Mr Mastrey"


def test_first_word_is_corrected_though_it_has_a_capital() -> None:
    assert SPELLING.corrected("Mastrey or not?") == "mastery or not?"


def test_without_texts_nothing_is_corrected() -> None:
    assert Spelling(()).corrected("mastrey specailist") == "mastrey specailist"


def test_short_word_is_corrected_by_one_error_only() -> None:
    spelling = Spelling(["cohort"])
    assert spelling.corrected("the cohrt") == "the cohort"
    assert spelling.corrected("the cahrt") == "the cahrt"
