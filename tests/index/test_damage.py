"""Campaign: a damaged index is refused by the name of the file, and the one before it serves.

The control is FAISS on its own, which takes most damage for vectors.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import faiss
import numpy as np
import pytest

from corpus.types import Corpus
from index.building import build_index
from index.dense import VectorIndex
from index.encoding import Encoder
from index.errors import DamagedIndexError
from index.generations import CURRENT, MANIFEST, current_generation, describe
from index.snapshot import FORMAT, VECTOR_FILES, load_generation, load_snapshot
from index.types import Manifest

if TYPE_CHECKING:
    from conftest import Campaign

Damage = Callable[[Path, Random], str]
"""Damages a generation, or the pointer beside it, and gives the name of the file at fault."""


def sizes(daily: int, full: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("size", [daily, pytest.param(full, marks=pytest.mark.campaign)])


def any_file(folder: Path, dice: Random) -> Path:
    return dice.choice(sorted(path for path in folder.rglob("*") if path.is_file()))


def name_of(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder))


def sign(folder: Path, **changes: object) -> None:
    """Make manifest, name and pointer fit the files, as no accident would."""
    manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    files = {name: describe(folder / name) for name in manifest.files}
    signed = manifest.model_copy(update={"files": files, **changes})
    (folder / MANIFEST).write_text(signed.model_dump_json())
    name = f"{folder.name.rsplit('-', 1)[0]}-{describe(folder / MANIFEST).sha256[:32]}"
    folder.rename(folder.with_name(name))
    (folder.parent / CURRENT).write_text(name)


def flip_a_bit(folder: Path, dice: Random) -> str:
    path = any_file(folder, dice)
    data = bytearray(path.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)
    return name_of(path, folder)


def truncate(folder: Path, dice: Random) -> str:
    path = any_file(folder, dice)
    data = path.read_bytes()
    path.write_bytes(data[: dice.randrange(len(data))])
    return name_of(path, folder)


def zero_a_stretch(folder: Path, dice: Random) -> str:
    path = dice.choice([folder / name for name in VECTOR_FILES])
    data = bytearray(path.read_bytes())
    start = dice.randrange(len(data) - 256)
    data[start : start + 256] = bytes(256)
    path.write_bytes(data)
    return path.name


def delete(folder: Path, dice: Random) -> str:
    path = any_file(folder, dice)
    path.unlink()
    return name_of(path, folder)


def add_a_foreign_file(folder: Path, dice: Random) -> str:
    name = dice.choice(["alignment.f32", "words/corpus.jsonl", "notes.txt"])
    (folder / name).write_bytes(dice.randbytes(100))
    return name


def put_another_in_its_place(folder: Path, dice: Random) -> str:
    path = any_file(folder, dice)
    path.write_bytes(dice.randbytes(path.stat().st_size))
    return name_of(path, folder)


def swap_with_another_generation(folder: Path, dice: Random) -> str:
    (other,) = (path for path in folder.parent.glob("gen-*") if path != folder)
    path = any_file(folder, dice)
    while describe(other / name_of(path, folder)) == describe(path):
        path = any_file(folder, dice)
    shutil.copy(other / name_of(path, folder), path)
    return name_of(path, folder)


def edit_the_manifest(folder: Path, dice: Random) -> str:
    manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    field = dice.choice(["passages", "sentences", "corpus_digest", "built_at", "files"])
    other = {"passages": 1, "sentences": 1, "corpus_digest": "0", "built_at": "now", "files": {}}
    edited = manifest.model_copy(update={field: other[field]})
    (folder / MANIFEST).write_text(edited.model_dump_json(indent=1))
    return MANIFEST


def sign_another_dimension(folder: Path, dice: Random) -> str:
    name = dice.choice(VECTOR_FILES)
    count = faiss.read_index(str(folder / name)).ntotal
    (folder / name).write_bytes(VectorIndex.of(np.ones((count, 32), np.float32)).to_bytes())
    sign(folder)
    return name


def sign_another_format(folder: Path, dice: Random) -> str:
    sign(folder, format=dice.choice([FORMAT - 1, FORMAT + 1, 99]))
    return MANIFEST


def write_garbage_into_the_pointer(folder: Path, dice: Random) -> str:
    (folder.parent / CURRENT).write_bytes(dice.randbytes(dice.randrange(1, 99)))
    return CURRENT


def empty_the_pointer(folder: Path, dice: Random) -> str:
    (folder.parent / CURRENT).write_bytes(b"")
    return CURRENT


def delete_the_pointer(folder: Path, dice: Random) -> str:
    (folder.parent / CURRENT).unlink()
    return CURRENT


KINDS: tuple[Damage, ...] = (
    *(flip_a_bit, truncate, zero_a_stretch, delete, add_a_foreign_file, put_another_in_its_place),
    *(swap_with_another_generation, edit_the_manifest, sign_another_dimension),
    *(sign_another_format, write_garbage_into_the_pointer, empty_the_pointer, delete_the_pointer),
)


@pytest.fixture(scope="module")
def template(
    tmp_path_factory: pytest.TempPathFactory,
    numbered_corpus: Callable[..., Corpus],
    shared_encoder: Encoder,
) -> Path:
    """An index of two generations, to be copied and damaged."""
    root = tmp_path_factory.mktemp("template")
    for letter in "xy":
        build_index(numbered_corpus(letter, 2), root, shared_encoder)
    return root


@sizes(60, 200)
def test_damaged_index_is_refused_by_name(
    campaign: "Campaign", template: Path, tmp_path: Path, size: int
) -> None:
    newer, older = sorted((path.name for path in template.glob("gen-*")), reverse=True)
    kinds = Counter[str]()
    for number in range(size):
        root, damage = tmp_path / str(number), KINDS[number % len(KINDS)]
        shutil.copytree(template, root)
        file = damage(root / newer, campaign.random)
        with pytest.raises(DamagedIndexError) as refusal:
            load_generation(current_generation(root))
        assert refusal.value.file == file, damage
        snapshot = load_snapshot(root)
        assert snapshot.generation == (newer if file == CURRENT else older), damage
        assert snapshot.fault == str(refusal.value)
        for folder in root.glob("gen-*"):
            truncate(folder, campaign.random)
        with pytest.raises(DamagedIndexError):
            load_snapshot(root)
        kinds[damage.__name__] += 1
        shutil.rmtree(root)
    campaign.figures = {"damaged": size, "failures": 0, "kinds": len(kinds)}


@sizes(60, 500)
def test_faiss_alone_accepts_most_flipped_bits(
    campaign: "Campaign", template: Path, tmp_path: Path, size: int
) -> None:
    accepted = 0
    for _ in range(size):
        data = bytearray((current_generation(template) / VECTOR_FILES[0]).read_bytes())
        data[campaign.random.randrange(len(data))] ^= 1 << campaign.random.randrange(8)
        (tmp_path / "flipped").write_bytes(data)
        try:
            faiss.read_index(str(tmp_path / "flipped"))
            accepted += 1
        except RuntimeError:
            continue
    campaign.figures = {"flipped": size, "accepted": accepted}
    assert accepted > size / 2
