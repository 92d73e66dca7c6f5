"""Words of a message, as far as they could be names of people.

The lists are in `personal_names.yaml`; personal_names.py reads names with them.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import ValidationInfo, field_validator

from corpus.types import Record

_WORD = re.compile(r"[^\W\d_]+(?:[-'’](?![sS]\b)[^\W\d_]+)*")
_MAX_SMALL_WORD = 3
_MIN_WORDS_OF_TITLE = 3
"""Fewer words are a name as often as a heading."""


class NameWords(Record):
    """`personal_names.yaml`: lists of words in small letters, separated by spaces."""

    titles: frozenset[str]
    small_titles: frozenset[str]
    children: frozenset[str]
    adults: frozenset[str]
    naming: frozenset[str]
    introducing: frozenset[str]
    asking: frozenset[str]
    before: frozenset[str]
    not_people: frozenset[str]
    places: frozenset[str]
    surnames: frozenset[str]
    institutions: frozenset[str]
    known: str
    after: str
    ordinary: frozenset[str]
    ambiguous_names: frozenset[str]
    never_small: frozenset[str]
    given_names: frozenset[str]

    @field_validator("*", mode="before")
    @classmethod
    def _split(cls, value: str, info: ValidationInfo) -> str | frozenset[str]:
        return value if info.field_name in {"known", "after"} else frozenset(value.split())


class Word(NamedTuple):
    """A word of the message, and what stands between it and the word before."""

    text: str
    start: int
    end: int
    gap: str
    is_first: bool

    @property
    def small(self) -> str:
        """The word in small letters."""
        return self.text.lower()


NOTHING = Word("", 0, 0, "", is_first=False)


def words_of(text: str) -> tuple[Word, ...]:
    """Split a message into words; "Jack's" gives Jack and s."""
    words, end = [], 0
    for found in _WORD.finditer(text):
        gap = text[end : found.start()]
        is_first = end == 0 or any(mark in gap for mark in ".!?")
        words.append(Word(found.group(), found.start(), found.end(), gap, is_first))
        end = found.end()
    return tuple(words)


def is_also_surname(word: Word) -> bool:
    """Tell a word of ours that after a given name or a title is a surname: Mrs White."""
    lists = name_words()
    return word.small in lists.surnames or word.small in lists.places


def is_ours(word: Word) -> bool:
    """Tell a word that is in ordinary use, or that the corpus names something by."""
    lists = name_words()
    return any(word.small in one for one in (lists.ordinary, lists.not_people, lists.places))


def is_capital(word: Word) -> bool:
    """Tell Smith, O'Neill, McDonald, Smith-Jones and SMITH from smith and from TAs."""
    parts = [part for part in re.split("[-'’]", word.text) if part]
    return all(
        part[0].isupper()
        and (part[1:].islower() or part.isupper() or re.fullmatch(r"Ma?c\w[^\W\d_A-Z]+", part))
        for part in parts
    )


def is_title_case(words: tuple[Word, ...]) -> bool:
    """Tell a message that was typed like a heading, where capitals say nothing."""
    long = [one for one in words if len(one.text) > _MAX_SMALL_WORD]
    return len(long) >= _MIN_WORDS_OF_TITLE and all(is_capital(one) for one in long)


def is_free(word: Word) -> bool:
    """Tell a word with a capital that nothing here is called: not an abbreviation either."""
    return is_capital(word) and not word.text.isupper() and not is_ours(word)


@lru_cache
def name_words() -> NameWords:
    """Load the lists once."""
    path = Path(__file__).parent / "personal_names.yaml"
    return NameWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
