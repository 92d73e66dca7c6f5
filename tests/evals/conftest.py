"""Made-up cases and answers, each plain but for what a test changes."""

from collections.abc import Callable

import pytest

from assistant.types import Answer
from evals.judging import Case


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
