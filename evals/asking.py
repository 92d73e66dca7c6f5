"""Asks the assistant as any user would, one case a conversation, in one process or several."""

import dataclasses
import hashlib
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

from assistant.answering import Assistant, load_assistant
from assistant.grounding import UnprovedStatementError, is_proved
from assistant.types import Answer, Question
from evals.errors import RunError
from evals.judging import Case
from evals.retrieving import retrieved_sections
from evals.types import Asked, Opening, Result
from index.encoding import load_encoder
from index.locating import index_folder
from index.snapshot import Snapshot, load_snapshot

DIGITS = 6
"""Of a confidence: threads add up vectors in other orders, which shows from the seventh on."""


def ask_all(
    cases: Sequence[Case], opening: Opening, assistant: Assistant, workers: int
) -> Iterator[Asked]:
    """Ask all cases, and give each result as it comes, in no order where workers are many.

    Threads gain nothing, as most of an answer is Python. Another process must load a model and an
    index first: 240 cases took 34 s in one and 38 s in two, on two cores that were busy otherwise.
    """
    if workers == 1:
        yield from (ask(assistant, case, opening.today) for case in cases)
        return
    generation = assistant.snapshot.generation
    with (
        _one_thread_each(),
        # Spawned, since a forked copy of torch's and FAISS's threads may wait for ever.
        ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool,
    ):
        waiting = [pool.submit(_ask_elsewhere, opening, generation, case) for case in cases]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _ask_elsewhere(opening: Opening, generation: str, case: Case) -> Asked:
    return ask(_opened_elsewhere(opening, generation), case, opening.today)


@lru_cache(maxsize=1)
def _opened_elsewhere(opening: Opening, generation: str) -> Assistant:
    """Open in another process what the first has opened, and build nothing. Raises RunError."""
    snapshot = load_snapshot(opening.index or index_folder(opening.corpus))
    if snapshot.generation != generation:
        raise RunError("The index was built anew while the cases were asked; run them again.")
    return load_assistant(snapshot, load_encoder(opening.model))


def ask(assistant: Assistant, case: Case, today: date | None = None) -> Asked:
    """Ask a case's question after its history, on `today`, or its own day, or the clock's."""
    on_the_day = dataclasses.replace(assistant, today=today or case.today or assistant.today)
    started = time.perf_counter()
    answer = _answer(on_the_day, case)
    elapsed_ms = round((time.perf_counter() - started) * 1000)
    result = Result(
        case_id=case.id,
        answer=timeless(answer),
        cited=cited_sections(answer, assistant.snapshot),
        retrieved=retrieved_sections(on_the_day, case),
        unproved=unproved(answer, on_the_day),
    )
    return Asked(result=result, elapsed_ms=elapsed_ms)


def unproved(answer: Answer, assistant: Assistant) -> tuple[int, ...]:
    """Give the numbers of citations that are not to the letter of their documents."""
    documents = assistant.snapshot.documents
    return tuple(one.number for one in answer.citations if not is_proved(one, documents))


def timeless(answer: Answer) -> Answer:
    """Leave out what no two equal runs agree on: time, the name of the index, digits of noise."""
    return answer.model_copy(
        update={
            "id": "",
            "corpus_version": "",
            "elapsed_ms": 0,
            "confidence": round(answer.confidence, DIGITS),
        }
    )


def cited_sections(answer: Answer, snapshot: Snapshot) -> tuple[str, ...]:
    """Give the ids of the sections that an answer's quotes stand in, in the order of citing."""
    places = [(one.document_id, one.start) for one in answer.citations]
    return tuple(
        dict.fromkeys(
            passage.section_id
            for document_id, start in places
            for passage in snapshot.content.passages
            if passage.document_id == document_id and passage.start <= start < passage.end
        )
    )


def _answer(assistant: Assistant, case: Case) -> Answer:
    """Answer a case; the time of its history counts, as its user waits for that too."""
    assistant.conversations.forget(case.id)
    try:
        for turn in case.history:
            assistant.answer(Question(text=turn["question"], conversation_id=case.id))
        return assistant.answer(Question(text=case.question, conversation_id=case.id))
    except UnprovedStatementError as error:
        return _fault(assistant, case, f"The answer could not be proved: {error}.")
    except Exception as error:  # one broken answer must not hide what became of the others
        return _fault(assistant, case, f"{type(error).__name__}: {error}")
    finally:
        assistant.conversations.forget(case.id)


def _fault(assistant: Assistant, case: Case, reason: str) -> Answer:
    return Answer(
        id=hashlib.sha256(case.id.encode()).hexdigest()[:20],
        conversation_id=case.id,
        status="error_unexpected",
        text=reason,
        confidence=0,
        corpus_version=assistant.snapshot.generation,
        elapsed_ms=0,
    )


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Keep the processes started here from each using all cores, which makes them wait."""
    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = before
