"""Tells messages that are not questions to the sources: greetings, instructions, other matters."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.types import Status
from corpus.types import Record
from index.sentences import sentence_spans


class ScreeningPatterns(Record):
    """`screening.yaml`."""

    greeting: str
    thanks: str
    wrong: str
    injection: tuple[str, ...]
    off_topic: tuple[str, ...]


class Screening(Record):
    """What a message is; `text` is what remains of it to be answered."""

    status: Status | None = None
    """None for a question to the sources."""
    is_thanks: bool = False
    is_complaint: bool = False
    text: str = ""


def screen(message: str) -> Screening:
    """Screen a cleaned message. Sentences that instruct the assistant are left out of the rest."""
    patterns = _patterns()
    if _fits(patterns.greeting, message):
        return Screening(status="greeting")
    if _fits(patterns.thanks, message):
        return Screening(status="greeting", is_thanks=True)
    if _fits(patterns.wrong, message):
        return Screening(status="needs_detail", is_complaint=True)
    sentences = [message[start:end] for start, end in sentence_spans(message, 0, len(message))]
    kept = [one for one in sentences if not _matches(patterns.injection, one)]
    if len(kept) < len(sentences) and not any("?" in one or _asks(one) for one in kept):
        return Screening(status="guarded_injection")
    rest = " ".join(kept) if len(kept) < len(sentences) else message
    if _matches(patterns.off_topic, rest):
        return Screening(status="out_of_scope")
    return Screening(text=rest)


def _fits(pattern: str, message: str) -> bool:
    return bool(re.fullmatch(pattern, message, re.IGNORECASE))


def _matches(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _asks(sentence: str) -> bool:
    """Tell a question that was typed without its mark."""
    opening = r"(?:also,? |and )?(?:is|are|do|does|can|how|what|when|where|who|which|why)\b"
    return bool(re.match(opening, sentence, re.IGNORECASE))


@lru_cache
def _patterns() -> ScreeningPatterns:
    path = Path(__file__).parent / "screening.yaml"
    return ScreeningPatterns.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
