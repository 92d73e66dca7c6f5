"""Remembers for a while what was asked before, so that "and how long is it?" is understood."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from assistant.eligibility.talking import Talk
from corpus.types import Record

MAX_CONVERSATIONS = 10_000
MAX_TURNS = 8
"""Older turns of one conversation are forgotten; topics do not reach back further."""
EXPIRES_AFTER_SECONDS = 2 * 60 * 60


class Turn(Record):
    """One question, what it was about, and the passages that answered it."""

    question: str
    """Empty for a message that was no question to the sources: nothing leans on it."""
    topic: str | None = None
    """Names of the programmes or hubs that the question was taken to be about."""
    programmes: tuple[str, ...] = ()
    passage_ids: tuple[str, ...] = ()
    talk: Talk | None = None
    """What was told so far of somebody who wants to join."""


class ConversationMemory(Protocol):
    """Where the turns before are kept: the process below, or a database that outlives it."""

    def earlier(self, conversation_id: str) -> tuple[Turn, ...]:
        """Give the turns before, oldest first; none once they have expired."""

    def remember(self, conversation_id: str, turn: Turn) -> None:
        """Add a turn to its conversation; one without an id is not remembered."""

    def forget(self, conversation_id: str) -> None:
        """Forget one conversation at once."""


@dataclass
class Conversations:
    """The last turns of each conversation, bounded in number and time, safe between threads."""

    clock: Callable[[], float] = time.monotonic
    _kept: OrderedDict[str, tuple[float, tuple[Turn, ...]]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def earlier(self, conversation_id: str) -> tuple[Turn, ...]:
        """Give the turns before, oldest first; none once they have expired."""
        with self._lock:
            return self._earlier(conversation_id)

    def remember(self, conversation_id: str, turn: Turn) -> None:
        """Add a turn to its conversation; one without an id is not remembered."""
        if not conversation_id:
            return
        with self._lock:
            turns = (*self._earlier(conversation_id), turn)[-MAX_TURNS:]
            self._kept[conversation_id] = (self.clock(), turns)
            self._kept.move_to_end(conversation_id)
            while len(self._kept) > MAX_CONVERSATIONS:
                self._kept.popitem(last=False)

    def forget(self, conversation_id: str) -> None:
        """Forget one conversation at once."""
        with self._lock:
            self._kept.pop(conversation_id, None)

    def _earlier(self, conversation_id: str) -> tuple[Turn, ...]:
        at, turns = self._kept.get(conversation_id, (0.0, ()))
        return turns if turns and self.clock() - at < EXPIRES_AFTER_SECONDS else ()
