"""Asks a snapshot the questions of a set, as far as retrieval: no answer is composed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.retrieval import Evidence, retrieve
from assistant.vocabulary import vocabulary_of
from evals.judging import Case, has, plain
from evals.retrieving import understood
from index.encoding import Encoder
from index.search import Weights, embed_question
from index.snapshot import Snapshot


@dataclass(frozen=True)
class Asked:
    """A case with what was found for it."""

    case: Case
    evidence: Evidence
    rank: int | None
    """Of the first passage that holds the whole gold, from 1; None where none was found."""


def ask_all(
    cases: Iterable[Case], snapshot: Snapshot, encoder: Encoder, weights: Weights
) -> list[Asked]:
    """Find evidence for all cases that are not screened off."""
    vocabulary = vocabulary_of(snapshot)
    asked = []
    for case in cases:
        question = understood(case, vocabulary, date.today())
        if question is None:
            continue
        vector = embed_question(question.search_text, encoder, snapshot)
        evidence = retrieve(question, vector, snapshot, vocabulary, weights)
        asked.append(Asked(case=case, evidence=evidence, rank=_rank(case, evidence, snapshot)))
    return asked


def _rank(case: Case, evidence: Evidence, snapshot: Snapshot) -> int | None:
    for rank, hit in enumerate(evidence.hits, start=1):
        text = snapshot.documents[hit.passage.document_id].text
        found = plain(f"{hit.passage.section} {text[hit.passage.start : hit.passage.end]}")
        if all(any(has(found, string) for string in group) for group in case.must_include):
            return rank
    return None
