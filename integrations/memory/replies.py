"""Replies by idempotency key: a request that is sent again has its effect once.

The claim of a key, the effect and the reply are one transaction. A second request with the key
waits for the first one's end, and a process that is killed in between leaves nothing behind.
"""

import hashlib
from collections.abc import Callable

from sqlalchemy import Connection, select, update

from integrations.memory.errors import ReusedKeyError
from integrations.memory.inserting import insert_into
from integrations.memory.tables import replies
from integrations.memory.types import Reply


def reply_once(
    connection: Connection,
    key: str,
    request: str,
    effect: Callable[[], tuple[Reply, str | None]],
    now: float,
) -> Reply:
    """Give the reply of the key, making it by `effect` the first time.

    `effect` gives the conversation too that the reply goes with. Raises ReusedKeyError where the
    key came with another request.
    """
    hashed, digest = _digest(key), _digest(request)
    if not _is_claimed(connection, hashed, digest, now):
        kept = connection.execute(select(replies).where(replies.c.key == hashed)).one()
        if kept.request_digest != digest:
            raise ReusedKeyError
        return Reply(status=kept.status, body=kept.body)
    reply, conversation_id = effect()
    connection.execute(
        update(replies)
        .where(replies.c.key == hashed)
        .values(status=reply.status, body=reply.body, conversation_id=conversation_id)
    )
    return reply


def _is_claimed(connection: Connection, key: str, digest: str, now: float) -> bool:
    claim = (
        insert_into(connection, replies)
        .values(key=key, request_digest=digest, made_at=now)
        .on_conflict_do_nothing()
        .returning(replies.c.key)
    )
    return connection.execute(claim).first() is not None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
