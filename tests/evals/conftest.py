"""Made-up cases and answers, each plain but for what a test changes."""

from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from assistant.opening import open_assistant
from assistant.types import Answer
from evals.judging import Case
from evals.running import run_cases
from evals.runs import Run, finish, load_run
from evals.types import Opening, Result
from index.building import no_progress
from index.encoding import Encoder


@pytest.fixture(scope="session")
def case_of() -> Callable[..., Case]:
    def make(*groups: tuple[str, ...], **fields: object) -> Case:
        plain = {"id": "1", "question": "How long?", "type": "direct", "answerable": True}
        return Case.model_validate({**plain, "must_include": groups, **fields})

    return make


@pytest.fixture(scope="session")
def answer_of() -> Callable[..., Answer]:
    def make(text: str, status: str = "answered", **fields: object) -> Answer:
        plain = {"id": "a", "conversation_id": "", "confidence": 0.5, "elapsed_ms": 1}
        made = {**plain, "corpus_version": "gen", "text": text, "status": status, **fields}
        return Answer.model_validate(made)

    return make


CLUB = """\
---
title: The abacus club
publisher: Northern Maths Hub
academic_year: 2026/27
---
# The abacus club

## How many days does the abacus club take?

Each member of the abacus club spends six days on it.

## Who pays for the abacus club?

The town library pays for the abacus club and its wooden frames.
"""
PRIZES = """\
---
title: The prizes
publisher: Northern Maths Hub
academic_year: 2026/27
---
# The prizes

## What does the winner of the counting prize receive?

The winner of the counting prize receives a silver ruler.

## When was the counting prize last given?

The counting prize was last given in spring by the mayor.
"""
PHRASINGS = """\
document: club
sections:
  - heading: How many days does the abacus club take?
    phrasings: [abacus club days, days of the abacus club, time for the abacus club]
  - heading: Who pays for the abacus club?
    phrasings: [who pays the abacus club, abacus club cost, money for the abacus club]
"""
PRIZE_PHRASINGS = """\
document: prizes
sections:
  - heading: What does the winner of the counting prize receive?
    phrasings: [counting prize winner, what is the counting prize, prize of the winner]
  - heading: When was the counting prize last given?
    phrasings: [counting prize when, last counting prize given, when was the prize]
"""
GAPS = """\
gaps:
  - id: lunch
    topic: whether lunch is provided
    ask: the town library
    phrasings: [is lunch provided, do we get lunch, is there any lunch, lunch and food]
"""
CASES = (
    ("days", "How many days does the abacus club take?", ["six days"], ["club"], "critical"),
    ("pays", "Who pays for the abacus club?", ["town library"], ["club"], "major"),
    (
        "ruler",
        "What does the winner of the counting prize receive?",
        ["ruler"],
        ["prizes"],
        "minor",
    ),
    ("given", "When was the counting prize last given?", ["spring"], ["prizes"], "major"),
)


@pytest.fixture(scope="session")
def hashing_encoder() -> Encoder:
    """Load the seeded encoder of tests/index from its file, so that any import mode will do."""
    path = Path(__file__).parents[1] / "index" / "conftest.py"
    spec = spec_from_file_location("made_index", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.HashingEncoder()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A small corpus with phrasings and one known gap, to be damaged by tests."""
    folder = tmp_path / "corpus"
    for name, text in {
        "documents/club.md": CLUB,
        "documents/prizes.md": PRIZES,
        "phrasings/club.yaml": PHRASINGS,
        "phrasings/prizes.yaml": PRIZE_PHRASINGS,
        "phrasings/gaps.yaml": GAPS,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def cases() -> list[Case]:
    """Four cases that the small corpus answers, and one that it does not."""
    answerable = [
        Case(
            id=name,
            question=question,
            type="direct",
            answerable=True,
            must_include=(tuple(words),),
            cites=tuple(cites),
            severity=severity,
        )
        for name, question, words, cites, severity in CASES
    ]
    lunch = Case(
        id="lunch",
        question="Is lunch provided?",
        type="unanswerable",
        answerable=False,
        must_include=(("do not say", "outside what"),),
    )
    return [*answerable, lunch]


@pytest.fixture
def run_of(tmp_path: Path, corpus: Path, hashing_encoder: Encoder) -> Callable[..., Run]:
    """Run cases over the small corpus as it stands; `broken` changes each asked result."""
    opening = Opening(corpus=corpus, index=tmp_path / "index", model="hashing")

    def make(name: str, cases: list[Case], broken: Callable[[Result], Result] | None = None) -> Run:
        assistant = open_assistant(corpus, opening.index, hashing_encoder).assistant
        folder = tmp_path / name
        run = run_cases(cases, opening, assistant, folder, workers=1, report=no_progress)
        if broken is None:
            return run
        finish(folder, [broken(one) for one in run.results], run.timings)
        return load_run(folder)

    return make
