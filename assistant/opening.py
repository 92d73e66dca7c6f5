"""Opens an assistant for a corpus, building its index first where it is missing or stale."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.answering import Assistant, load_assistant
from corpus.loading import BUNDLED_CORPUS, digest_of, load_corpus
from corpus.types import SkippedFile
from index.building import Progress, build_index, no_progress
from index.encoding import Encoder, load_encoder
from index.errors import DamagedIndexError, MissingIndexError
from index.locating import index_folder, is_fresh
from index.snapshot import Snapshot, load_snapshot


@dataclass(frozen=True)
class Opened:
    """An assistant, and what opening it came upon."""

    assistant: Assistant
    skipped: tuple[SkippedFile, ...] = ()
    damage: str | None = None
    """Why the index had to be built anew, if it was damaged."""


def open_assistant(
    corpus: Path = BUNDLED_CORPUS,
    index: Path | None = None,
    encoder: Encoder | None = None,
    progress: Progress = no_progress,
    today: date | None = None,
) -> Opened:
    """Open the assistant of a corpus; `index`, `encoder` and `today` have defaults.

    Raises CorpusError, SearchIndexError.
    """
    root = index or index_folder(corpus)
    digest = digest_of(corpus)
    encoder = encoder or load_encoder()
    snapshot, damage = _snapshot(root)
    if snapshot and is_fresh(snapshot, digest, encoder.fingerprint):
        return Opened(assistant=load_assistant(snapshot, encoder, today))
    loaded = load_corpus(corpus)
    build_index(loaded, root, encoder, progress)
    return Opened(
        assistant=load_assistant(load_snapshot(root), encoder, today),
        skipped=loaded.skipped,
        damage=damage,
    )


def _snapshot(root: Path) -> tuple[Snapshot | None, str | None]:
    """Load what is there; (None, the damage) where nothing can be."""
    try:
        snapshot = load_snapshot(root)
    except MissingIndexError:
        return None, None
    except DamagedIndexError as error:
        return None, str(error)
    return snapshot, snapshot.fault
