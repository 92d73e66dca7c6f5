"""Search by words: BM25 over stemmed tokens."""

import re
import threading
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

from index.errors import DamagedIndexError

VOCABULARY_FILE = "vocab.index.json"
"""Is there where any text has any word."""

# numpy reads a header with `ast`, which in Python 3.11 fails now and then with a SystemError where
# two threads use it at once (CPython issue 106905): 2 of 7,041 loads in three threads under stress.
_LOADING = threading.Lock()

_WORD = re.compile(r"£?\d[\d,./-]*\d|[^\W_]+(?:['’][a-z]+)?")
_STEMMER = Stemmer.Stemmer("english")
STOP_WORDS = frozenset(
    """
    a about am an and any are as at be been but by can could did do does for from get go had
    has have he her here him his how i if in is it its just me my no not of off on or our
    out so some than that the their them then there these they this those to up us was we
    were what when where which who whose why will with would you your
    """.split()
)


def words_of(text: str) -> list[str]:
    """Cut text into stemmed words without stop words; `£1,000` and `2024/25` stay whole."""
    found = _WORD.findall(text.lower())
    words = (word.replace("’", "'").removesuffix("'s") for word in found)
    return [str(word) for word in _STEMMER.stemWords([w for w in words if w not in STOP_WORDS])]


class LexicalIndex:
    """BM25 scores over texts numbered from 0 in the order in which they were given."""

    def __init__(self, index: "bm25s.BM25", count: int) -> None:
        self._index = index
        self._count = count

    @classmethod
    def of(cls, texts: Sequence[str]) -> "LexicalIndex":
        """Index `texts`; one without any word is found by none."""
        index = bm25s.BM25()
        tokens = [words_of(text) for text in texts]
        if any(tokens):
            index.index(tokens, show_progress=False)
        return cls(index, len(texts))

    @classmethod
    def load(cls, folder: Path, count: int, *, has_words: bool) -> "LexicalIndex":
        """Read what `save` wrote; without words it wrote nothing. Raises DamagedIndexError."""
        if not has_words:
            return cls(bm25s.BM25(), count)
        try:
            with _LOADING:
                index = bm25s.BM25.load(folder)
        except (OSError, EOFError, KeyError, TypeError, ValueError) as error:
            raise DamagedIndexError(folder.name, "does not hold what it should") from error
        if index.scores["num_docs"] != count:
            raise DamagedIndexError(folder.name, "does not fit the rest of the index")
        return cls(index, count)

    def save(self, folder: Path) -> None:
        """Write the index as files into `folder`."""
        folder.mkdir()
        if hasattr(self._index, "vocab_dict"):
            self._index.save(folder, show_progress=False)

    @property
    def vocabulary(self) -> frozenset[str]:
        """All stemmed words of all texts."""
        return frozenset(getattr(self._index, "vocab_dict", {})) - {""}  # bm25s adds an empty one

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        """Give the BM25 score of every text, 0 and up."""
        vocabulary = getattr(self._index, "vocab_dict", {})
        words = [word for word in words_of(text) if word in vocabulary]
        if not words:
            return np.zeros(self._count, dtype=np.float32)
        return np.asarray(self._index.get_scores(words), dtype=np.float32)
