"""Refuses what is not a question before any work is done on it."""

import re
import unicodedata

from assistant import replies
from assistant.types import MAX_QUESTION_CHARACTERS

# Marks that are not seen and change how text is read: tags, bidirectional controls, joiners.
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
# The same among letters, accents and signs: fillers and variation selectors.
_INVISIBLE_LETTERS = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U000e0100-\U000e01ef]"
)
_SPACES = "\n\r\t\f\v\x85"


class RefusedQuestionError(ValueError):
    """What came is not a question that can be answered; the message says what to send instead."""


def clean_question(text: str) -> str:
    """Give the question without invisible characters and spare white space.

    Raises RefusedQuestionError for an empty, oversized or wordless one; the message repeats
    nothing of it.
    """
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise RefusedQuestionError(replies.TOO_LONG)
    if any(unicodedata.category(mark) == "Cs" for mark in text):
        raise RefusedQuestionError(replies.NOT_READABLE)
    composed = _INVISIBLE_LETTERS.sub("", unicodedata.normalize("NFKC", text))
    visible = "".join(
        " " if mark in _SPACES else mark
        for mark in composed
        if mark in _SPACES or unicodedata.category(mark) not in _INVISIBLE
    )
    cleaned = " ".join(visible.split())
    if not cleaned:
        raise RefusedQuestionError(replies.EMPTY)
    if not any(mark.isalpha() for mark in cleaned):
        raise RefusedQuestionError(replies.WITHOUT_WORDS)
    if len(cleaned) > MAX_QUESTION_CHARACTERS:
        raise RefusedQuestionError(replies.TOO_LONG)
    return cleaned
