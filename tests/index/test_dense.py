"""FAISS finds what was put in, and refuses what it cannot be sure of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dense import VectorIndex
from index.encoding import Vectors
from index.errors import DamagedIndexError

DIMENSION = 16


def vectors_of(count: int, seed: int = 1) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSION))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


VECTORS = vectors_of(50)
DATA = VectorIndex.of(VECTORS).to_bytes()


@given(st.integers(0, 49))
def test_every_vector_finds_itself_first(number: int) -> None:
    (found, cosine), *_ = VectorIndex.of(VECTORS).search(VECTORS[number], 5)
    assert (found, round(cosine, 5)) == (number, 1)


@given(st.integers(0, 2**32), st.integers(1, 60))
def test_search_is_a_sorted_product(seed: int, count: int) -> None:
    question = vectors_of(1, seed)[0]
    found = VectorIndex.of(VECTORS).search(question, count)
    expected = np.sort(VECTORS @ question)[::-1][:count]
    assert np.allclose([cosine for _, cosine in found], expected, atol=1e-6)
    assert np.allclose([VECTORS[number] @ question for number, _ in found], expected, atol=1e-6)


@given(st.lists(st.integers(0, 49)))
def test_cosines_come_in_the_order_asked_for(numbers: list[int]) -> None:
    actual = VectorIndex.of(VECTORS).cosines(VECTORS[0], numbers)
    assert np.allclose(actual, [VECTORS[number] @ VECTORS[0] for number in numbers], atol=1e-6)


def test_index_without_vectors_finds_nothing() -> None:
    empty = VectorIndex.of(np.zeros((0, DIMENSION), dtype=np.float32))
    assert len(empty) == 0
    assert empty.search(VECTORS[0], 5) == []


def test_index_without_vectors_survives_its_bytes() -> None:
    data = VectorIndex.of(np.zeros((0, DIMENSION), dtype=np.float32)).to_bytes()
    assert len(VectorIndex.from_bytes(data, name="x", dimension=DIMENSION, count=0)) == 0


def test_bytes_give_the_same_hits() -> None:
    again = VectorIndex.from_bytes(DATA, name="x", dimension=DIMENSION, count=50)
    question = vectors_of(1, seed=2)[0]
    assert again.search(question, 50) == VectorIndex.of(VECTORS).search(question, 50)


def test_same_vectors_give_the_same_bytes() -> None:
    assert VectorIndex.of(vectors_of(50)).to_bytes() == DATA


@given(st.integers(0, len(DATA) - 1))
def test_truncated_bytes_are_refused_by_name(length: int) -> None:
    with pytest.raises(DamagedIndexError, match=r"^words\.faiss is not a vector index"):
        VectorIndex.from_bytes(DATA[:length], name="words.faiss", dimension=DIMENSION, count=50)


@pytest.mark.parametrize(("dimension", "count"), [(8, 50), (DIMENSION, 49), (DIMENSION, 51)])
def test_other_size_is_refused_by_name(dimension: int, count: int) -> None:
    with pytest.raises(DamagedIndexError, match=r"^words\.faiss does not fit"):
        VectorIndex.from_bytes(DATA, name="words.faiss", dimension=dimension, count=count)
