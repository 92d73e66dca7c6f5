from pathlib import Path

import pytest

from corpus.loading import BUNDLED_CORPUS
from evals.casebook import BUNDLED_CASES, load_cases
from evals.judging import Case
from evals.linting import faults_of


def test_sound_cases_have_no_faults(corpus: Path, cases: list[Case]) -> None:
    quiet = [case.model_copy(update={"question": f"Tell me: {case.question}"}) for case in cases]
    assert faults_of(quiet, corpus) == []


def test_bundled_cases_have_no_faults() -> None:
    assert faults_of(load_cases(BUNDLED_CASES), BUNDLED_CORPUS) == []


def test_question_that_is_there_twice_is_found(corpus: Path, cases: list[Case]) -> None:
    question = "the abacus club takes how many DAYS"
    again = cases[0].model_copy(update={"id": "again", "question": question})
    first = cases[0].model_copy(update={"question": "how many days the abacus club takes?"})
    assert faults_of([first, again], corpus) == [f"again asks what days asks: {question}"]


def test_question_after_another_history_is_another(corpus: Path, cases: list[Case]) -> None:
    turns = ({"question": "And the counting prize?"},)
    again = cases[0].model_copy(update={"id": "again", "history": turns})
    first = cases[0].model_copy(update={"question": "Say how long a member is away for it."})
    assert faults_of([first, again], corpus) == []


def test_question_among_the_phrasings_is_found(corpus: Path, cases: list[Case]) -> None:
    leaked = cases[0].model_copy(update={"question": "Days of the abacus club?"})
    assert faults_of([leaked], corpus) == ["days is among the phrasings: days of the abacus club"]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"cites": ("clubs",)}, "clubs"),
        ({"programme": "abacus-one"}, "abacus-one"),
        ({"asks_for": ("shoe_size",)}, "shoe_size"),
    ],
)
def test_name_that_is_not_in_the_corpus_is_found(
    corpus: Path, cases: list[Case], fields: dict[str, object], name: str
) -> None:
    case = cases[0].model_copy(update={"question": "Say how long one is away.", **fields})
    assert faults_of([case], corpus) == [f"days names {name}, which is not in the corpus."]


def test_gold_that_asks_for_nothing_is_found(corpus: Path, cases: list[Case]) -> None:
    case = cases[0].model_copy(update={"question": "Say how long.", "must_include": ((),)})
    assert faults_of([case], corpus) == ["days has nothing that its answer must include."]
