"""Cuts a message into clauses: what each tells or asks, and whether of the asker's own school."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.eligibility.patterns import (
    Marks,
    PatternRecord,
    Words,
    compiled,
    load_patterns,
    plain,
)
from corpus.types import Record


class Clause(Record):
    """A part of a message that says or asks one thing."""

    text: str
    start: int
    end: int
    sentence: int
    """The sentence that it belongs to, counted from 0."""
    asks: bool = False
    supposes: bool = False
    """Whether it tells of something under a condition."""
    of_others: bool = False
    """Whether it tells of somebody else's school or work."""


class _ClausePatterns(PatternRecord):
    """`clauses.yaml`."""

    sentence_end: Marks
    break_after: Marks
    break_before: Words
    lead_in: Marks
    asks: Words
    supposes: Words
    others: Words
    inherits: Words
    own_work: Words


def clauses_of(message: str) -> tuple[Clause, ...]:
    """Give the clauses of a message in order; their text has plain quotes and dashes."""
    text = plain(message)
    patterns = load_patterns("clauses.yaml", _ClausePatterns)
    clauses: list[Clause] = []
    for number, (first, last) in enumerate(_sentences(text, patterns)):
        goes_on = False
        for start, end in _parts(text, first, last, patterns):
            piece = text[start:end]
            own = patterns.inherits.search(piece)
            other = patterns.others.search(piece)
            is_of_others = bool(other) or (goes_on and not own)
            goes_on = is_of_others and not patterns.own_work.search(piece)
            lead_in = patterns.lead_in.match(piece)
            begins = lead_in.end() if lead_in else 0
            clauses.append(
                Clause(
                    text=piece,
                    start=start,
                    end=end,
                    sentence=number,
                    asks=bool(patterns.asks.match(piece, begins)),
                    supposes=bool(patterns.supposes.match(piece, begins)),
                    of_others=is_of_others,
                )
            )
    return tuple(clauses)


def sentences_of(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Put clauses together again; a sentence asks, or tells of others, if its first clause does."""
    whole: list[Clause] = []
    for clause in clauses:
        if whole and whole[-1].sentence == clause.sentence:
            last = whole[-1]
            text = f"{last.text} {clause.text}"
            whole[-1] = last.model_copy(update={"text": text, "end": clause.end})
        else:
            whole.append(clause)
    return tuple(whole)


def is_negated(text: str, place: int, *, within: int = 2) -> bool:
    """Tell whether a "not" stands before a place in a clause, at most so many words away."""
    before = text[:place].rstrip()
    return any(one.end() >= len(before) for one in _not_before(within).finditer(before))


@lru_cache
def _not_before(within: int) -> re.Pattern[str]:
    return compiled(rf"<not>(?: [\w']+){{0,{within}}} ?")


def _sentences(text: str, patterns: _ClausePatterns) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in patterns.sentence_end.finditer(text):
        if text[start : mark.start()].strip():
            yield start, mark.end()
        start = mark.end()
    if text[start:].strip():
        yield start, len(text)


def _parts(
    text: str, first: int, last: int, patterns: _ClausePatterns
) -> Iterator[tuple[int, int]]:
    """Yield the spans of a sentence's clauses, without white space around them."""
    cuts = {first, last}
    cuts.update(mark.end() for mark in patterns.break_after.finditer(text, first, last))
    cuts.update(word.start() for word in patterns.break_before.finditer(text, first, last))
    places = sorted(cuts)
    for start, end in pairwise(places):
        piece = text[start:end]
        if re.search(r"\w", piece):
            indent = len(piece) - len(piece.lstrip())
            yield start + indent, start + len(piece.rstrip())
