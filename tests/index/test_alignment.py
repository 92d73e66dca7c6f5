"""The map is kept where it helps on phrasings it has not seen, and only there."""

import numpy as np
import pytest

from index.alignment import (
    MAX_ROUNDS,
    MIN_GAIN,
    MIN_HELD_OUT,
    MIN_OWNERS,
    Alignment,
    align,
    learn_alignment,
)
from index.encoding import Vectors

DIMENSION = 32
OWNERS = MIN_OWNERS
EACH = 8

Lesson = tuple[Vectors, list[str], dict[str, Vectors]]


def lesson(*, noise: float, owners: int = OWNERS, each: int = EACH, seed: int = 1) -> Lesson:
    """Phrasings whose first half tells their owner; the second half is nothing but noise."""
    meanings = np.zeros((owners, DIMENSION))
    shape = (owners, DIMENSION // 2)
    meanings[:, : DIMENSION // 2] = np.random.default_rng(0).standard_normal(shape)
    random = np.random.default_rng(seed)
    names = [f"section {number}" for number in range(owners) for _ in range(each)]
    noises = np.zeros((len(names), DIMENSION))
    noises[:, DIMENSION // 2 :] = random.standard_normal((len(names), DIMENSION // 2)) * noise
    phrasings = unit(np.repeat(meanings, each, axis=0) + noises)
    texts = {f"section {number}": row for number, row in enumerate(unit(meanings))}
    return phrasings, names, texts


def unit(rows: np.ndarray) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def noisy() -> Lesson:
    return lesson(noise=2.0)


@pytest.fixture(scope="module")
def done() -> list[int]:
    return []


@pytest.fixture(scope="module")
def learnt(noisy: Lesson, done: list[int]) -> Alignment:
    return learn_alignment(*noisy, done.append)


def test_map_is_kept_where_it_helps(learnt: Alignment) -> None:
    assert learnt.matrix is not None
    assert learnt.recall_with >= learnt.recall_without + MIN_GAIN


def test_map_helps_on_phrasings_never_seen(noisy: Lesson, learnt: Alignment) -> None:
    known, owners, _ = noisy
    asked, expected_owners, _ = lesson(noise=2.0, seed=2)

    def recall(matrix: Vectors | None) -> float:
        nearest = (align(asked, matrix) @ align(known, matrix).T).argmax(axis=1)
        return float(np.mean([owners[row] for row in nearest] == np.array(expected_owners)))

    assert recall(learnt.matrix) > recall(None) + 0.1


def test_map_is_left_out_where_nothing_is_to_gain() -> None:
    alignment = learn_alignment(*lesson(noise=0.01))
    assert alignment.matrix is None
    assert alignment.recall_without == 1


def test_map_is_left_out_with_too_few_owners() -> None:
    alignment = learn_alignment(*lesson(noise=2.0, owners=MIN_OWNERS - 1))
    assert (alignment.matrix, alignment.recall_without, alignment.recall_with) == (None, 0, 0)


def test_map_is_left_out_with_too_few_phrasings() -> None:
    assert learn_alignment(*lesson(noise=2.0, each=2)).matrix is None


@pytest.mark.parametrize("each", [3, 4])
def test_map_is_left_out_where_nothing_is_held_out(each: int) -> None:
    alignment = learn_alignment(*lesson(noise=2.0, each=each))
    assert (alignment.matrix, alignment.recall_without, alignment.recall_with) == (None, 0, 0)


def test_map_is_left_out_with_too_few_held_out() -> None:
    few, many = lesson(noise=2.0, each=3), lesson(noise=2.0)
    count = EACH * (MIN_HELD_OUT - 1)
    phrasings = np.concatenate([few[0], many[0][:count]])
    names = [*few[1], *(f"other {name}" for name in many[1][:count])]
    assert learn_alignment(phrasings, names, few[2]).matrix is None


def test_phrasings_of_gaps_alone_give_no_map(noisy: Lesson) -> None:
    phrasings, names, _ = noisy
    assert learn_alignment(phrasings, names, {}).matrix is None


def test_sections_without_text_are_learnt_from(noisy: Lesson) -> None:
    phrasings, names, texts = noisy
    some = dict(list(texts.items())[: OWNERS // 2])
    assert learn_alignment(phrasings, names, some).matrix is not None


def test_map_is_the_same_each_time(noisy: Lesson, learnt: Alignment) -> None:
    again = learn_alignment(*noisy)
    assert again.matrix is not None
    assert np.array_equal(again.matrix, learnt.matrix)


def test_progress_adds_up_to_all_rounds(learnt: Alignment, done: list[int]) -> None:
    assert learnt.matrix is not None
    assert sum(done) == MAX_ROUNDS


def test_aligned_rows_have_length_one(noisy: Lesson, learnt: Alignment) -> None:
    moved = align(noisy[0], learnt.matrix)
    assert np.allclose(np.linalg.norm(moved, axis=1), 1, atol=1e-5)
    assert moved.dtype == np.float32


def test_no_map_changes_nothing(noisy: Lesson) -> None:
    assert align(noisy[0], None) is noisy[0]


def test_no_rows_stay_no_rows() -> None:
    rows = np.zeros((0, DIMENSION), dtype=np.float32)
    assert align(rows, np.eye(DIMENSION, dtype=np.float32)).shape == (0, DIMENSION)
