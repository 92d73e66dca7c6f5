"""Serves the newest whole generation of the index, and takes over a new one while it answers.

An answer takes the assistant from the shelf once, and is made of that one generation from first to
last; the shelf is changed by one assignment. What cannot be loaded is left where it is.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from assistant.answering import Assistant
from index.errors import SearchIndexError
from index.generations import current_generation, find_current_name
from index.snapshot import Snapshot, load_generation

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_UNTIL_TRIED_AGAIN = 30.0
"""A damaged generation is read whole to find out, which is not for every second."""

Outcome = Literal["unchanged", "reloaded", "refused"]


class Shelf:
    """Holds the assistant that answers now."""

    def __init__(
        self,
        assistant: Assistant,
        root: Path,
        assistant_of: Callable[[Snapshot], Assistant],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.assistant = assistant
        self.fault: str | None = assistant.snapshot.fault
        """Why the newest generation is not the one that is served."""
        self._root = root
        self._assistant_of = assistant_of
        self._clock = clock
        self._refused: tuple[str, float] | None = None

    def look(self) -> Outcome:
        """Take over a new generation, if there is one. Called by one thread at a time."""
        name = find_current_name(self._root)
        if name == self.assistant.snapshot.generation:
            self.fault = self._refused = None
            return "unchanged"
        if not name or self._was_refused(name):
            return "unchanged"
        try:
            snapshot = load_generation(current_generation(self._root))
        except (SearchIndexError, OSError) as error:
            return self._refuse(name, str(error))
        if snapshot.manifest.model != self.assistant.encoder.fingerprint:
            return self._refuse(name, "The new index was built with another model; restart.")
        self.assistant = self._assistant_of(snapshot)
        self.fault, self._refused = None, None
        return "reloaded"

    def _was_refused(self, name: str) -> bool:
        if self._refused is None or self._refused[0] != name:
            return False
        return self._clock() - self._refused[1] < SECONDS_UNTIL_TRIED_AGAIN

    def _refuse(self, name: str, fault: str) -> Outcome:
        self.fault, self._refused = fault, (name, self._clock())
        return "refused"
