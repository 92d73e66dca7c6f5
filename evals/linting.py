"""Faults of the cases themselves: there twice, without a source, or known to the corpus.

A case whose words stand among the phrasings measures memory, not understanding.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from corpus.loading import load_corpus
from evals.judging import Case

NEARLY_EQUAL = 92
"""Of 100, by edits between the sorted words. Pairs above were the same question on 240 cases and
13,567 phrasings; below stand short questions that share their only words."""
MIN_WORDS = 4
"""Shorter questions are alike by chance."""


def faults_of(cases: Sequence[Case], corpus_folder: Path) -> list[str]:
    """Give a sentence for each fault, in the order of the cases."""
    corpus = load_corpus(corpus_folder)
    documents = {one.id for one in corpus.documents}
    programmes = {one.id for one in corpus.programmes}
    facts = {one.id for one in corpus.facts}
    phrasings = [text for one in corpus.phrasings for text in one.phrasings]
    phrasings += [text for one in corpus.gaps for text in one.phrasings]
    return [
        *_twice(cases),
        *_leaked(cases, phrasings),
        *(
            f"{case.id} names {name}, which is not in the corpus."
            for case in cases
            for name in (
                *(set(case.cites) - documents),
                *({case.programme} - programmes - {None}),
                *(set(case.asks_for) - facts),
            )
        ),
        *(
            f"{case.id} has nothing that its answer must include."
            for case in cases
            if not case.must_include or not all(case.must_include)
        ),
    ]


def _twice(cases: Sequence[Case]) -> Iterator[str]:
    alone = [case for case in cases if not case.history and _is_long(case.question)]
    for one, other in combinations(alone, 2):
        if fuzz.token_sort_ratio(one.question, other.question, processor=default_process) >= (
            NEARLY_EQUAL
        ):
            yield f"{other.id} asks what {one.id} asks: {other.question}"


def _leaked(cases: Sequence[Case], phrasings: Sequence[str]) -> Iterator[str]:
    processed = [default_process(text) for text in phrasings]
    for case in cases:
        if case.history or not _is_long(case.question):
            continue
        nearest = process.extractOne(
            default_process(case.question),
            processed,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=NEARLY_EQUAL,
        )
        if nearest:
            yield f"{case.id} is among the phrasings: {phrasings[nearest[2]]}"


def _is_long(question: str) -> bool:
    return len(question.split()) >= MIN_WORDS
