"""Sets two programmes side by side: for each topic that matters, one quoted fact for each of them.

Knows nothing of passages; a section that compares the two already reads better and is preferred.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.types import Understanding
from corpus.types import Document, FactTopic, Programme, ProgrammeFact, Record
from index.types import Hit

MAX_ROWS = 3
MAX_WORDS_OF_ROWS = 130
"""With names, labels and citations a comparison stays under the 200 words of an answer."""

_PHASE_WORD = re.compile(r"\b(?:primary|secondary)\b", re.IGNORECASE)
_PLAIN_WORDS = frozenset({"programme", "teachers", "group", "ect"})
"""Last words of names that many things share."""


class ComparingPatterns(Record):
    """`comparing.yaml`."""

    compares: str
    topics: dict[FactTopic, str]
    usual: tuple[FactTopic, ...]


class Row(Record):
    """What is told of both programmes on one topic."""

    topic: FactTopic
    first: ProgrammeFact
    second: ProgrammeFact


class Comparison(Record):
    """Two programmes, and the rows on which they are compared."""

    first: Programme
    second: Programme
    rows: tuple[Row, ...]


def find_comparison(
    question: Understanding, programmes: Sequence[Programme], documents: Mapping[str, Document]
) -> Comparison | None:
    """Compare the two programmes that a question weighs; None where it weighs none."""
    pair = compared_programmes(question, programmes)
    if pair is None:
        return None
    rows: list[Row] = []
    words = 0
    for topic in _topics_of(question.text):
        first, second = (_newest(programme, topic, documents) for programme in pair)
        if len(rows) == MAX_ROWS or not first or not second or first.quote == second.quote:
            continue
        length = len(first.quote.split()) + len(second.quote.split())
        if words + length <= MAX_WORDS_OF_ROWS:
            rows.append(Row(topic=topic, first=first, second=second))
            words += length
    return Comparison(first=pair[0], second=pair[1], rows=tuple(rows)) if rows else None


def compared_programmes(
    question: Understanding, programmes: Sequence[Programme]
) -> tuple[Programme, Programme] | None:
    """Give the two programmes that a question weighs against each other, in its order."""
    words = question.text
    if "comparison" not in question.answer_types and not _patterns()[0].search(words):
        return None
    named = [one for one in programmes if one.id in question.programmes and one.joined_by]
    named += [one for one in _siblings_in(words, programmes, named) if one not in named]
    return (named[0], named[1]) if len(named) == 2 else None


def is_compared_in(hit: Hit, comparison: Comparison, documents: Mapping[str, Document]) -> bool:
    """Tell whether a passage tells of both programmes already."""
    told_of = set(documents[hit.passage.document_id].programmes)
    return {comparison.first.id, comparison.second.id} <= told_of


def _siblings_in(
    text: str, programmes: Sequence[Programme], named: Sequence[Programme]
) -> list[Programme]:
    """Find programmes named by the last word of their names: "primary or secondary specialists".

    The phase is the text's, else that of a programme named beside: "Readiness or Development".
    """
    phases = {phase.lower() for phase in _PHASE_WORD.findall(text)} or {
        one.phase for one in named if _PHASE_WORD.fullmatch(one.phase)
    }
    return [
        one
        for one in programmes
        if one.phase in phases
        and (word := _own_word(one, programmes))
        and re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE)
    ]


def _own_word(programme: Programme, programmes: Sequence[Programme]) -> str | None:
    """Give the word that tells programmes of one phase apart; None where several share it."""
    words = [word for word in programme.name.split() if word.lower() not in _PLAIN_WORDS]
    last = words[-1].lower() if words else ""
    others = (one for one in programmes if one.phase == programme.phase and one != programme)
    is_shared = any(last in one.name.lower().split() for one in others)
    return None if is_shared or not last.isalpha() else last


def _topics_of(text: str) -> tuple[FactTopic, ...]:
    """Give the topics asked for, in the order of the text, then the usual ones."""
    _, topics, usual = _patterns()
    found = [(match.start(), topic) for topic, form in topics if (match := form.search(text))]
    return tuple(dict.fromkeys((*(topic for _, topic in sorted(found)), *usual)))


def _newest(
    programme: Programme, topic: FactTopic, documents: Mapping[str, Document]
) -> ProgrammeFact | None:
    """Give what is told last of a programme on a topic, if its document still says it."""
    told = [
        fact
        for fact in programme.facts
        if fact.topic == topic
        and fact.document_id in documents
        and fact.quote in documents[fact.document_id].text
    ]
    return max(told, key=lambda fact: fact.academic_year or "", default=None)


@lru_cache
def _patterns() -> tuple[
    re.Pattern[str], tuple[tuple[FactTopic, re.Pattern[str]], ...], tuple[FactTopic, ...]
]:
    path = Path(__file__).parent / "comparing.yaml"
    given = ComparingPatterns.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    topics = tuple((topic, re.compile(form, re.IGNORECASE)) for topic, form in given.topics.items())
    return re.compile(given.compares, re.IGNORECASE), topics, given.usual
