"""Reads the corpus's YAML data into closed types, with the file and place of every fault."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from corpus.errors import CorpusDataError
from corpus.types import Record

RecordType = TypeVar("RecordType", bound=Record)


def load_data(path: Path, kind: type[RecordType]) -> RecordType:
    """Read one file as a `kind`. Raises CorpusDataError with the file, the place and the fault."""
    try:
        fields = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return kind.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        place = " → ".join(str(part) for part in fault["loc"]) or "the top"
        raise CorpusDataError(f"{path}, at {place}: {fault['msg']}.") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: not UTF-8, or a date as 2026-02-31
        raise CorpusDataError(
            f"{path} is not valid YAML: {' '.join(str(error).split())}"
        ) from error
