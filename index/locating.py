"""Where the index of a corpus is kept, and whether it still fits its corpus."""

import hashlib
from pathlib import Path

from platformdirs import user_cache_path

from index.snapshot import Snapshot
from index.types import ModelFingerprint


def index_folder(corpus_folder: Path) -> Path:
    """Give the folder for a corpus's index: in the user's cache, one a corpus folder."""
    resolved = corpus_folder.resolve()
    key = hashlib.sha256(str(resolved).encode(errors="surrogateescape")).hexdigest()[:12]
    return user_cache_path("mastery-assistant") / f"{resolved.name}-{key}"


def is_fresh(snapshot: Snapshot, corpus_digest: str, model: ModelFingerprint) -> bool:
    """Tell whether a snapshot was made of this corpus by this model, and is the newest build."""
    manifest = snapshot.manifest
    return (
        snapshot.fault is None
        and manifest.corpus_digest == corpus_digest
        and manifest.model == model
    )
