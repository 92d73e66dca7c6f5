"""Finds evidence: the index's hits, moved up or down by what the question names."""

from datetime import date

from assistant.answer_types import holds
from assistant.quoting import source_of
from assistant.types import Understanding
from assistant.vocabulary import Vocabulary
from assistant.years import years_in
from corpus.types import Document, Record, Source
from index.encoding import Vectors
from index.search import Weights, search, search_gaps
from index.snapshot import Snapshot
from index.types import GapHit, Hit

HITS = 12

# Chosen on the development questions with the weights of the index; scores are about 0.5 to 1.7.
SAME_PROGRAMME = 0.10
OTHER_PROGRAMME = -0.10
ONLY_OTHER_PROGRAMME = -0.30
"""For a passage of another programme that does not name the one asked about: it answers wrongly."""
OTHER_PHASE = -0.40
"""Money or days of the other phase mislead more than no answer."""
ARCHIVED = -0.03
SAME_YEAR = 0.10
OTHER_YEAR = -0.06
"""For a passage of another year than the one that a question names."""
GAP_OF_OTHER_YEAR = -0.15
HOLDS_WHAT_IS_ASKED = 0.12
SAID_BEFORE = -0.08
SOMEBODYS_OPINION = -0.25
"""For a passage that is mostly quotations, such as praise of a course."""
NAMED_HUB = 0.40
HUBS_OF_ONE_PASSAGE = 2
"""A passage that tells of more hubs is a list of them, and tells little of each."""
HOLDS_A_LIST = 0.18
"""For a passage that lists, where a list is asked for."""


class Evidence(Record):
    """What was found for one question."""

    hits: tuple[Hit, ...]
    gap: GapHit | None


def retrieve(
    question: Understanding,
    vector: Vectors,
    snapshot: Snapshot,
    vocabulary: Vocabulary,
    weights: Weights,
    today: date | None = None,
) -> Evidence:
    """Find passages and the nearest known gap for an understood question, best first.

    With `today` a gap "this year" is known to be another than the year that a question names.
    """
    hits = search(snapshot, vector, question.words, weights, HITS * 3)
    moved = (
        hit.model_copy(
            update={
                "score": hit.score
                + _fit(question, hit, snapshot.documents[hit.passage.document_id], vocabulary)
            }
        )
        for hit in hits
    )
    ordered = sorted(moved, key=lambda hit: (-hit.score, hit.passage.id))
    gap = search_gaps(snapshot, vector, question.words, weights)
    if gap and today and _is_of_other_year(gap, question, today):
        gap = gap.model_copy(update={"score": gap.score + GAP_OF_OTHER_YEAR})
    return Evidence(hits=tuple(ordered[:HITS]), gap=gap)


def _years_of(source: Source) -> frozenset[str]:
    """Give the academic years that a source may tell of; none where it has no date."""
    if source.academic_year:
        return frozenset({source.academic_year})
    if not source.published:
        return frozenset()
    day = date(int(source.published[:4]), 1, 1)
    return frozenset(year for span in years_in(source.published[:4], day) for year in span.years)


def _is_of_other_year(gap: GapHit, question: Understanding, today: date) -> bool:
    """Tell whether a gap is about years, and the question about others."""
    years = {year for span in years_in(gap.gap.topic, today) for year in span.years}
    return bool(years and question.academic_years) and not years & set(question.academic_years)


def _is_list(hit: Hit) -> bool:
    return sum(1 for one in hit.passage.sentences if one.kind == "item") > 1


def _fit_of_programme(
    question: Understanding, document: Document, text: str, vocabulary: Vocabulary
) -> float:
    named = set(question.programmes)
    if named & set(document.programmes):
        return SAME_PROGRAMME
    return OTHER_PROGRAMME if named & set(vocabulary.programmes_in(text)) else ONLY_OTHER_PROGRAMME


def _fit(question: Understanding, hit: Hit, document: Document, vocabulary: Vocabulary) -> float:
    """Sum what speaks for and against a passage, by what the question names and asks for."""
    text = document.text[hit.passage.start : hit.passage.end]
    fit = HOLDS_WHAT_IS_ASKED if holds(text, question.answer_types[0]) else 0.0
    if question.programmes and document.programmes:
        fit += _fit_of_programme(question, document, text, vocabulary)
    phases = {vocabulary.phase_of(slug) for slug in document.programmes} - {None}
    if question.phase and phases and not phases & {question.phase, "all"}:
        fit += OTHER_PHASE
    if "list" in question.answer_types and _is_list(hit):
        fit += HOLDS_A_LIST
    quotations = sum(1 for one in hit.passage.sentences if one.kind == "quotation")
    if 2 * quotations > len(hit.passage.sentences):
        fit += SOMEBODYS_OPINION
    if hit.passage.id in question.said_before:
        fit += SAID_BEFORE
    told_of = [hub.id for hub in vocabulary.hubs if hub.name in text]
    if set(told_of) & set(question.hub_ids):
        fit += NAMED_HUB if len(told_of) <= HUBS_OF_ONE_PASSAGE else NAMED_HUB / 2
    years = _years_of(source_of(document, hit.passage.section))
    if question.academic_years and years:
        fit += SAME_YEAR if years & set(question.academic_years) else OTHER_YEAR
    elif document.status == "archived":
        fit += ARCHIVED
    return fit
