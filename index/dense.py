"""Exact search over vectors, in FAISS. The only module that knows FAISS."""

from collections.abc import Sequence

import faiss
import numpy as np
import numpy.typing as npt

from index.encoding import Vectors
from index.errors import DamagedIndexError

MAX_VECTOR_BYTES = 8 * 1024**3
"""FAISS trusts the sizes that a file claims; this bounds what a damaged one makes it allocate."""

faiss.set_deserialization_vector_byte_limit(MAX_VECTOR_BYTES)


class VectorIndex:
    """Vectors numbered from 0 in the order in which they were given."""

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: Vectors) -> "VectorIndex":
        """Hold `vectors`, of which there may be none."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        if len(vectors):
            index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def from_bytes(cls, data: bytes, *, name: str, dimension: int, count: int) -> "VectorIndex":
        """Read what `to_bytes` gave. Raises DamagedIndexError, with `name`, for anything else."""
        try:
            index = faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        except RuntimeError as error:
            raise DamagedIndexError(name, "is not a vector index") from error
        if index.d != dimension or index.ntotal != count:
            raise DamagedIndexError(name, "does not fit the rest of the index")
        return cls(index)

    def to_bytes(self) -> bytes:
        """Serialise; we write the file, for `faiss.write_index` reports success on a full disk."""
        return bytes(faiss.serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Find the nearest `count`, best first, as (number, cosine)."""
        if not len(self):
            return []
        scores, numbers = self._index.search(vector.reshape(1, -1), min(count, len(self)))
        return [(int(n), float(s)) for n, s in zip(numbers[0], scores[0], strict=True) if n >= 0]

    def cosines(self, vector: Vectors, numbers: Sequence[int]) -> npt.NDArray[np.float32]:
        """Give the exact cosines of some vectors, in the order of `numbers`."""
        if not numbers:
            return np.zeros(0, dtype=np.float32)
        rows = self._index.reconstruct_batch(np.asarray(numbers, dtype=np.int64))
        return np.asarray(rows @ vector, dtype=np.float32)
