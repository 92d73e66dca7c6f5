"""Chooses which passages an answer quotes: the best, and others that add something to it."""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from assistant.answer_types import holds_what_must_be
from assistant.reading import Reading, read, words_in
from assistant.types import Understanding
from index.encoding import Vectors
from index.search import sentence_cosines
from index.snapshot import Snapshot
from index.types import Hit

HITS_READ = 6
MAX_READINGS = 3
"""One passage held the whole gold of 70 % of the development questions, the best three of 86 %."""
MAX_WORDS_OF_TWO_READINGS = 110
MAX_WORDS_OF_MORE_READINGS = 90
"""A third is quoted only if the three together stay short; at 64 it cost 2 % of right answers."""
KNOWN_FROM = 0.65
"""Cosine with the nearest phrasing, from which the best passage is surely the one meant."""
MAX_WORDS_OF_KNOWN = 56
"""So much may be quoted in all where it is: half of the answers, which so stay short."""
SAME_SAID_FROM = 82
"""rapidfuzz token_set_ratio, 0 to 100, from which two sentences say the same."""


def choose_readings(
    question: Understanding,
    hits: Sequence[Hit],
    snapshot: Snapshot,
    vector: Vectors,
    *,
    also_within: float,
    at_most: int = MAX_READINGS,
) -> tuple[Reading, ...]:
    """Read the best passage, and others that are nearly as good and say something else.

    `also_within` is how far their scores may lie below the best one's. Passages that hold what the
    question must be answered with (an e-mail address, say) come before those that do not.
    """
    chosen: list[Reading] = []
    words = 0
    near = [hit for hit in hits[:HITS_READ] if hit.score >= hits[0].score - also_within]
    for reading in _holding_first(question, _read_all(near, question, snapshot, vector), snapshot):
        length = words_in(reading.sentences, _text_of(reading, snapshot))
        limit = _most_words(question, hits[0], is_second=len(chosen) == 1)
        is_short = not chosen or words + length <= limit
        if len(chosen) == at_most or not is_short:
            continue
        if not _continues(chosen, reading, question, snapshot):
            continue
        if all(_says_something_else(reading, other, snapshot) for other in chosen):
            chosen.append(reading)
            words += length
    return tuple(chosen)


def _most_words(question: Understanding, best: Hit, *, is_second: bool) -> int:
    """Give how long an answer may become by a further reading.

    What compares needs room for both sides.
    """
    is_known = best.signals.phrasing >= KNOWN_FROM
    if is_known and "comparison" not in question.answer_types and len(question.programmes) < 2:
        return MAX_WORDS_OF_KNOWN
    return MAX_WORDS_OF_TWO_READINGS if is_second else MAX_WORDS_OF_MORE_READINGS


def _read_all(
    hits: Sequence[Hit], question: Understanding, snapshot: Snapshot, vector: Vectors
) -> Iterator[Reading]:
    """Read the hits in order, without those that have nothing to quote."""
    for hit in hits:
        text = snapshot.documents[hit.passage.document_id].text
        cosines = sentence_cosines(snapshot, vector, snapshot.number_of[hit.passage.id])
        reading = read(hit, question, text, cosines, is_alone=len(hits) == 1)
        if reading:
            yield reading


def _holding_first(
    question: Understanding, readings: Iterable[Reading], snapshot: Snapshot
) -> list[Reading]:
    """Put first what holds what must be in the answer; otherwise the order stays."""
    return sorted(readings, key=lambda one: not tells(one, question, snapshot))


def tells(reading: Reading, question: Understanding, snapshot: Snapshot) -> bool:
    """Tell whether a reading holds what an answer to the question must hold."""
    return holds_what_must_be(said_in(reading, snapshot), question.text)


def said_in(reading: Reading, snapshot: Snapshot) -> str:
    """Give the words of a reading in one line."""
    text = _text_of(reading, snapshot)
    return " ".join(text[one.start : one.end] for one in reading.sentences)


def _text_of(reading: Reading, snapshot: Snapshot) -> str:
    return snapshot.documents[reading.passage.document_id].text


def _continues(
    chosen: Sequence[Reading], reading: Reading, question: Understanding, snapshot: Snapshot
) -> bool:
    """Tell whether a reading may stand after a list: another programme's list would mislead."""
    if not chosen or "list" not in question.answer_types:
        return True
    first, other = (
        set(snapshot.documents[one.passage.document_id].programmes) for one in (chosen[0], reading)
    )
    return not first or bool(first & other)


def _says_something_else(reading: Reading, other: Reading, snapshot: Snapshot) -> bool:
    """Tell whether the key sentences differ in more than their wording."""
    one, two = (
        snapshot.documents[some.passage.document_id].text[some.key.start : some.key.end]
        for some in (reading, other)
    )
    return fuzz.token_set_ratio(one.lower(), two.lower()) < SAME_SAID_FROM
