"""How a question stands to time: whether it asks how things are, how they were, or if they hold."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from corpus.types import Record


class TenseWords(Record):
    """`tenses.yaml`."""

    past: str
    still: str
    contradiction: str
    hearsay: str
    closing: str
    successor: str
    own_story: str
    own_case: str
    ends: str


def asks_of_past(text: str) -> bool:
    """Tell whether a question asks how things were."""
    return _search("past", text)


def asks_if_still(text: str) -> bool:
    """Tell whether a question asks if something still holds."""
    return _search("still", text)


def asks_in_doubt(text: str) -> bool:
    """Tell whether a question doubts what it has: its asker wants to know what has changed."""
    tells_hearsay = _search("hearsay", text) and not asks_of_past(text)
    return asks_if_still(text) or _search("contradiction", text) or tells_hearsay


def asks_of_closing(text: str) -> bool:
    """Tell whether a question asks about a last day."""
    return _search("closing", text)


def asks_of_successor(text: str) -> bool:
    """Tell whether a question knows of an end, and asks what came after it."""
    return _search("successor", text)


def asks_own_case(text: str) -> bool:
    """Tell whether a question asks if its asker may join."""
    return _search("own_case", text)


def tells_own_story(text: str) -> bool:
    """Tell whether a question tells what its asker did, so that a year in it is no year asked."""
    return _search("own_story", text)


def tells_of_end(sentence: str) -> bool:
    """Tell whether a sentence of a source says that something has ended or changed."""
    return _search("ends", sentence)


def _search(kind: str, text: str) -> bool:
    return bool(_patterns()[kind].search(text))


@lru_cache
def _patterns() -> dict[str, re.Pattern[str]]:
    path = Path(__file__).parent / "tenses.yaml"
    words = TenseWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    return {kind: re.compile(form, re.IGNORECASE) for kind, form in words.model_dump().items()}
