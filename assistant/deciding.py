"""Decides of one question whether it is answered: by passages, a comparison, or not at all."""

from assistant.abstaining import confidence_in, load_thresholds, named_gap
from assistant.choosing import MAX_READINGS, choose_readings, said_in, tells
from assistant.comparing import find_comparison, is_compared_in
from assistant.contacts import is_of_asked_hub
from assistant.findings import Finding
from assistant.parts import is_known_as_one
from assistant.retrieval import Evidence
from assistant.types import Understanding
from assistant.vocabulary import Vocabulary
from index.encoding import Vectors
from index.snapshot import Snapshot


def decide(
    question: Understanding,
    evidence: Evidence,
    snapshot: Snapshot,
    vocabulary: Vocabulary,
    vector: Vectors,
    *,
    at_most: int = MAX_READINGS,
) -> Finding:
    """Find what answers a question in its evidence, or what is told nearby, or the gap it is.

    `at_most` is how many passages may be quoted.
    """
    threshold = load_thresholds().for_corpus(snapshot)
    confidence = confidence_in(evidence, threshold)
    is_sure = confidence >= threshold.answer_from
    best = evidence.hits[:1]
    found = Finding(
        question=question,
        confidence=confidence,
        score=_score_of(evidence),
        likeness=max((hit.signals.phrasing for hit in best), default=0.0),
        is_known_as_one=any(is_known_as_one(hit, snapshot, vocabulary) for hit in best),
    )
    documents = snapshot.documents
    comparison = find_comparison(question, vocabulary.programmes, documents)
    if comparison and not (is_sure and is_compared_in(evidence.hits[0], comparison, documents)):
        sure = max(confidence, threshold.answer_from)
        return found.model_copy(update={"comparison": comparison, "confidence": sure})
    readings = choose_readings(
        question,
        evidence.hits,
        snapshot,
        vector,
        also_within=threshold.also_within,
        at_most=at_most,
    )
    readings = tuple(
        one for one in readings if is_of_asked_hub(said_in(one, snapshot), question, vocabulary)
    )
    if not is_sure:
        likely = readings[0] if readings else None
        return found.model_copy(update={"gap": named_gap(evidence), "likely": likely})
    if readings and not tells(readings[0], question, snapshot):
        return found.model_copy(update={"nearest": readings[0]})
    return found.model_copy(update={"readings": readings})


def _score_of(evidence: Evidence) -> float:
    passages = (hit.score for hit in evidence.hits[:1])
    return max((*passages, evidence.gap.score if evidence.gap else 0.0))
