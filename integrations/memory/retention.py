"""Deletes what is over its time, and what belongs to a conversation that is to be forgotten."""

from sqlalchemy import Connection, delete

from assistant.conversations import EXPIRES_AFTER_SECONDS
from integrations.memory.quotas import WINDOW_SECONDS
from integrations.memory.tables import feedback, hand_offs, quotas, receipts, replies, turns

DAY_SECONDS = 24 * 60 * 60
REPLIES_KEPT_SECONDS = DAY_SECONDS
"""Nobody repeats a request later than that."""


def forget_conversation(connection: Connection, conversation_id: str) -> None:
    """Delete everything that belongs to a conversation."""
    for table in (turns, receipts, feedback, hand_offs, replies):
        connection.execute(delete(table).where(table.c.conversation_id == conversation_id))


def delete_expired(connection: Connection, keep_days: int, now: float) -> int:
    """Delete what is over its time, and give the number of rows."""
    kept_since = now - keep_days * DAY_SECONDS
    expired = (
        (turns, turns.c.said_at, now - EXPIRES_AFTER_SECONDS),
        (receipts, receipts.c.asked_at, kept_since),
        (feedback, feedback.c.given_at, kept_since),
        (hand_offs, hand_offs.c.asked_at, kept_since),
        (quotas, quotas.c.started_at, now - WINDOW_SECONDS),
        (replies, replies.c.made_at, now - REPLIES_KEPT_SECONDS),
    )
    return sum(
        connection.execute(delete(table).where(at <= until)).rowcount
        for table, at, until in expired
    )
