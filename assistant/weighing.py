"""Weighs what was found before it is said: whether it has ended, and whether sources disagree."""

from collections.abc import Sequence
from datetime import date

from assistant.conflicts import (
    find_conflict,
    is_asked_now,
    matters,
    with_all_sides,
    with_newest_only,
)
from assistant.endings import find_end, with_end_first
from assistant.findings import Finding
from index.snapshot import Snapshot
from index.types import Hit


def weighed(finding: Finding, hits: Sequence[Hit], snapshot: Snapshot, today: date) -> Finding:
    """Give the finding with what its reader must be told first, or beside it."""
    question, readings = finding.question, finding.readings
    conflict = find_conflict(readings, hits, snapshot)
    if conflict and matters(question, conflict):
        readings = with_all_sides(readings, conflict, snapshot)
    elif conflict:
        if conflict.by == "years" and is_asked_now(question):
            readings = with_newest_only(readings, conflict, snapshot)
        conflict = None
    end = find_end(question, readings, hits, snapshot, today)
    if end:
        readings = with_end_first(readings, end)
    return finding.model_copy(update={"readings": readings, "conflict": conflict, "end": end})
