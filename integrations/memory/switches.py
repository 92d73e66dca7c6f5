"""The off switch, which all processes on one database obey."""

from sqlalchemy import Connection, delete, insert, select

from integrations.memory.tables import switches

ANSWERS = "answers"


def is_off(connection: Connection) -> bool:
    """Tell whether answering is switched off."""
    return bool(connection.scalar(select(switches.c.is_off).where(switches.c.name == ANSWERS)))


def switch(connection: Connection, *, off: bool, now: float) -> None:
    """Switch answering off or on."""
    connection.execute(delete(switches).where(switches.c.name == ANSWERS))
    connection.execute(insert(switches).values(name=ANSWERS, is_off=off, changed_at=now))
