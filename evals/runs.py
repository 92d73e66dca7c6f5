"""A run on disk: a folder with its cases, results, what it was made with, and its timings.

    run.json        Description        cases.jsonl    the cases as they were asked
    results.jsonl   Result, a line     sections.json  the sections of the corpus then
    timings.json    Timings            scores.jsonl   every score, for reading and spreadsheets

All but timings.json is the same, byte for byte, whenever a run is repeated.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

from evals.casebook import load_cases, written
from evals.errors import RunError
from evals.judging import Case
from evals.scoring import scores_of
from evals.types import Asked, Description, Result, Section, Timings

DESCRIPTION, CASES, RESULTS = "run.json", "cases.jsonl", "results.jsonl"
SECTIONS, TIMINGS, SCORES = "sections.json", "timings.json", "scores.jsonl"
UNFINISHED = "results.unfinished.jsonl"

_SECTIONS = TypeAdapter(dict[str, Section])


@dataclass(frozen=True)
class Run:
    """A run as it was read; its results may be fewer than its cases."""

    name: str
    description: Description
    cases: tuple[Case, ...]
    results: tuple[Result, ...]
    sections: dict[str, Section]
    timings: Timings

    @cached_property
    def case_of(self) -> dict[str, Case]:
        """The cases by id."""
        return {case.id: case for case in self.cases}

    @cached_property
    def result_of(self) -> dict[str, Result]:
        """The results by case id."""
        return {result.case_id: result for result in self.results}


def load_run(folder: Path) -> Run:
    """Read a run, finished or not. Raises RunError."""
    try:
        description = Description.model_validate_json(_text(folder / DESCRIPTION))
        results = (
            [Result.model_validate_json(line) for line in _text(folder / RESULTS).splitlines()]
            if (folder / RESULTS).exists()
            else [one.result for one in unfinished(folder)]
        )
        cases = load_cases(folder / CASES)
        sections = _SECTIONS.validate_json(_text(folder / SECTIONS))
        timings = (
            Timings.model_validate_json(_text(folder / TIMINGS))
            if (folder / TIMINGS).exists()
            else Timings(started="", seconds=0, workers=0, elapsed_ms={})
        )
    except ValidationError as error:
        raise RunError(f"{folder} was saved by another version; run the evals anew.") from error
    return Run(
        name=folder.name,
        description=description,
        cases=tuple(cases),
        results=tuple(results),
        sections=sections,
        timings=timings,
    )


def begin(
    folder: Path, description: Description, cases: list[Case], sections: dict[str, Section]
) -> list[Asked]:
    """Make the folder ready and give what an equal run has asked already; another is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    if _is_described(folder, description):
        return _asked_before(folder)
    for name in (DESCRIPTION, CASES, RESULTS, SECTIONS, TIMINGS, SCORES, UNFINISHED):
        (folder / name).unlink(missing_ok=True)
    (folder / CASES).write_text(written(cases), encoding="utf-8")
    (folder / SECTIONS).write_text(
        _json({name: one.model_dump() for name, one in sorted(sections.items())}), encoding="utf-8"
    )
    # Written last: a folder with a description is complete but for its results.
    (folder / DESCRIPTION).write_text(_json(description.model_dump(mode="json")), encoding="utf-8")
    return []


def append(folder: Path, asked: Asked) -> None:
    """Keep one result, so that a run that is stopped goes on from there."""
    with (folder / UNFINISHED).open("a", encoding="utf-8") as file:
        file.write(_line(asked))


def finish(folder: Path, results: list[Result], timings: Timings) -> None:
    """Write results, scores and timings, the results in the order of the cases."""
    cases = load_cases(folder / CASES)
    by_id = {result.case_id: result for result in results}
    ordered = [(case, by_id[case.id]) for case in cases]
    rows = [
        json.dumps({"case_id": case.id, **score.model_dump()}, ensure_ascii=False)
        for case, result in ordered
        for score in scores_of(case, result)
    ]
    (folder / SCORES).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    (folder / TIMINGS).write_text(_json(timings.model_dump()), encoding="utf-8")
    draft = folder / f".{RESULTS}"
    draft.write_text("".join(_line(result) for _, result in ordered), encoding="utf-8")
    draft.replace(folder / RESULTS)
    (folder / UNFINISHED).unlink(missing_ok=True)


def unfinished(folder: Path) -> list[Asked]:
    """Read what a stopped run has asked; a line that was cut off is left out."""
    path = folder / UNFINISHED
    asked = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            asked.append(Asked.model_validate_json(line))
        except ValidationError:
            continue
    return asked


def _asked_before(folder: Path) -> list[Asked]:
    if not (folder / RESULTS).exists():
        return unfinished(folder)
    run = load_run(folder)
    times = run.timings.elapsed_ms
    return [Asked(result=one, elapsed_ms=times.get(one.case_id, 0)) for one in run.results]


def _is_described(folder: Path, description: Description) -> bool:
    try:
        found = Description.model_validate_json((folder / DESCRIPTION).read_bytes())
    except (OSError, ValidationError):
        return False
    return found == description


def _line(record: BaseModel) -> str:
    return f"{json.dumps(record.model_dump(mode='json'), ensure_ascii=False)}\n"


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RunError(
            f"{path.parent} holds no run ({path.name} cannot be read);"
            " name a folder that `mastery evals run` wrote."
        ) from error
