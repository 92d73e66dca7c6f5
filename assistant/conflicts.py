"""Finds sources that disagree on what is asked, so that every side is shown.

Two ways: the corpus marks a point on which sources differ, and the answer's key sentence tells one
side of it; or another passage says the same as that sentence but for a value, as 12 and 15 months.
"""

from collections.abc import Iterator, Sequence

from assistant.quoting import find_quoted, reading_of, source_of
from assistant.reading import Reading
from assistant.tenses import asks_in_doubt, asks_of_past, asks_own_case, tells_own_story
from assistant.types import Understanding
from assistant.understanding import phases_in
from assistant.values import differ_in, is_same_point, value_words, values_in
from assistant.years import first_year_of
from corpus.types import Difference, Disagreement, Quotation, Record
from index.lexical import words_of
from index.snapshot import Snapshot
from index.types import Hit, Passage, Sentence

HITS_COMPARED = 8
SCORES_WITHIN = 0.30
"""How far below the best a passage may lie that contradicts it; scores are about 0.5 to 1.7."""
NO_NAMES = frozenset(
    words_of("maths hub hubs teaching school the and of for north south east west")
)
"""Words that publishers share; the others name one."""


class ToldSide(Record):
    """What one source says, and where."""

    passage: Passage
    sentence: Sentence
    says: str
    """The words of the sentence that the others contradict."""
    publisher: str | None
    academic_year: str | None
    published: str | None

    @property
    def year(self) -> int:
        """The calendar year from which it holds; 0 where the source is undated."""
        return first_year_of(self.academic_year or self.published or "")


class Conflict(Record):
    """What sources disagree on; the newest side first."""

    point: str | None
    """Completes "Sources differ on …"; None where the passages themselves were compared."""
    by: Difference
    sides: tuple[ToldSide, ...]


def find_conflict(
    readings: Sequence[Reading], hits: Sequence[Hit], snapshot: Snapshot
) -> Conflict | None:
    """Find a disagreement on what the readings say, whether or not the asker must know of it."""
    if not readings:
        return None
    first = readings[0]
    for marked in snapshot.content.disagreements:
        tells_a_side = any(_stands_in(first, one, snapshot) for one in _quotes(marked))
        if tells_a_side or any(
            _stands_in(reading, one, snapshot)
            for reading in readings
            for one in marked.told_together
        ):
            return _marked(marked, snapshot)
    return _between(first, _text_of(first.passage, first.key, snapshot), hits, snapshot)


def with_all_sides(
    readings: Sequence[Reading], conflict: Conflict, snapshot: Snapshot
) -> tuple[Reading, ...]:
    """Keep the first reading, and add a sentence of each side that it does not tell.

    Of a rule that has changed, what holds now is always told, and before what an older source says.
    """
    first = readings[0]
    said = " ".join(_text_of(first.passage, one, snapshot) for one in first.sentences)
    newest = conflict.sides[0] if conflict.by == "years" else None
    missing = [
        side
        for side in conflict.sides
        if not (side.sentence in first.sentences if side is newest else _is_told(side, said))
    ]
    nearby = [side.sentence for side in missing if side.passage == first.passage]
    added = [
        reading_of(side.passage, side.sentence, first.key_score)
        for side in missing
        if side.passage != first.passage
    ]
    widened = first.model_copy(update={"sentences": (*first.sentences, *nearby)})
    tells_older_only = newest in missing and len(missing) < len(conflict.sides)
    if tells_older_only and not nearby:
        return (added[0], widened, *added[1:])
    return (widened, *added)


def with_newest_only(
    readings: Sequence[Reading], conflict: Conflict, snapshot: Snapshot
) -> tuple[Reading, ...]:
    """Put what holds now in the place of a first reading that tells what held before."""
    newest = conflict.sides[0]
    key = _text_of(readings[0].passage, readings[0].key, snapshot)
    if _is_told(newest, key) or not any(_is_told(side, key) for side in conflict.sides[1:]):
        return tuple(readings)
    return (reading_of(newest.passage, newest.sentence, readings[0].key_score),)


def is_asked_now(question: Understanding) -> bool:
    """Tell whether a question asks how things are now, naming no year."""
    return not question.academic_years and not asks_of_past(question.text)


