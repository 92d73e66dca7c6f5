"""Takes a question as its asker meant it: abbreviations, programme, phase, years, kind of answer.

Knows nothing of passages: what it gives is what retrieval searches for.
"""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.answer_types import asked_types
from assistant.conversations import Turn
from assistant.types import Understanding
from assistant.vocabulary import Vocabulary
from corpus.types import Phase

_SHORT_YEAR = re.compile(r"\b(?:20)?(\d{2}) ?[/–-] ?(?:20)?(\d{2})\b")
_LEANS_ON_BEFORE = re.compile(
    r"^(?:and|but|so|ok|also|what about|how about|same|then|or)\b"
    r"|\b(?:it|its|that|this|them|they|those|these|there|that one|this one|the same)\b",
    re.IGNORECASE,
)
_ASKS_FOR_HUB = re.compile(
    r"\b(?:hubs?|patch|who do (?:i|we) (?:ring|call|contact|e?mail|ask)|local(?:ly)?|nearest)\b",
    re.IGNORECASE,
)
MAX_WORDS_OF_FOLLOW_UP = 16
"""A longer question brings its own topic."""
MAX_WORDS_OF_BARE_FOLLOW_UP = 7
"""So short a question leans on the one before it even without a word that says so."""


def understand(text: str, earlier: tuple[Turn, ...], vocabulary: Vocabulary) -> Understanding:
    """Understand a cleaned question after the `earlier` turns of its conversation, oldest first."""
    named = vocabulary.programmes_in(text)
    before = _turn_leaned_on(text, earlier) if not named else None
    topic = (before.topic or before.question) if before else None
    whole = f"{text} ({topic})" if topic else text
    expanded = _written_out(whole, vocabulary)
    return Understanding(
        text=text,
        search_text=expanded,
        words=expanded,
        answer_types=asked_types(text),
        programmes=named or (before.programmes if before else ()),
        phase=phase_in(text) or phase_in(whole),
        academic_years=academic_years_in(text),
        hub_ids=hub_ids_in(whole, vocabulary),
        carried_topic=topic,
        said_before=before.passage_ids if before else (),
    )


def topic_of(question: Understanding, vocabulary: Vocabulary) -> str | None:
    """Name what a question is about, for the questions after it; None where it names nothing."""
    names = [one.name for one in vocabulary.programmes if one.id in question.programmes]
    names += [hub.name for hub in vocabulary.hubs if hub.id in question.hub_ids]
    return ", ".join(names[:2]) or question.carried_topic


def phase_in(text: str) -> Phase | None:
    """Find the one phase of schooling that a text names; None for none or several."""
    found = [phase for phase, words in _phases().items() if words.search(text)]
    return found[0] if len(found) == 1 else None


def academic_years_in(text: str) -> tuple[str, ...]:
    """Find academic years, however they are written: 24/25, 2024-25, 2024/2025 → 2024/25."""
    years = []
    for first, second in _SHORT_YEAR.findall(text):
        if (int(first) + 1) % 100 == int(second):
            years.append(f"20{first}/{second}")
    return tuple(dict.fromkeys(years))


def hub_ids_in(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Find the hubs that a question is about: it names a place, and asks for a hub."""
    if not _ASKS_FOR_HUB.search(text):
        return ()
    return tuple(hub.id for hub in vocabulary.hubs_in(text))


def _written_out(text: str, vocabulary: Vocabulary) -> str:
    """Add to a text what those of its abbreviations stand for that the corpus does not know."""
    meanings = dict.fromkeys(vocabulary.meanings_in(text))
    added = [words for words in meanings if words.lower() not in text.lower()]
    return f"{text} ({'; '.join(added)})" if added else text


def _turn_leaned_on(text: str, earlier: tuple[Turn, ...]) -> Turn | None:
    """Give the turn that an incomplete question leans on: the last that had a topic."""
    words = len(text.split())
    leans = words <= MAX_WORDS_OF_BARE_FOLLOW_UP or bool(_LEANS_ON_BEFORE.search(text))
    asked = [turn for turn in earlier if turn.question]
    if not asked or words > MAX_WORDS_OF_FOLLOW_UP or not leans:
        return None
    with_topic = [turn for turn in asked if turn.topic]
    return with_topic[-1] if with_topic else asked[-1]


@lru_cache
def _phases() -> dict[Phase, re.Pattern[str]]:
    path = Path(__file__).parent / "phases.yaml"
    words: dict[Phase, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {phase: re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for phase, form in words.items()}
