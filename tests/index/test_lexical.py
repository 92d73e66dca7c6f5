"""BM25 finds rare words, and reads figures and apostrophes as teachers write them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DamagedIndexError
from index.lexical import STOP_WORDS, VOCABULARY_FILE, LexicalIndex, words_of

TEXTS = ["The grant is £1,000 a year.", "Teachers plan lessons.", "of the", "Lessons, lessons!"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a grant of £1,000 in 2024/25", ["grant", "£1,000", "2024/25"]),
        ("The school’s teachers' lessons", ["school", "teacher", "lesson"]),
        ("2.5 days, 10-12 pupils.", ["2.5", "day", "10-12", "pupil"]),
        ("It’s what's needed", ["need"]),
        ("Café_NCETM", ["café", "ncetm"]),
        ("What is it for?", []),
        ("", []),
    ],
)
def test_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


def test_stop_words_are_left_out() -> None:
    assert words_of(" ".join(sorted(STOP_WORDS))) == []


@given(st.text())
def test_words_do_not_depend_on_case(text: str) -> None:
    ascii_text = text.encode("ascii", "ignore").decode()
    assert words_of(ascii_text.upper()) == words_of(ascii_text.lower())


def test_rare_word_finds_its_text() -> None:
    assert LexicalIndex.of(TEXTS).scores("Which grant?").argmax() == 0


def test_every_form_of_a_word_finds_it() -> None:
    scores = LexicalIndex.of(TEXTS).scores("lesson")
    assert scores[1] > 0
    assert scores[3] > scores[1]


def test_text_without_words_is_never_found() -> None:
    assert LexicalIndex.of(TEXTS).scores("of the grant for lessons")[2] == 0


@pytest.mark.parametrize("question", ["", "of the", "zebra"])
def test_unknown_words_score_nothing(question: str) -> None:
    assert np.array_equal(LexicalIndex.of(TEXTS).scores(question), np.zeros(4))


@given(st.lists(st.text(), max_size=5), st.text())
def test_every_text_has_a_score(texts: list[str], question: str) -> None:
    scores = LexicalIndex.of(texts).scores(question)
    assert scores.shape == (len(texts),)
    assert (scores >= 0).all()


def test_vocabulary_is_the_words_of_all_texts() -> None:
    expected = {"grant", "£1,000", "year", "teacher", "plan", "lesson"}
    assert LexicalIndex.of(TEXTS).vocabulary == expected


@pytest.mark.parametrize("texts", [TEXTS, ["of the"], ["", "one word"]])
def test_saved_index_gives_the_same_scores(tmp_path: Path, texts: list[str]) -> None:
    index = LexicalIndex.of(texts)
    index.save(tmp_path / "words")
    has_words = (tmp_path / "words" / VOCABULARY_FILE).exists()
    again = LexicalIndex.load(tmp_path / "words", len(texts), has_words=has_words)
    assert again.vocabulary == index.vocabulary
    for question in ("grant", "lessons word", "of"):
        assert np.array_equal(again.scores(question), index.scores(question))


@pytest.mark.parametrize("name", ["params.index.json", VOCABULARY_FILE, "data.csc.index.npy"])
@pytest.mark.parametrize("length", [None, 0, 40])
def test_broken_index_is_refused_by_name(tmp_path: Path, name: str, length: int | None) -> None:
    LexicalIndex.of(TEXTS).save(tmp_path / "words")
    data = (tmp_path / "words" / name).read_bytes()
    (tmp_path / "words" / name).unlink()
    if length is not None:
        (tmp_path / "words" / name).write_bytes(data[:length])
    with pytest.raises(DamagedIndexError, match=r"^words does not hold what it should"):
        LexicalIndex.load(tmp_path / "words", len(TEXTS), has_words=True)


def test_index_of_other_texts_is_refused(tmp_path: Path) -> None:
    LexicalIndex.of(TEXTS).save(tmp_path / "words")
    with pytest.raises(DamagedIndexError, match=r"^words does not fit"):
        LexicalIndex.load(tmp_path / "words", len(TEXTS) + 1, has_words=True)
