"""The memory of the service: one object over one database, SQLite or PostgreSQL.

What is remembered is in the modules beside this one; here is when a transaction begins and ends.
Nothing of HTTP is known here.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant.conversations import Turn
from integrations.memory.database import open_database, scrub
from integrations.memory.errors import MemoryFaultError
from integrations.memory.hand_offs import add_hand_off, all_hand_offs
from integrations.memory.quotas import count_request
from integrations.memory.receipts import add_feedback, add_receipt, feedback_on, receipts_of
from integrations.memory.replies import reply_once
from integrations.memory.retention import delete_expired, forget_conversation
from integrations.memory.switches import is_off, switch
from integrations.memory.turns import add_turn, earlier_turns
from integrations.memory.types import Admission, Feedback, HandOff, KeptHandOff, Receipt, Reply

EVERYBODY = "everybody"


@dataclass(frozen=True)
class Memory:
    """What is kept between questions, processes and machines. Methods raise MemoryFaultError."""

    engine: Engine
    clock: Callable[[], float] = time.time

    def admit(self, client: str, *, limit_per_client: int, limit_in_all: int) -> Admission:
        """Count a request of a client, and tell whether it may go on; 0 is no limit.

        What one client sends beyond its limit is not counted for everybody.
        """
        with self._transaction() as connection:
            now, own, everybody = self.clock(), None, None
            if limit_per_client:
                own = count_request(connection, client, limit_per_client, now)
            if limit_in_all and not (own and own.is_exceeded):
                everybody = count_request(connection, EVERYBODY, limit_in_all, now)
            return Admission(is_off=is_off(connection), client=own, everybody=everybody)

    def earlier(self, conversation_id: str) -> tuple[Turn, ...]:
        """Give the turns before, oldest first; none once they have expired."""
        with self._transaction() as connection:
            return earlier_turns(connection, conversation_id, self.clock())

    def remember(self, conversation_id: str, turn: Turn) -> None:
        """Add a turn to its conversation."""
        with self._transaction() as connection:
            add_turn(connection, conversation_id, turn, self.clock())

    def forget(self, conversation_id: str) -> None:
        """Delete everything that belongs to a conversation."""
        with self._transaction() as connection:
            forget_conversation(connection, conversation_id)
        self._scrub(only_sqlite=True)

    def keep_receipt(self, receipt: Receipt) -> None:
        """Keep how an answer came about."""
        with self._transaction() as connection:
            add_receipt(connection, receipt)

    def receipts(self, conversation_id: str) -> tuple[Receipt, ...]:
        """Give the receipts of a conversation, oldest first."""
        with self._transaction() as connection:
            return receipts_of(connection, conversation_id)

    def keep_feedback(self, given: Feedback, key: str | None, reply: Reply) -> Reply:
        """Keep an opinion once a key, and give the reply. Raises UnknownAnswerError."""
        with self._transaction() as connection:

            def effect() -> tuple[Reply, str | None]:
                return reply, add_feedback(connection, given, self.clock())

            return self._once(connection, key, f"feedback {given.model_dump_json()}", effect)

    def feedback(self, answer_id: str) -> tuple[Feedback, ...]:
        """Give what was thought of an answer, oldest first."""
        with self._transaction() as connection:
            return feedback_on(connection, answer_id)

    def keep_hand_off(
        self, given: HandOff, key: str | None, reply_for: Callable[[KeptHandOff], Reply]
    ) -> Reply:
        """Keep a hand-off once a key, and give the reply for it."""
        with self._transaction() as connection:

            def effect() -> tuple[Reply, str | None]:
                kept = add_hand_off(connection, given, self.clock())
                return reply_for(kept), kept.conversation_id

            return self._once(connection, key, f"hand-off {given.model_dump_json()}", effect)

    def hand_offs(self) -> tuple[KeptHandOff, ...]:
        """Give all hand-offs, oldest first."""
        with self._transaction() as connection:
            return all_hand_offs(connection)

    def switch(self, *, off: bool) -> None:
        """Switch answering off or on for every process on the database."""
        with self._transaction() as connection:
            switch(connection, off=off, now=self.clock())

    def is_off(self) -> bool:
        """Tell whether answering is switched off."""
        with self._transaction() as connection:
            return is_off(connection)

    def purge(self, keep_days: int) -> int:
        """Delete what is over its time, and give the number of rows."""
        with self._transaction() as connection:
            deleted = delete_expired(connection, keep_days, self.clock())
        self._scrub()
        return deleted

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def _once(
        self,
        connection: Connection,
        key: str | None,
        request: str,
        effect: Callable[[], tuple[Reply, str | None]],
    ) -> Reply:
        if key is None:
            return effect()[0]
        return reply_once(connection, key, request, effect, self.clock())

    def _scrub(self, *, only_sqlite: bool = False) -> None:
        # VACUUM of PostgreSQL is work for every hour, not for every click.
        if only_sqlite and self.engine.dialect.name != "sqlite":
            return
        try:
            scrub(self.engine)
        except SQLAlchemyError as error:
            raise MemoryFaultError("The database could not be cleaned.") from error

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise MemoryFaultError(f"The database failed ({type(error).__name__}).") from error


def open_memory(url: str, clock: Callable[[], float] = time.time) -> Memory:
    """Open the memory of a database URL. Raises CannotOpenMemoryError."""
    return Memory(engine=open_database(url), clock=clock)
