"""Splits a message into its questions, each with what the rest of the message says it is about.

A false split is worse than none: what is not surely several questions
stays one.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.answer_types import asked_types
from assistant.vocabulary import Vocabulary
from corpus.types import Record
from index.snapshot import Snapshot
from index.types import Hit

KNOWN_FROM = 0.85
"""Cosine of a message and the nearest phrasing, from which they ask the same."""
MAX_PARTS = 4
"""What asks for more is answered as one."""
MIN_WORDS_OF_PART = 2
MIN_WORDS_ALONE = 4
"""A shorter half shares its words with the other: "what precedes and what follows Development"."""
MAX_WORDS_OF_SHORT_PART = 8
"""So short a part leans on the rest even without a word that points back."""
MAX_WORDS_OF_BARE_PART = 5
"""So short a first part is about what is named after it, or in the scenario."""
MAX_WORDS_OF_FRAGMENT = 3
"""So short a part is no question without the words before it: "phone number please"."""
MAX_WORDS_OF_CONTEXT = 30
"""A longer scenario is left to the question that stands in it."""

_SENTENCE_END = re.compile(r"(?<=[?!])\s+|(?<=[a-z0-9)][.])\s+(?=\S)")
_YEAR = re.compile(r"\b(?:20)?\d\d ?[/–-] ?(?:20)?\d\d\b")
_WORDS_THAT_POINT_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|there|ones?|each|both)\b"
)


class PartPatterns(Record):
    """`parts.yaml`."""

    asks: str
    opens: str
    joins: str
    one_thought: str
    reported: str
    wants: str


def parts_of(message: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Give the questions of a message in order; the message itself where it holds only one.

    "Is Readiness free? And how long is it?" → "Is Readiness free?", "how long is it? (Readiness)"
    """
    sentences = [one for one in _SENTENCE_END.split(message) if one.strip()]
    asking = [one for one in sentences if _is_question(one)]
    questions = [part for sentence in asking for part in _split(sentence)]
    if not 1 < len(questions) <= MAX_PARTS:
        return (message,)
    context = " ".join(one for one in sentences if one not in asking)
    if len(context.split()) > MAX_WORDS_OF_CONTEXT:
        return (message,)
    parts: list[str] = []
    topic = ""
    for number, question in enumerate(questions):
        after = (*questions[number + 1 :], context)
        topic = _topic_of(question, questions[:number][::-1], topic, after, vocabulary)
        about = ", ".join(one for one in (topic, _year_for(question, message)) if one)
        parts.append(f"{question} ({about})" if about else question)
    return tuple(parts)


def is_known_as_one(hit: Hit, snapshot: Snapshot, vocabulary: Vocabulary) -> bool:
    """Tell whether a section is known to answer just such a question of several parts.

    Somebody wrote nearly the same words for it, and among its phrasings are questions with parts.
    """
    numbers = snapshot.phrasings_of.get(hit.passage.section_id, ())
    texts = (snapshot.content.phrasings[number].text for number in numbers)
    return hit.signals.phrasing >= KNOWN_FROM and any(
        len(parts_of(text, vocabulary)) > 1 for text in texts
    )


def _is_question(sentence: str) -> bool:
    """Tell a question by how it begins, or by its mark and what it asks for."""
    if _pattern("opened").match(sentence):
        return True
    is_marked = sentence.rstrip().endswith("?")
    return is_marked and (
        bool(_pattern("asking").search(sentence)) or asked_types(sentence) != ("open",)
    )


def _split(sentence: str) -> list[str]:
    """Split one sentence where a question of its own begins after "and" or a comma."""
    parts, start = [], 0
    for joint in _pattern("joint").finditer(sentence):
        before, after = sentence[start : joint.start()], sentence[joint.end() :]
        if _are_two(before, after):
            parts.append(before.strip())
            start = joint.end()
    return [*parts, sentence[start:].strip()]


def _are_two(before: str, after: str) -> bool:
    """Tell whether a joint parts two questions."""
    if len(before.split()) < MIN_WORDS_OF_PART or not _pattern("begun").search(before):
        return False
    if not _pattern("asked").match(after):
        return asked_types(before)[0] != asked_types(after)[0]
    if len(before.split()) < MIN_WORDS_ALONE and not _WORDS_THAT_POINT_BACK.search(after.lower()):
        return False
    if _pattern("one_thought").match(after) or _pattern("reported").search(before):
        return False
    if "comparison" in asked_types(f"{before} and {after}"):
        return False
    return len(after.split()) >= MIN_WORDS_OF_PART


def _topic_of(
    question: str, before: Sequence[str], topic: str, after: Sequence[str], vocabulary: Vocabulary
) -> str:
    """Say what a part is about that names nothing itself: names, else terms, else the words before.

    `topic` is that of the part before, if that had to be given one.
    """
    if _names_in(question, vocabulary):
        return ""
    points_back = bool(_WORDS_THAT_POINT_BACK.search(question.lower()))
    leans = points_back or len(question.split()) <= MAX_WORDS_OF_SHORT_PART
    points_forward = points_back or len(question.split()) <= MAX_WORDS_OF_BARE_PART
    names = (_names_in(other, vocabulary) for other in before)
    leant_on = (
        topic,
        *(_terms_in(other, vocabulary) for other in before),
        *(before[:1] if points_back or len(question.split()) <= MAX_WORDS_OF_FRAGMENT else ()),
        *(_names_in(other, vocabulary) for other in after if points_forward),
        after[-1] if points_forward else "",
    )
    candidates = (*names, *(leant_on if leans else ()))
    return next((one.rstrip("?.! ") for one in candidates if one), "")


def _year_for(question: str, message: str) -> str:
    """Give the one academic year that a message names, for a part that names none."""
    years = set(_YEAR.findall(message))
    return years.pop() if len(years) == 1 and not _YEAR.search(question) else ""


def _names_in(text: str, vocabulary: Vocabulary) -> str:
    """Name the one hub or the programmes that a text names; empty for neither."""
    hubs = vocabulary.hubs_in(text)
    if len(hubs) == 1:
        return hubs[0].name
    slugs = vocabulary.programmes_in(text)
    named = [one.name for one in vocabulary.programmes if one.id in slugs and one.joined_by]
    return ", ".join(named[:2])


def _terms_in(text: str, vocabulary: Vocabulary) -> str:
    """Give the terms of the field that a text uses, as it has them."""
    return ", ".join(text[one.start : one.end] for one in vocabulary.terms_in(text)[:2])


@lru_cache
def _patterns() -> dict[str, re.Pattern[str]]:
    path = Path(__file__).parent / "parts.yaml"
    given = PartPatterns.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    forms = {
        "asking": rf"\b{given.asks}",
        "begun": rf"(?:^|[:.–-] ){given.opens}{given.asks}",
        "asked": given.asks,
        "opened": given.opens + given.asks,
        "joint": rf"{given.joins}(?=(?:{given.asks}|{given.wants}[?.! ]*$))",
        "one_thought": given.one_thought,
        "reported": given.reported,
    }
    return {name: re.compile(form, re.IGNORECASE) for name, form in forms.items()}


def _pattern(name: str) -> re.Pattern[str]:
    return _patterns()[name]
