"""Variants of the bundled corpus, each with an index of its own: fewer phrasings, fewer gaps."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.types import Corpus
from index.building import build_index
from index.embedding_cache import FILE_NAME
from index.encoding import Encoder
from index.snapshot import Snapshot, load_snapshot

SEED = 20261122


def with_phrasings(corpus: Corpus, count: int) -> Corpus:
    """Keep `count` phrasings of every section, drawn at random; the known gaps stay."""
    drawn = random.Random(SEED)
    kept = tuple(
        entry.model_copy(
            update={
                "phrasings": tuple(drawn.sample(entry.phrasings, min(count, len(entry.phrasings))))
            }
        )
        for entry in corpus.phrasings
    )
    return corpus.model_copy(update={"phrasings": kept})


def with_gaps(corpus: Corpus, count: int) -> Corpus:
    """Keep `count` known gaps, drawn at random."""
    drawn = random.Random(SEED)
    return corpus.model_copy(
        update={"gaps": tuple(drawn.sample(corpus.gaps, min(count, len(corpus.gaps))))}
    )


@contextmanager
def snapshot_of(
    corpus: Corpus, encoder: Encoder, cache: Path, *, learns: bool = True
) -> Iterator[Snapshot]:
    """Build a variant in a temporary folder, with a copy of the vectors that `cache` holds."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        if (cache / FILE_NAME).exists():
            shutil.copy(cache / FILE_NAME, root / FILE_NAME)
        build_index(corpus, root, encoder, learns=learns)
        yield load_snapshot(root)
