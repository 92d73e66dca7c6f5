"""What kind of thing a question asks for, and whether a passage holds such a thing.

A question for an amount is answered only by a passage that names one; otherwise the honest answer
is what the sources do tell, and that they do not tell that. The patterns are data.
"""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.types import AnswerType
from corpus.types import Record


class MustHold(Record):
    """What an answer must hold to a question that asks for exactly this."""

    asks: str
    holds: str


class AnswerTypePatterns(Record):
    """`answer_types.yaml`."""

    parts: dict[str, str]
    asks: dict[AnswerType, str]
    holds: dict[AnswerType, str]
    must_hold: tuple[MustHold, ...]

    def compiled(self, patterns: dict[AnswerType, str]) -> dict[AnswerType, re.Pattern[str]]:
        """Compile patterns with their parts put in."""
        return {kind: re.compile(self._whole(p), re.IGNORECASE) for kind, p in patterns.items()}

    def _whole(self, pattern: str) -> str:
        for name, part in self.parts.items():
            pattern = pattern.replace(name, part)
        return pattern


def asked_types(question: str) -> tuple[AnswerType, ...]:
    """Give the kinds of answer that a question asks for, the plainest first; `open` if none."""
    asks, _ = _patterns()
    return tuple(kind for kind, pattern in asks.items() if pattern.search(question)) or ("open",)


def holds(text: str, kind: AnswerType) -> bool:
    """Tell whether a text holds such an answer; kinds that no pattern tells are held by all."""
    _, patterns = _patterns()
    return kind not in patterns or bool(patterns[kind].search(text))


def holds_what_must_be(text: str, question: str) -> bool:
    """Tell whether a text holds the very thing asked for: an address for "what's their e-mail?"."""
    return all(
        re.search(rule.holds, text, re.IGNORECASE)
        for rule in _data().must_hold
        if re.search(rule.asks, question, re.IGNORECASE)
    )


@lru_cache
def _patterns() -> tuple[dict[AnswerType, re.Pattern[str]], dict[AnswerType, re.Pattern[str]]]:
    return _data().compiled(_data().asks), _data().compiled(_data().holds)


@lru_cache
def _data() -> AnswerTypePatterns:
    path = Path(__file__).parent / "answer_types.yaml"
    return AnswerTypePatterns.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
