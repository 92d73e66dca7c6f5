"""Questions passed on to a person, kept as given: the name and address are there to reply to."""

import uuid

from sqlalchemy import Connection, insert, select

from integrations.memory.tables import hand_offs
from integrations.memory.types import HandOff, KeptHandOff


def add_hand_off(connection: Connection, given: HandOff, now: float) -> KeptHandOff:
    """Keep a hand-off."""
    kept = KeptHandOff(id=uuid.uuid4().hex, asked_at=now, **given.model_dump())
    connection.execute(insert(hand_offs).values(**kept.model_dump()))
    return kept


def all_hand_offs(connection: Connection) -> tuple[KeptHandOff, ...]:
    """Give all hand-offs, oldest first."""
    rows = connection.execute(select(hand_offs).order_by(hand_offs.c.asked_at)).mappings()
    return tuple(KeptHandOff.model_validate(dict(row)) for row in rows)
