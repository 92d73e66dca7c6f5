"""Checks that a model still makes the vectors that an index holds."""

import numpy as np

from index.alignment import align
from index.encoding import Encoder
from index.errors import DamagedIndexError, ModelError
from index.snapshot import VECTOR_FILES, Snapshot

PROBES = 5
MIN_COSINE = 0.9999
"""Another machine's arithmetic changes the last digits only; another model changes the first."""


def probe(snapshot: Snapshot, encoder: Encoder) -> None:
    """Encode a few passages again and compare with their vectors.

    Raises ModelError for another model, DamagedIndexError for the same one with other vectors.
    """
    if encoder.fingerprint != snapshot.manifest.model:
        raise ModelError(
            f"The index was built with {snapshot.manifest.model.name}, and the model now is"
            f" {encoder.fingerprint.name}; run `mastery index build`."
        )
    passages = snapshot.content.passages
    numbers = np.unique(np.linspace(0, len(passages) - 1, PROBES).astype(int)).tolist()
    made = align(
        encoder.encode([passages[number].text_to_embed for number in numbers]), snapshot.alignment
    )
    for number, vector in zip(numbers, made, strict=True):
        if snapshot.passage_vectors.cosines(vector, [number])[0] < MIN_COSINE:
            raise DamagedIndexError(VECTOR_FILES[0], "holds other vectors than the model makes now")
