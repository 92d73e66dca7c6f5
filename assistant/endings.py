"""What is no longer offered, or no longer so: who asks as if it were is told that first."""

from collections.abc import Sequence
from datetime import date

from assistant.quoting import find_quoted, reading_of
from assistant.reading import Reading
from assistant.tenses import asks_in_doubt, asks_of_past, asks_of_successor, tells_of_end
from assistant.types import Understanding
from assistant.years import academic_year_of
from corpus.types import Record
from index.snapshot import Snapshot
from index.types import Hit, Passage, Sentence

HITS_SEARCHED = 6
SCORES_WITHIN = 0.20
"""How far below the best a passage may lie whose sentence tells the end; scores are 0.5 to 1.7."""


class ToldEnd(Record):
    """The sentence that tells that something has ended or changed."""

    passage: Passage
    sentence: Sentence
    last_year: str | None = None
    """The last academic year of a programme that has ended."""


def find_end(
    question: Understanding,
    readings: Sequence[Reading],
    hits: Sequence[Hit],
    snapshot: Snapshot,
    today: date,
) -> ToldEnd | None:
    """Find the end of what a question takes to be so, as the corpus marks it or a passage tells."""
    if not readings or asks_of_past(question.text) or asks_of_successor(question.text):
        return None
    if end := _of_programme(question, readings[0], snapshot, today):
        return end
    if not asks_in_doubt(question.text) or tells_of_end(_text_of(readings[0], snapshot)):
        return None
    return _in_passages(readings[0], hits, snapshot)


def with_end_first(readings: Sequence[Reading], end: ToldEnd) -> tuple[Reading, ...]:
    """Put the sentence that tells the end before all others."""
    first = readings[0]
    if end.sentence not in first.sentences:
        return (reading_of(end.passage, end.sentence, first.key_score), *readings)
    others = tuple(one for one in first.sentences if one != end.sentence)
    reordered = first.model_copy(update={"sentences": (end.sentence, *others)})
    return (reordered, *readings[1:])


def _of_programme(
    question: Understanding, reading: Reading, snapshot: Snapshot, today: date
) -> ToldEnd | None:
    """Find the end of all programmes that a question is about, if it asks for a time after it."""
    about = snapshot.documents[reading.passage.document_id].programmes
    slugs = set(question.programmes or about)
    endings = [one.ended for one in snapshot.content.programmes if one.id in slugs]
    if not endings or None in endings:
        return None
    ending = next(one for one in endings if one)
    this_year = academic_year_of(today)
    asked = max(question.academic_years or (this_year,))
    quoted = find_quoted(ending, snapshot)
    if quoted is None or this_year <= ending.last_year or asked <= ending.last_year:
        return None
    return ToldEnd(passage=quoted.passage, sentence=quoted.sentence, last_year=ending.last_year)


def _in_passages(reading: Reading, hits: Sequence[Hit], snapshot: Snapshot) -> ToldEnd | None:
    """Find the first good passage on the same programme with a sentence that tells an end."""
    about = set(snapshot.documents[reading.passage.document_id].programmes)
    for hit in hits[:HITS_SEARCHED]:
        document = snapshot.documents[hit.passage.document_id]
        is_near = hit.score >= hits[0].score - SCORES_WITHIN
        if not is_near or (about and not about & set(document.programmes)):
            continue
        for sentence in hit.passage.sentences:
            if tells_of_end(document.text[sentence.start : sentence.end]):
                return ToldEnd(passage=hit.passage, sentence=sentence)
    return None


def _text_of(reading: Reading, snapshot: Snapshot) -> str:
    text = snapshot.documents[reading.passage.document_id].text
    return " ".join(text[one.start : one.end] for one in reading.sentences)
