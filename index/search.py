"""Finds passages: nearest phrasings and texts from FAISS, words from BM25, fused into one score.

1. Candidates are the passages whose text, sentence or section's phrasing is near, and those that
   share words.
2. Every candidate gets all signals exactly, so that a passage found by one signal only is not
   punished for being outside another's list.
3. The score is their weighted sum; the weights are data.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from corpus.types import Record
from index.alignment import align
from index.encoding import Encoder, Vectors
from index.snapshot import Snapshot
from index.types import GapHit, Hit, Signals

Scores = npt.NDArray[np.float32]

CANDIDATES = 60
"""Taken from each signal; more changed no first answer on the development questions."""
PHRASING_CANDIDATES = 200


class Weights(Record):
    """How much each signal counts; `words_half` is the BM25 score that counts half."""

    phrasing: float
    phrasings: float
    text: float
    sentence: float
    words: float
    words_half: float


@lru_cache
def load_weights() -> Weights:
    """Read the weights that come with the index."""
    path = Path(__file__).parent / "weights.yaml"
    return Weights.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def search(
    snapshot: Snapshot, vector: Vectors, words: str, weights: Weights, count: int
) -> tuple[Hit, ...]:
    """Find the best `count` passages for a question's vector and words, best first."""
    scores = snapshot.words.scores(words)[: len(snapshot.content.passages)]
    numbers = _candidates(snapshot, vector, scores)
    texts = snapshot.passage_vectors.cosines(vector, numbers)
    hits = []
    for number, text in zip(numbers, texts.tolist(), strict=True):
        passage = snapshot.content.passages[number]
        nearest = _nearest(snapshot, vector, snapshot.phrasings_of.get(passage.section_id, ()))
        signals = Signals(
            text=text,
            sentence=max(sentence_cosines(snapshot, vector, number), default=text),
            phrasing=nearest[0] if nearest else text,
            phrasings=sum(nearest) / len(nearest) if nearest else text,
            words=float(scores[number] / (scores[number] + weights.words_half)),
        )
        hits.append(Hit(passage=passage, score=fused(signals, weights), signals=signals))
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:count])


def embed_question(text: str, encoder: Encoder, snapshot: Snapshot) -> Vectors:
    """Give a question's vector in the space of the snapshot's vectors."""
    vectors = align(np.asarray(encoder.encode([text]), dtype=np.float32), snapshot.alignment)
    return np.asarray(vectors[0], dtype=np.float32)


def search_gaps(snapshot: Snapshot, vector: Vectors, words: str, weights: Weights) -> GapHit | None:
    """Find the nearest known gap; None where the corpus has none.

    A gap has phrasings but no text, so its phrasings stand in for the signals of text.
    """
    scores = snapshot.words.scores(words)[len(snapshot.content.passages) :]
    near = set(_owners(snapshot, vector, of_gaps=True))
    best: GapHit | None = None
    for gap, score in zip(snapshot.content.gaps, scores.tolist(), strict=True):
        if gap.id not in near:
            continue
        nearest = _nearest(snapshot, vector, snapshot.phrasings_of[gap.id])
        mean = sum(nearest) / len(nearest)
        signals = Signals(
            text=mean,
            sentence=mean,
            phrasing=nearest[0],
            phrasings=mean,
            words=score / (score + weights.words_half),
        )
        total = fused(signals, weights)
        if best is None or total > best.score:
            best = GapHit(gap=gap, score=total)
    return best


def sentence_cosines(snapshot: Snapshot, vector: Vectors, number: int) -> list[float]:
    """Give the cosine of each sentence of passage `number`, in order."""
    first = snapshot.first_sentence[number]
    rows = range(first, first + len(snapshot.content.passages[number].sentences))
    return [float(cosine) for cosine in snapshot.sentence_vectors.cosines(vector, rows)]


def fused(signals: Signals, weights: Weights) -> float:
    """Give the weighted sum of a passage's signals."""
    return (
        weights.text * signals.text
        + weights.sentence * signals.sentence
        + weights.phrasing * signals.phrasing
        + weights.phrasings * signals.phrasings
        + weights.words * signals.words
    )


def _candidates(snapshot: Snapshot, vector: Vectors, scores: Scores) -> list[int]:
    """Give the numbers of passages that any one signal finds, in order of number."""
    found = {number for number, _ in snapshot.passage_vectors.search(vector, CANDIDATES)}
    for row, _ in snapshot.sentence_vectors.search(vector, CANDIDATES):
        found.add(bisect_right(snapshot.first_sentence, row) - 1)
    for section_id in _owners(snapshot, vector, of_gaps=False):
        found.update(snapshot.passages_of_section[section_id])
    best = np.argsort(-scores, kind="stable")[:CANDIDATES]
    found.update(int(number) for number in best if scores[number] > 0)
    return sorted(found)


def _owners(snapshot: Snapshot, vector: Vectors, *, of_gaps: bool) -> list[str]:
    """Give the ids of the sections, or of the gaps, that own the nearest phrasings."""
    phrasings = snapshot.content.phrasings
    rows = (row for row, _ in snapshot.phrasing_vectors.search(vector, PHRASING_CANDIDATES))
    owners = (phrasings[row].gap_id if of_gaps else phrasings[row].section_id for row in rows)
    return list(dict.fromkeys(owner for owner in owners if owner))


def _nearest(snapshot: Snapshot, vector: Vectors, rows: Sequence[int]) -> list[float]:
    """Give the cosines of the three nearest of some phrasings, best first."""
    return sorted(snapshot.phrasing_vectors.cosines(vector, rows).tolist(), reverse=True)[:3]
