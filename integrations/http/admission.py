"""How many questions are worked on at once, how many wait, and that further ones are sent away.

The server's own limit counts open connections, and refuses all of them at once; this one counts
questions, so that what is served never falls below what can be.
"""

import asyncio
from types import TracebackType

SECONDS_TO_WAIT = 10
"""Somebody who has waited that long would rather be told."""
RETRY_AFTER_SECONDS = 5
"""By then a full queue of questions, at some twenty a second, has been worked off."""


class OverloadedError(Exception):
    """All places are taken, and so is the queue."""


class Place:
    """A place to work, held until it is left; leaving twice is harmless."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._is_held = True

    def leave(self) -> None:
        """Give the place to whoever waits longest."""
        if self._is_held:
            self._is_held = False
            self._places.release()

    def __enter__(self) -> "Place":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.leave()


class Gate:
    """Lets questions in, some at once and some after waiting."""

    def __init__(self, most_running: int, most_waiting: int) -> None:
        self._places = asyncio.Semaphore(most_running)
        self._most_waiting = most_waiting
        self.waiting = 0

    async def enter(self) -> Place:
        """Wait for a place. Raises OverloadedError where too many wait, or for too long."""
        if self._places.locked() and self.waiting >= self._most_waiting:
            raise OverloadedError
        self.waiting += 1
        try:
            async with asyncio.timeout(SECONDS_TO_WAIT):
                await self._places.acquire()
        except TimeoutError:
            raise OverloadedError from None
        finally:
            self.waiting -= 1
        return Place(self._places)
