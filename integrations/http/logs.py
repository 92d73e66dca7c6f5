"""Logs as lines of JSON. No question, answer, address or key of anybody is in one, at any level.

A fault is told by its kind and its places in the code: its message may repeat what was asked.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

LOGGER = logging.getLogger("mastery")
DEEPEST_FRAMES = 8


class JsonLines(logging.Formatter):
    """Makes one line of JSON of a record; `extra={"fields": {…}}` become its members."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage().strip(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
            line["places"] = places_of(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def places_of(at: TracebackType | None) -> list[str]:
    """Name the innermost places of a traceback, outermost first, without what they held."""
    frames = traceback.extract_tb(at)[-DEEPEST_FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]


def logging_config() -> dict[str, Any]:
    """Give the configuration of logging for a server of ours."""
    loggers = ("", "uvicorn", "uvicorn.error", "mastery")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {
            name: {
                "handlers": [] if name in ("uvicorn.error",) else ["stderr"],
                "level": "WARNING" if not name else "INFO",
                "propagate": name == "uvicorn.error",
            }
            for name in loggers
        },
    }