def matters(question: Understanding, conflict: Conflict) -> bool:
    """Tell whether the asker must know of a disagreement, and is not served by one side of it."""
    if conflict.by == "people":
        return not (question.phase or phases_in(question.text))
    if asks_in_doubt(question.text):
        return True
    if asks_own_case(question.text):
        return False
    asked = [] if tells_own_story(question.text) else question.academic_years
    newest, *older = conflict.sides
    if conflict.by == "years":
        return not asked and any(_names_value(question.text, side, newest) for side in older)
    years = {side.academic_year for side in conflict.sides}
    of_year = {side.says for side in conflict.sides if side.academic_year in asked}
    if len(of_year) == 1 or (asked and None not in years and not of_year):
        return False
    named = {side.says for side in conflict.sides if _names_publisher(question, side)}
    return len(named) != 1


def _names_value(text: str, side: ToldSide, newest: ToldSide) -> bool:
    """Tell whether a text holds what an older side says, and the newest does not."""
    asked, old, new = values_in(text), values_in(side.says), values_in(newest.says)
    return any(
        asked.get(unit, frozenset()) & old[unit] - new.get(unit, frozenset()) for unit in old
    )


def _names_publisher(question: Understanding, side: ToldSide) -> bool:
    names = set(words_of(side.publisher or "")) - NO_NAMES
    return bool(names) and names <= set(words_of(question.text))


def _is_told(side: ToldSide, text: str) -> bool:
    """Tell whether a text says what a side says, in its words or with its values."""
    ours, theirs = values_in(side.says), values_in(text)
    has_values = bool(ours) and all(ours[unit] <= theirs.get(unit, frozenset()) for unit in ours)
    return has_values or side.says.lower() in text.lower()


def _quotes(marked: Disagreement) -> Iterator[Quotation]:
    for side in marked.sides:
        yield side
        yield from side.elsewhere


def _stands_in(reading: Reading, quotation: Quotation, snapshot: Snapshot) -> bool:
    """Tell whether the key sentence of a reading lies in a quotation, or holds it."""
    if reading.passage.document_id != quotation.document_id:
        return False
    key = _text_of(reading.passage, reading.key, snapshot)
    return key in quotation.quote or quotation.quote in key


def _marked(marked: Disagreement, snapshot: Snapshot) -> Conflict | None:
    """Find the sides that the corpus marks; None where fewer than two stand in their documents."""
    found = [(side, find_quoted(side, snapshot)) for side in marked.sides]
    sides = [
        _side(quoted.passage, quoted.sentence, side.says, snapshot)
        for side, quoted in found
        if quoted
    ]
    return _conflict(marked.point, marked.by, sides) if len(sides) > 1 else None


def _side(passage: Passage, sentence: Sentence, says: str, snapshot: Snapshot) -> ToldSide:
    source = source_of(snapshot.documents[passage.document_id], passage.section)
    return ToldSide(
        passage=passage,
        sentence=sentence,
        says=says,
        **source.model_dump(include={"publisher", "academic_year", "published"}),
    )


def _between(
    reading: Reading, key: str, hits: Sequence[Hit], snapshot: Snapshot
) -> Conflict | None:
    """Compare the key sentence with those of other good passages on the same programme."""
    if not values_in(key):
        return None
    document = snapshot.documents[reading.passage.document_id]
    sides: list[ToldSide] = []
    for hit in hits[:HITS_COMPARED]:
        other = snapshot.documents[hit.passage.document_id]
        is_near = hit.score >= hits[0].score - SCORES_WITHIN
        is_elsewhere = hit.passage.section_id != reading.passage.section_id
        shares = not document.programmes or set(document.programmes) & set(other.programmes)
        if not (is_near and is_elsewhere and shares):
            continue
        for sentence in hit.passage.sentences:
            text = other.text[sentence.start : sentence.end]
            if (units := differ_in(key, text)) and is_same_point(key, text):
                if not sides:
                    says = value_words(key, units)
                    sides.append(_side(reading.passage, reading.key, says, snapshot))
                words = value_words(text, units)
                sides.append(_side(hit.passage, sentence, words, snapshot))
    if not sides:
        return None
    return _conflict(None, "years" if len({side.year for side in sides}) > 1 else "sources", sides)


def _conflict(point: str | None, by: Difference, sides: Sequence[ToldSide]) -> Conflict:
    """Put the newest side first; of sources that say the same, the newest stands for all."""
    ordered = sorted(sides, key=lambda side: -side.year)  # the order of the corpus where equal
    distinct = {side.says: side for side in reversed(ordered)}
    newest_first = tuple(side for side in ordered if distinct[side.says] is side)
    return Conflict(point=point, by=by, sides=newest_first)


def _text_of(passage: Passage, sentence: Sentence, snapshot: Snapshot) -> str:
    return snapshot.documents[passage.document_id].text[sentence.start : sentence.end]
