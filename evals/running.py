"""Runs cases over a corpus, resumes what was stopped, and describes what the run was made with."""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from assistant.answering import Assistant
from assistant.types import Answer
from corpus.loading import digest_of
from evals.asking import ask_all, cited_sections, timeless, unproved
from evals.casebook import digest_of_cases
from evals.errors import RunError
from evals.judging import Case
from evals.runs import Run, append, begin, finish, load_run
from evals.types import Asked, Description, Opening, Result, Section, Timings
from index.snapshot import Snapshot

Report = Callable[[str, int, int], None]
"""Told a step, how much of it is done anew, and how much there is in all."""

LIBRARIES = ("mastery-assistant", "torch", "sentence-transformers", "faiss-cpu", "bm25s", "numpy")
PROJECT = Path(__file__).parents[1]
CODE_SUFFIXES = frozenset({".py", ".yaml"})


def run_cases(
    cases: list[Case],
    opening: Opening,
    assistant: Assistant,
    folder: Path,
    *,
    workers: int,
    report: Report,
) -> Run:
    """Ask what an equal run has not asked yet, save it all and give the run. Raises RunError."""
    if not cases:
        raise RunError("There are no cases to ask; check the file of cases and --source.")
    description = described(cases, opening, assistant.snapshot)
    done = begin(folder, description, cases, sections_of(assistant.snapshot))
    asked_before = {one.result.case_id for one in done}
    report("Asking", len(done), len(cases))
    started, clock = datetime.now(UTC), time.perf_counter()
    waiting = [case for case in cases if case.id not in asked_before]
    for asked in ask_all(waiting, opening, assistant, min(workers, max(1, len(waiting)))):
        append(folder, asked)
        done.append(asked)
        report("Asking", 1, len(cases))
    if waiting:
        finish(
            folder,
            [one.result for one in done],
            _timings(started, time.perf_counter() - clock, workers, done),
        )
    return load_run(folder)


def judge_answers(
    cases: list[Case],
    answers: dict[str, Answer],
    opening: Opening,
    assistant: Assistant,
    folder: Path,
) -> Run:
    """Save answers that a channel gave as a run, their quotes proved against the corpus."""
    missing = [case.id for case in cases if case.id not in answers]
    if missing or not cases:
        raise RunError(f"There is no answer to {missing[0] if missing else 'judge'}; ask anew.")
    snapshot = assistant.snapshot
    begin(folder, described(cases, opening, snapshot), cases, sections_of(snapshot))
    done = [_given(case, answers[case.id], assistant) for case in cases]
    finish(folder, [some.result for some in done], _timings(datetime.now(UTC), 0, 0, done))
    return load_run(folder)


def described(cases: list[Case], opening: Opening, snapshot: Snapshot) -> Description:
    """Describe a run of cases by an opened assistant."""
    return Description(
        cases=len(cases),
        cases_digest=digest_of_cases(cases),
        corpus=opening.corpus.resolve().name,
        corpus_digest=digest_of(opening.corpus),
        index_generation=snapshot.generation,
        index_corpus_digest=snapshot.manifest.corpus_digest,
        model_digest=snapshot.manifest.model.digest,
        code_digest=digest_of_code(),
        today=opening.today,
        day=date.today(),
        versions={"python": python_version(), **{name: version(name) for name in LIBRARIES}},
    )


def digest_of_code() -> str:
    """Give a digest of the files that make answers: code, patterns, thresholds and weights."""
    whole = hashlib.sha256()
    for package in ("assistant", "corpus", "index"):
        for path in sorted((PROJECT / package).rglob("*")):
            is_content = package == "corpus" and path.suffix == ".yaml"  # the corpus has its digest
            if path.suffix in CODE_SUFFIXES and not is_content:
                whole.update(path.relative_to(PROJECT).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()[:16]


def sections_of(snapshot: Snapshot) -> dict[str, Section]:
    """Give the sections that were indexed, by id."""
    texts: dict[str, list[str]] = {}
    for passage in snapshot.content.passages:
        text = snapshot.documents[passage.document_id].text
        texts.setdefault(passage.section_id, []).append(text[passage.start : passage.end])
    return {
        section_id: Section(
            digest=hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12],
            phrasings=len(snapshot.phrasings_of.get(section_id, ())),
        )
        for section_id, parts in texts.items()
    }


def _given(case: Case, answer: Answer, one: Assistant) -> Asked:
    result = Result(
        case_id=case.id,
        answer=timeless(answer),
        cited=cited_sections(answer, one.snapshot),
        unproved=unproved(answer, one),
    )
    return Asked(result=result, elapsed_ms=answer.elapsed_ms)


def _timings(started: datetime, seconds: float, workers: int, done: list[Asked]) -> Timings:
    return Timings(
        started=started.isoformat(timespec="seconds"),
        seconds=round(seconds, 1),
        workers=workers,
        elapsed_ms={one.result.case_id: one.elapsed_ms for one in done},
    )
