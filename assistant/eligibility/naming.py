"""Finds the programmes that a text names, by their own names and by teachers' loose ones."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pydantic import Field

from assistant.eligibility.patterns import Marks, PatternRecord, Words, load_patterns, plain
from assistant.vocabulary import Vocabulary
from corpus.types import Phase, Record


class Mention(Record):
    """A programme as a text names it."""

    programmes: tuple[str, ...]
    """One, or all that a loose name may mean where the phase is not known."""
    start: int
    end: int

    @property
    def programme(self) -> str | None:
        """The one programme that is meant; None where it is open which."""
        return self.programmes[0] if len(self.programmes) == 1 else None


class _LooseName(PatternRecord):
    name: str
    programme: str | None = None
    by_phase: dict[Phase, str] = Field(default_factory=dict)
    words: Words
    unless: Marks | None = None
    """Directly before."""
    unless_after: Marks | None = None


class _NamingPatterns(PatternRecord):
    """`naming.yaml`."""

    loose: tuple[_LooseName, ...]
    phases: dict[Phase, Words]


def mentions_in(text: str, vocabulary: Vocabulary, phase: Phase | None) -> tuple[Mention, ...]:
    """Find the programmes that a text names, in order; the longest name wins where two overlap.

    `phase` is what the conversation is about; a phase that the text itself tells comes first.
    """
    text = plain(text)
    told = phase_told(text) or phase
    found = [*_by_own_name(text, vocabulary), *_by_loose_name(text, told)]
    taken: list[Mention] = []
    for mention in sorted(found, key=lambda one: (one.start - one.end, len(one.programmes))):
        if all(mention.end <= one.start or one.end <= mention.start for one in taken):
            taken.append(mention)
    return tuple(sorted(taken, key=lambda one: one.start))


def phase_told(text: str) -> Phase | None:
    """Tell the one phase that a text speaks of; None for none or several."""
    phases = load_patterns("naming.yaml", _NamingPatterns).phases
    told = [phase for phase, words in phases.items() if words.search(text)]
    return told[0] if len(told) == 1 else None


def _by_own_name(text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    for named in vocabulary.terms_in(text):
        if programme := named.term.programme:
            yield Mention(programmes=(programme,), start=named.start, end=named.end)
    for programme, names in _own_names(vocabulary):
        for match in names.finditer(text):
            yield Mention(programmes=(programme,), start=match.start(), end=match.end())


def _by_loose_name(text: str, phase: Phase | None) -> Iterator[Mention]:
    for loose in load_patterns("naming.yaml", _NamingPatterns).loose:
        for match in loose.words.finditer(text):
            if loose.unless and loose.unless.search(text[: match.start()]):
                continue
            if loose.unless_after and loose.unless_after.search(text[match.end() :]):
                continue
            nearby = phase_told(match.group()) or phase
            by_phase = tuple(loose.by_phase.values())
            one = loose.programme or (loose.by_phase.get(nearby) if nearby else None)
            yield Mention(
                programmes=(one,) if one else by_phase, start=match.start(), end=match.end()
            )


@lru_cache(maxsize=8)
def _own_names(vocabulary: Vocabulary) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give a pattern of the names of each programme that somebody can join."""
    return tuple(
        (one.id, re.compile(rf"(?<!\w)(?:{_any_of(one.name, *one.aliases)})(?!\w)", re.IGNORECASE))
        for one in vocabulary.programmes
        if one.joined_by
    )


def _any_of(*names: str) -> str:
    return "|".join(map(re.escape, sorted(set(names), key=lambda name: (-len(name), name))))
