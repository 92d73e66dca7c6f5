"""Nothing is encoded twice, and nothing damaged is taken for a vector."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.embedding_cache import FILE_NAME, encode_with_cache, forget_all_but
from index.encoding import Encoder, Vectors

if TYPE_CHECKING:
    from conftest import HashingEncoder

Encode = Callable[[Encoder, Sequence[str]], Vectors]

TEXTS = [f"Text number {number}." for number in range(30)]


@pytest.fixture
def encode(tmp_path: Path) -> Encode:
    return lambda encoder, texts: encode_with_cache(encoder, texts, tmp_path, lambda done: None)


def change(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as database, database:
        database.execute(statement, values)


def read_rows(folder: Path) -> list[tuple[bytes]]:
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        return database.execute("SELECT vector FROM embeddings ORDER BY key").fetchall()


def test_text_given_twice_is_encoded_once(encode: Encode, encoder: "HashingEncoder") -> None:
    vectors = encode(encoder, ["same", "other", "same"])
    assert encoder.encoded_texts == ["same", "other"]
    assert np.array_equal(vectors[0], vectors[2])


def test_known_text_is_not_encoded_again(encode: Encode, encoder: "HashingEncoder") -> None:
    encode(encoder, TEXTS)
    encoder.encoded_texts.clear()
    encode(encoder, ["A new text.", *TEXTS])
    assert encoder.encoded_texts == ["A new text."]


def test_rows_come_in_the_order_of_texts(encode: Encode, encoder: "HashingEncoder") -> None:
    encode(encoder, TEXTS[::3])
    assert np.array_equal(encode(encoder, TEXTS), encoder.encode(TEXTS))


def test_no_texts_give_no_rows(encode: Encode, encoder: "HashingEncoder") -> None:
    assert encode(encoder, []).shape == (0, encoder.fingerprint.dimension)


def test_other_model_takes_none_of_its_vectors(
    encode: Encode, encoder: "HashingEncoder", another_encoder: "HashingEncoder"
) -> None:
    encode(encoder, TEXTS)
    assert np.array_equal(encode(another_encoder, TEXTS), another_encoder.encode(TEXTS))


def test_other_library_takes_none_of_its_vectors(
    encode: Encode, encoder: "HashingEncoder", monkeypatch: pytest.MonkeyPatch
) -> None:
    encode(encoder, TEXTS)
    later = encoder.fingerprint.model_copy(update={"library": "hashing 2"})
    monkeypatch.setattr(type(encoder), "fingerprint", later)
    encode(encoder, TEXTS)
    assert encoder.encoded_texts == TEXTS * 2


@pytest.mark.parametrize("known", [0, 7, 30])
def test_progress_adds_up_to_all_texts(
    encode: Encode, encoder: "HashingEncoder", tmp_path: Path, known: int
) -> None:
    encode(encoder, TEXTS[:known])
    done: list[int] = []
    encode_with_cache(encoder, [*TEXTS, *TEXTS[:5]], tmp_path, done.append)
    assert sum(done) == len(TEXTS) + 5


@pytest.mark.parametrize("damage", ["garbage", "empty", "half", "middle", "foreign table"])
def test_damaged_cache_is_thrown_away(
    encode: Encode, encoder: "HashingEncoder", tmp_path: Path, damage: str
) -> None:
    encode(encoder, TEXTS)
    path = tmp_path / FILE_NAME
    data = path.read_bytes()
    if damage == "foreign table":
        change(tmp_path, "DROP TABLE embeddings")
        change(tmp_path, "CREATE TABLE embeddings (other)")
    else:
        third = len(data) // 3
        middle = data[:third] + bytes(third) + data[2 * third :]
        shapes = {"garbage": b"?" * 5000, "empty": b"", "half": data[:third], "middle": middle}
        path.write_bytes(shapes[damage])
    assert np.array_equal(encode(encoder, TEXTS), encoder.encode(TEXTS))
    encoder.encoded_texts.clear()
    encode(encoder, TEXTS)
    assert encoder.encoded_texts == []


def test_damaged_vector_is_encoded_again(
    encode: Encode, encoder: "HashingEncoder", tmp_path: Path
) -> None:
    encode(encoder, TEXTS)
    (data, *_), *_ = rows = read_rows(tmp_path)
    changed = data[:40] + bytes([data[40] ^ 64]) + data[41:]
    change(tmp_path, "UPDATE embeddings SET vector = ? WHERE vector = ?", changed, data)
    encoder.encoded_texts.clear()
    actual = encode(encoder, TEXTS)
    assert len(encoder.encoded_texts) == 1
    assert np.array_equal(actual, encoder.encode(TEXTS))
    assert read_rows(tmp_path) == rows


def test_vector_of_another_text_is_encoded_again(
    encode: Encode, encoder: "HashingEncoder", tmp_path: Path
) -> None:
    encode(encoder, TEXTS)
    (data, *_), *_ = read_rows(tmp_path)
    change(tmp_path, "UPDATE embeddings SET vector = ?", data)
    assert np.array_equal(encode(encoder, TEXTS), encoder.encode(TEXTS))


@pytest.mark.parametrize("value", [7, 1.5, "words", b"", b"short"])
def test_foreign_value_is_encoded_again(
    encode: Encode, encoder: "HashingEncoder", tmp_path: Path, value: object
) -> None:
    encode(encoder, TEXTS)
    change(tmp_path, "UPDATE embeddings SET vector = ?", value)
    assert np.array_equal(encode(encoder, TEXTS), encoder.encode(TEXTS))


def test_texts_out_of_use_are_forgotten(
    encode: Encode, encoder: "HashingEncoder", tmp_path: Path
) -> None:
    encode(encoder, TEXTS)
    forget_all_but(encoder, TEXTS[:10], tmp_path)
    encoder.encoded_texts.clear()
    encode(encoder, TEXTS)
    assert sorted(encoder.encoded_texts) == sorted(TEXTS[10:])


def test_folder_in_its_place_is_a_fault_of_the_disk(
    encode: Encode, encoder: "HashingEncoder", tmp_path: Path
) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(OSError, match=FILE_NAME):
        encode(encoder, TEXTS)
