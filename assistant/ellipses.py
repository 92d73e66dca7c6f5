"""Completes a follow-up that names a new thing and asks nothing of it: "what about juniors?".

Such a message asks again what was asked before.
"""

import re

from assistant.answer_types import asked_types
from assistant.conversations import Turn
from assistant.types import AnswerType

MAX_WORDS_OF_ELLIPSIS = 8

_NAMES_ONLY = re.compile(
    r"(?:(?:ok|so|and|but|or|then|also|now|right|thanks|great),? )*"
    r"(?:(?:what|how) about|(?:is it |are they )?(?:the )?same (?:for|with|in|at)|and|or|for|in)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|when|where|which|why|is|are|was|were|do|does|did|can|could|will|would"
    r"|should|must|have|has|need|cost|fee|free|long|often|many|much|days?|after|next)\b",
    re.IGNORECASE,
)


def asked_again(text: str, earlier: tuple[Turn, ...]) -> str | None:
    """Give the question before that an elliptic one asks again; None for a whole question."""
    asked = [turn.question for turn in earlier if turn.question]
    opening = _NAMES_ONLY.match(text)
    if not asked or not opening or len(text.split()) > MAX_WORDS_OF_ELLIPSIS:
        return None
    return None if _ASKS.search(text[opening.end() :]) else asked[-1]


def types_asked(text: str, again: str | None) -> tuple[AnswerType, ...]:
    """Give the kinds of answer that a question asks for, or the one that it asks again."""
    types = asked_types(text)
    return asked_types(again) if again and types == ("open",) else types
