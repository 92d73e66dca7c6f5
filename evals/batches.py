"""Reads answers that a channel wrote, so that they are judged as the assistant's own are."""

import json
from pathlib import Path

from assistant.types import Answer
from evals.errors import RunError


def read_answers(path: Path) -> dict[str, Answer]:
    """Read what `mastery ask --batch` wrote, by case id. Raises RunError."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return {row["id"]: Answer.model_validate(row["answer"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(
            f"{path} does not hold answers; write it with `mastery ask --batch`."
        ) from error
