"""Takes a question as its asker meant it: abbreviations, programme, phase, years, kind of answer.

Knows nothing of passages: what it gives is what retrieval searches for.
"""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.amounts import amounts_in
from assistant.conversations import Turn
from assistant.ellipses import asked_again, types_asked
from assistant.types import Understanding
from assistant.vocabulary import Vocabulary
from assistant.years import years_in
from corpus.types import Phase

_LEANS_ON_BEFORE = re.compile(
    r"^(?:and|but|so|ok|also|what about|how about|same|then|or)\b"
    r"|\b(?:it|its|that|this|them|they|those|these|there|that one|this one|the same)\b",
    re.IGNORECASE,
)
_ASKS_FOR_HUB = re.compile(
    r"\b(?:hubs?|patch|who do (?:i|we) (?:ring|call|contact|e?mail|ask)|local(?:ly)?|nearest|phone"
    r"|telephone|e-?mail|web ?site|contact (?:details|number))\b",
    re.IGNORECASE,
)
ANY_HUB = "which Maths Hub"
MAX_WORDS_OF_FOLLOW_UP = 16
"""A longer question brings its own topic."""
MAX_WORDS_OF_BARE_FOLLOW_UP = 7
"""So short a question leans on the one before it even without a word that says so."""


def understand(
    text: str, earlier: tuple[Turn, ...], vocabulary: Vocabulary, today: date
) -> Understanding:
    """Understand a cleaned question after the `earlier` turns of its conversation, oldest first."""
    text = vocabulary.spelling.corrected(text)
    years = years_in(text, today)
    named = vocabulary.programmes_in(text)
    before = _turn_leaned_on(text, earlier) if not named else None
    topic = (before.topic or before.question) if before else None
    again = asked_again(text, earlier)
    if vocabulary.hubs_in(text) and before and not before.programmes:
        topic = again = ANY_HUB  # one place after another: the place before is not meant
    about = "; ".join(one for one in dict.fromkeys((again, topic)) if one)
    whole = f"{text} ({about})" if about else text
    expanded = _written_out(whole, vocabulary)
    return Understanding(
        text=text,
        search_text=expanded,
        words=expanded,
        answer_types=types_asked(text, again),
        programmes=named or (before.programmes if before else ()),
        phase=phase_in(text) or phase_in(whole),
        academic_years=tuple(dict.fromkeys(year for span in years for year in span.years)),
        year_spans=years,
        hub_ids=hub_ids_in(whole, vocabulary),
        carried_topic=None if again == ANY_HUB else topic or again,
        said_before=before.passage_ids if before else (),
    )


def topic_of(question: Understanding, vocabulary: Vocabulary) -> str | None:
    """Name what a question is about, for the questions after it; None where it names nothing."""
    names = [one.name for one in vocabulary.programmes if one.id in question.programmes]
    names += [hub.name for hub in vocabulary.hubs if hub.id in question.hub_ids]
    return ", ".join(names[:2]) or question.carried_topic


def phase_in(text: str) -> Phase | None:
    """Find the one phase of schooling that a text names; None for none or several."""
    found = phases_in(text)
    return found[0] if len(found) == 1 else None


def phases_in(text: str) -> tuple[Phase, ...]:
    """Find all phases of schooling that a text names."""
    return tuple(phase for phase, words in _phases().items() if words.search(text))


def hub_ids_in(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Find the hubs that a question is about: it names a place, and asks for a hub."""
    if not _ASKS_FOR_HUB.search(text):
        return ()
    return tuple(hub.id for hub in vocabulary.hubs_in(text))


def _written_out(text: str, vocabulary: Vocabulary) -> str:
    """Add to a text what its abbreviations stand for, and its amounts as the corpus writes them."""
    meanings = dict.fromkeys((*vocabulary.meanings_in(text), *amounts_in(text)))
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
