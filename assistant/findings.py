"""What was found for each question of a message, and how findings come together in one answer."""

from collections.abc import Sequence

from assistant.comparing import Comparison
from assistant.conflicts import Conflict
from assistant.endings import ToldEnd
from assistant.reading import Reading
from assistant.types import Understanding
from corpus.types import KnownGap, Record

LIKELY_FROM = 0.30
"""Confidence from which a passage that answers one part of a message answers another as well."""


class Finding(Record):
    """What the sources tell of one question: readings, or a comparison, or neither."""

    question: Understanding
    confidence: float
    score: float = 0.0
    """Of the best passage, or of the nearest known gap if that is higher."""
    likeness: float = 0.0
    """Cosine of the question and the nearest phrasing of the best passage's section."""
    is_known_as_one: bool = False
    """Whether one section is known to answer all parts of just such a question."""
    readings: tuple[Reading, ...] = ()
    comparison: Comparison | None = None
    gap: KnownGap | None = None
    """What is not told, if that is what was asked."""
    nearest: Reading | None = None
    """What is told nearby, where it does not hold what was asked for."""
    likely: Reading | None = None
    """The best passage of a question that it is not sure to answer."""

    conflict: Conflict | None = None
    """What sources disagree on, if that is what was asked; the readings tell every side."""
    end: ToldEnd | None = None
    """That what was asked about is no longer so; the first reading tells it."""

    @property
    def is_answered(self) -> bool:
        """Whether there is something to quote."""
        return bool(self.readings or self.comparison)


def with_shared_passages(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Take a likely passage for the answer where another question of the message is sure of it.

    One section often answers both halves of a double question.
    """
    return tuple(
        one.model_copy(update={"readings": (one.likely,), "gap": None})
        if one.likely
        and one.confidence >= LIKELY_FROM
        and any(_has(other, one.likely) for other in findings)
        else one
        for one in findings
    )


def with_the_whole(parts: Sequence[Finding], whole: Finding) -> tuple[Finding, ...]:
    """Add what answers the whole message best to what answers its parts.

    A part loses words that the whole finds by: "six days or sessions, and how is it carved up?".
    """
    best = whole.readings[:1]
    is_told = any(_has(one, reading) for one in parts for reading in best)
    if not best or is_told or whole.score <= max(one.score for one in parts):
        return tuple(parts)
    first, *others = parts
    readings = (*best, *first.readings) if first.readings else best
    return (first.model_copy(update={"readings": readings, "gap": None}), *others)


def without_repeats(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Quote each passage once: what a later question takes from it joins the earlier reading."""
    kept: list[Finding] = []
    for finding in findings:
        fresh = []
        for reading in finding.readings:
            at = next((n for n, one in enumerate(kept) if _has(one, reading)), None)
            if at is None:
                fresh.append(reading)
            else:
                kept[at] = _widened(kept[at], reading)
        kept.append(finding.model_copy(update={"readings": tuple(fresh)}))
    return tuple(kept)


def passages_of(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Give the ids of the passages that are quoted."""
    return tuple(one.passage.id for finding in findings for one in finding.readings)


def _has(finding: Finding, reading: Reading) -> bool:
    return any(one.passage.id == reading.passage.id for one in finding.readings)


def _widened(finding: Finding, other: Reading) -> Finding:
    """Add another reading's sentences to the reading of the same passage."""
    readings = tuple(
        one.model_copy(
            update={
                "sentences": (
                    *one.sentences,
                    *(some for some in other.sentences if some not in one.sentences),
                )
            }
        )
        if one.passage.id == other.passage.id
        else one
        for one in finding.readings
    )
    return finding.model_copy(update={"readings": readings})
