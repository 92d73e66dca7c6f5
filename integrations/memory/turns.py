"""The turns of conversations, with the bounds and times of assistant/conversations.py."""

from pydantic import ValidationError
from sqlalchemy import Connection, delete, func, insert, select

from assistant.conversations import EXPIRES_AFTER_SECONDS, MAX_TURNS, Turn
from assistant.personal_data import redact
from integrations.memory.tables import turns


def earlier_turns(connection: Connection, conversation_id: str, now: float) -> tuple[Turn, ...]:
    """Give the turns before, oldest first; none once they have expired."""
    rows = connection.execute(
        select(turns.c.said_at, turns.c.turn)
        .where(turns.c.conversation_id == conversation_id)
        .order_by(turns.c.id.desc())
        .limit(MAX_TURNS)
    ).all()
    if not rows or rows[0].said_at <= now - EXPIRES_AFTER_SECONDS:
        return ()
    try:
        return tuple(Turn.model_validate_json(row.turn) for row in reversed(rows))
    except ValidationError:
        return ()  # kept by another version, whose turns meant something else


def add_turn(connection: Connection, conversation_id: str, turn: Turn, now: float) -> None:
    """Add a turn; what expired or is too many of its conversation goes."""
    of_conversation = turns.c.conversation_id == conversation_id
    last = select(func.max(turns.c.said_at)).where(of_conversation).scalar_subquery()
    expired = last <= now - EXPIRES_AFTER_SECONDS
    connection.execute(delete(turns).where(of_conversation, expired))
    kept = turn.model_copy(update={"question": redact(turn.question)})
    connection.execute(
        insert(turns).values(
            conversation_id=conversation_id, said_at=now, turn=kept.model_dump_json()
        )
    )
    newest = select(turns.c.id).where(of_conversation).order_by(turns.c.id.desc()).limit(MAX_TURNS)
    connection.execute(delete(turns).where(of_conversation, turns.c.id.not_in(newest)))
