"""Finds evidence: the index's hits, moved up or down by what the question names."""

from assistant.answer_types import holds
from assistant.types import Understanding
from assistant.vocabulary import Vocabulary
from corpus.types import Document, Record
from index.encoding import Vectors
from index.search import Weights, search, search_gaps
from index.snapshot import Snapshot
from index.types import GapHit, Hit

HITS = 12

# Chosen on the development questions with the weights of the index; scores are about 0.5 to 1.7.
SAME_PROGRAMME = 0.10
OTHER_PROGRAMME = -0.10
OTHER_PHASE = -0.20
ARCHIVED = -0.03
SAME_YEAR = 0.10
HOLDS_WHAT_IS_ASKED = 0.12
SAID_BEFORE = -0.08
SOMEBODYS_OPINION = -0.25
"""For a passage that is mostly quotations, such as praise of a course."""
NAMED_HUB = 0.40


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
) -> Evidence:
    """Find passages and the nearest known gap for an understood question, best first."""
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
    return Evidence(
        hits=tuple(ordered[:HITS]), gap=search_gaps(snapshot, vector, question.words, weights)
    )


def _fit(question: Understanding, hit: Hit, document: Document, vocabulary: Vocabulary) -> float:
    """Sum what speaks for and against a passage, by what the question names and asks for."""
    text = document.text[hit.passage.start : hit.passage.end]
    fit = HOLDS_WHAT_IS_ASKED if holds(text, question.answer_types[0]) else 0.0
    if question.programmes and document.programmes:
        shared = set(question.programmes) & set(document.programmes)
        fit += SAME_PROGRAMME if shared else OTHER_PROGRAMME
    phases = {vocabulary.phase_of(slug) for slug in document.programmes} - {None}
    if question.phase and phases and not phases & {question.phase, "all"}:
        fit += OTHER_PHASE
    quotations = sum(1 for one in hit.passage.sentences if one.kind == "quotation")
    if 2 * quotations > len(hit.passage.sentences):
        fit += SOMEBODYS_OPINION
    if hit.passage.id in question.said_before:
        fit += SAID_BEFORE
    hubs = (hub for hub in vocabulary.hubs if hub.id in question.hub_ids)
    if any(hub.name in text for hub in hubs):
        fit += NAMED_HUB
    if question.academic_years and document.source.academic_year in question.academic_years:
        fit += SAME_YEAR
    elif document.status == "archived":
        fit += ARCHIVED
    return fit
