"""Reads cases from JSON lines, tells what is wrong with them, and publishes their schema."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.errors import CaseError
from evals.judging import Case

BUNDLED_CASES = Path(__file__).parent / "cases"
SCHEMA_FILE = BUNDLED_CASES / "case.schema.json"


def load_cases(path: Path) -> list[Case]:
    """Read cases from a file, or from all `.jsonl` files of a folder by name. Raises CaseError."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    cases = [case for file in files for case in _cases_of(file)]
    twice = [id_ for id_, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise CaseError(f"{path}: more than one case has the id {twice[0]}; give each its own.")
    return cases


def digest_of_cases(cases: Iterable[Case]) -> str:
    """Give a digest of everything in the cases, golds and all."""
    return hashlib.sha256("\n".join(map(label_of, cases)).encode()).hexdigest()[:16]


def label_of(case: Case) -> str:
    """Give a case as one line; two cases with equal lines are asked and judged alike."""
    return json.dumps(case.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)


def written(cases: Sequence[Case]) -> str:
    """Give cases as JSON lines, without the fields that are left at their default."""
    rows = (case.model_dump(mode="json", exclude_defaults=True) for case in cases)
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of a line, each field with what it means."""
    return Case.model_json_schema()


def schema_text() -> str:
    """Give the schema as it is published, in `case.schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _cases_of(file: Path) -> list[Case]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{file} cannot be read: name a UTF-8 file of JSON lines.") from error
    cases = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                cases.append(Case.model_validate_json(line))
            except ValidationError as error:
                fault = error.errors()[0]
                field = ".".join(map(str, fault["loc"])) or "the line"
                raise CaseError(f"{file}, line {number}: {field}: {fault['msg']}.") from error
    return cases
