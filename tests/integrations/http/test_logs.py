import json
import logging
import sys

import pytest

from integrations.http.logs import JsonLines

CANARY = "canary-8c1f"


@pytest.fixture
def record() -> logging.LogRecord:
    try:
        raise ValueError(CANARY)
    except ValueError:
        fault = sys.exc_info()
    return logging.LogRecord("mastery", logging.ERROR, "a.py", 1, "fault %d", (7,), fault)


def test_fault_is_told_by_kind_and_place_only(record: logging.LogRecord) -> None:
    line = JsonLines().format(record)
    told = json.loads(line)
    assert (told["event"], told["fault"]) == ("fault 7", "ValueError")
    assert told["places"][0].startswith("test_logs.py:")
    assert CANARY not in line


def test_record_is_one_line(record: logging.LogRecord) -> None:
    record.msg, record.args = "one\ntwo\u2028", ()
    assert len(JsonLines().format(record).splitlines()) == 1
