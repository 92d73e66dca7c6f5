"""Conversations that any process on the database can continue."""

from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.conversations import Conversations, Turn
from integrations.memory.errors import MemoryFaultError
from integrations.memory.memory import Memory


@dataclass(frozen=True)
class StoredConversations:
    """Keeps turns in the memory; while it fails, in this process, so that answers go on."""

    memory: Memory
    on_fault: Callable[[], None]
    """Told of each failure."""
    nearby: Conversations = field(default_factory=Conversations)

    def earlier(self, conversation_id: str) -> tuple[Turn, ...]:
        """Give the turns before, oldest first; none once they have expired."""
        try:
            found = self.memory.earlier(conversation_id) if conversation_id else ()
        except MemoryFaultError:
            self.on_fault()
            found = ()
        return found or self.nearby.earlier(conversation_id)

    def remember(self, conversation_id: str, turn: Turn) -> None:
        """Add a turn to its conversation; one without an id is not remembered."""
        if not conversation_id:
            return
        try:
            self.memory.remember(conversation_id, turn)
        except MemoryFaultError:
            self.on_fault()
            self.nearby.remember(conversation_id, turn)
        else:
            self.nearby.forget(conversation_id)

    def forget(self, conversation_id: str) -> None:
        """Forget one conversation at once. Raises MemoryFaultError where that cannot be done."""
        self.nearby.forget(conversation_id)
        self.memory.forget(conversation_id)
