"""What somebody or a school is: its kind, its place, a person's role and what they teach."""

import re
from collections.abc import Iterator
from typing import Literal

from assistant.eligibility.clauses import Clause, is_negated, sentences_of
from assistant.eligibility.knowledge import Told
from assistant.eligibility.naming import Mention, mentions_in
from assistant.eligibility.patterns import Marks, PatternRecord, Words, compiled, load_patterns
from assistant.vocabulary import Vocabulary


class _Entity(PatternRecord):
    """Words that tell what somebody or a school is."""

    fact: str
    values: tuple[str, ...]
    said: Words
    unless: Words | None = None
    keeps: bool = False
    """Whether a "not" before it is part of it."""
    of_self: bool = False
    """Whether it counts of the asker only, and not of a colleague."""
    over: Literal["clause", "sentence"] = "clause"
    may_name: bool = False
    """Whether it counts within the name of a programme too: "I teach core maths"."""


class _EntityPatterns(PatternRecord):
    """`entities.yaml`."""

    not_self: Marks
    is_self: Marks
    own: Words
    entities: tuple[_Entity, ...]


CORRECTS = compiled("<corrects>")


def entities_told(
    clauses: tuple[Clause, ...], known: dict[str, tuple[str, ...]], vocabulary: Vocabulary
) -> Iterator[Told]:
    """Tell what they are; of each fact the first entity that fits, and what corrects it later."""
    patterns = load_patterns("entities.yaml", _EntityPatterns)
    mentions = {clause.start: mentions_in(clause.text, vocabulary, None) for clause in clauses}
    sentences = sentences_of(clauses)
    taken: dict[str, int] = {}
    for entity in patterns.entities:
        for clause in sentences if entity.over == "sentence" else clauses:
            before = taken.get(entity.fact)
            is_late = before is not None and not (
                clause.start > before and CORRECTS.search(clause.text)
            )
            is_asked = clause.asks and not patterns.own.search(clause.text)
            if is_late or is_asked or clause.of_others:
                continue
            match = _find(entity, clause, mentions[clause.start], patterns)
            if not match:
                continue
            values = entity.values
            if not entity.keeps and is_negated(clause.text, match.start()):
                values = tuple(one for one in known[entity.fact] if one not in values)
            else:
                taken[entity.fact] = clause.start
            yield Told(fact=entity.fact, values=values, words=clause.text)


def _find(
    entity: _Entity, clause: Clause, mentions: tuple[Mention, ...], patterns: _EntityPatterns
) -> re.Match[str] | None:
    """Find an entity outside the names of programmes, and not where a colleague is spoken of."""
    if entity.unless and entity.unless.search(clause.text):
        return None
    for match in entity.said.finditer(clause.text):
        is_name = any(one.start < match.end() <= one.end for one in mentions)
        if is_name and not entity.may_name:
            continue
        before = clause.text[: match.start()]
        is_of_other = patterns.not_self.search(before) and not patterns.is_self.search(before)
        if not (entity.of_self and is_of_other):
            return match
    return None
