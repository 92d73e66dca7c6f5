"""Compares phrasings with the words of their own section or gap, and with those elsewhere."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from corpus.types import Record
from index.encoding import Vectors

ROWS_AT_ONCE = 512
"""Keeps the table of cosines below 40 MB for 20,000 phrasings."""

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Words(Record):
    """A phrasing, a heading or a section's text, as it is compared."""

    text: str
    owner: str
    """Id of its section or gap."""
    place: str
    """The section's heading, or the gap's id."""
    document_id: str
    """Empty for a gap."""
    file: str
    """The file of phrasings it is in; empty for a heading, and for a section's text."""


class Comparison(Record):
    """A phrasing with the nearest words of its own section or gap, and the nearest elsewhere."""

    words: Words
    own_cosine: float
    nearest: Words
    nearest_cosine: float

    @property
    def margin(self) -> float:
        """How much nearer the words elsewhere are."""
        return self.nearest_cosine - self.own_cosine


def compared(
    words: Sequence[Words], vectors: Vectors, asked: Sequence[int], others: Mask
) -> Iterator[Comparison]:
    """Compare each asked row with all other rows of its owner, and with rows elsewhere.

    Elsewhere is any row of `others` that belongs to another document; a row that is all that its
    owner has, or that has nothing elsewhere, is left out.
    """
    owners = _numbered([one.owner for one in words])
    documents = _numbered([one.document_id for one in words])
    for first in range(0, len(asked), ROWS_AT_ONCE):
        rows = np.array(asked[first : first + ROWS_AT_ONCE])
        cosines = vectors[rows] @ vectors.T
        is_own = owners[rows][:, None] == owners
        is_own[np.arange(len(rows)), rows] = False
        is_elsewhere = others & (documents[rows][:, None] != documents)
        own = np.where(is_own, cosines, -1).max(axis=1)
        elsewhere = np.where(is_elsewhere, cosines, -1)
        nearest = elsewhere.argmax(axis=1)
        for number in np.flatnonzero(is_own.any(axis=1) & is_elsewhere.any(axis=1)):
            yield Comparison(
                words=words[rows[number]],
                own_cosine=float(own[number]),
                nearest=words[nearest[number]],
                nearest_cosine=float(elsewhere[number, nearest[number]]),
            )


def _numbered(names: Sequence[str]) -> Numbers:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
