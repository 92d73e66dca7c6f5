"""Counts requests against a limit a minute, for all processes on one database.

A window is a minute from a key's first request: no more than the limit is served in it, however
many processes serve. Across the border of two windows twice the limit can pass; counting every
request by its time would prevent that, at a row a request.
"""

from sqlalchemy import Connection, case

from integrations.memory.inserting import insert_into
from integrations.memory.tables import quotas
from integrations.memory.types import Quota

WINDOW_SECONDS = 60


def count_request(connection: Connection, key: str, limit: int, now: float) -> Quota:
    """Count one request of a key, in one statement, so that no two processes miss each other."""
    is_over = quotas.c.started_at <= now - WINDOW_SECONDS
    counted = {
        "started_at": case((is_over, now), else_=quotas.c.started_at),
        "requests": case((is_over, 1), else_=quotas.c.requests + 1),
    }
    statement = (
        insert_into(connection, quotas)
        .values(key=key, started_at=now, requests=1)
        .on_conflict_do_update(index_elements=[quotas.c.key], set_=counted)
        .returning(quotas.c.started_at, quotas.c.requests)
    )
    row = connection.execute(statement).one()
    resets_in = max(0.0, row.started_at + WINDOW_SECONDS - now)
    return Quota(limit=limit, remaining=limit - row.requests, resets_in=resets_in)
