"""Reads the corpus's YAML data into closed types, with the file and place of every fault."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from corpus.errors import CorpusDataError
from corpus.types import Record

RecordType = TypeVar("RecordType", bound=Record)

Place = tuple[str | int, ...]
"""The way from the top of a file to one value: names of fields, and numbers in lists, from 0."""


def load_data(path: Path, kind: type[RecordType]) -> RecordType:
    """Read one file as a `kind`. Raises CorpusDataError with the file, the place and the fault."""
    try:
        fields = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return kind.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        raise CorpusDataError(fault_at(path, fault["loc"], fault["msg"])) from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: not UTF-8, or a date as 2026-02-31
        raise CorpusDataError(
            f"{path} is not valid YAML: {' '.join(str(error).split())}"
        ) from error


def fault_at(path: Path, place: Place, fault: str) -> str:
    """Say what is wrong at one place of a file that is valid YAML, with the line."""
    shown = " → ".join(str(part) for part in place) or "the top"
    return f"{path}, line {_line_of(path, place)}, at {shown}: {fault}."


def _line_of(path: Path, place: Place) -> int:
    """Find the line of a value, or of the nearest value around it that the file holds."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    line: int = node.start_mark.line if node else 0
    for part in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == part:
                    node, line = value, key.start_mark.line
    return line + 1
