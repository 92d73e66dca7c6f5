"""A snapshot is one whole generation, and says so where it is not the newest."""

import shutil
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from corpus.types import Corpus
from index.building import build_index, content_of
from index.encoding import Encoder
from index.errors import DamagedIndexError, MissingIndexError
from index.generations import CURRENT, MANIFEST, describe, generations, write_file
from index.snapshot import (
    ALIGNMENT_FILE,
    CONTENT_FILE,
    FORMAT,
    VECTOR_FILES,
    Snapshot,
    load_generation,
    load_snapshot,
)
from index.types import IndexedFile, Manifest

FILES = (CONTENT_FILE, *VECTOR_FILES, "words/vocab.index.json", "words/data.csc.index.npy")


@pytest.fixture(scope="module")
def template(
    tmp_path_factory: pytest.TempPathFactory,
    numbered_corpus: Callable[..., Corpus],
    corpus: Corpus,
    shared_encoder: Encoder,
) -> Path:
    """An index of two generations, to be copied."""
    root = tmp_path_factory.mktemp("template")
    for made in (numbered_corpus("x", 2), corpus):
        build_index(made, root, shared_encoder)
    return root


@pytest.fixture
def root(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "copy"))


@pytest.fixture
def newer(root: Path) -> Path:
    return generations(root)[0]


@pytest.fixture
def older(root: Path) -> Path:
    return generations(root)[1]


def signed(folder: Path, **changes: object) -> Path:
    """Make the folder consistent again, as a builder with other ideas would have left it."""
    manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    files = {name: describe(folder / name) for name in manifest.files}
    changed = manifest.model_copy(update={"files": files, **changes})
    write_file(folder / MANIFEST, changed.model_dump_json().encode())
    digest = describe(folder / MANIFEST).sha256[:32]
    return folder.rename(folder.with_name(f"{folder.name.rsplit('-', 1)[0]}-{digest}"))


def test_snapshot_is_the_newest_generation(root: Path, newer: Path) -> None:
    snapshot = load_snapshot(root)
    assert (snapshot.generation, snapshot.fault) == (newer.name, None)


def test_snapshot_holds_what_was_built(snapshot: Snapshot, corpus: Corpus) -> None:
    assert snapshot.content == content_of(corpus)


def test_manifest_counts_what_was_built(snapshot: Snapshot) -> None:
    manifest, content = snapshot.manifest, snapshot.content
    actual = (manifest.documents, manifest.passages, manifest.phrasings, manifest.gaps)
    assert actual == tuple(
        map(len, (content.documents, content.passages, content.phrasings, content.gaps))
    )
    assert manifest.sentences == len(snapshot.sentence_vectors)


def test_every_passage_has_its_own_vector(snapshot: Snapshot, encoder: Encoder) -> None:
    for number, passage in enumerate(snapshot.content.passages):
        vector = encoder.encode([passage.text_to_embed])[0]
        assert snapshot.passage_vectors.cosines(vector, [number])[0] > 0.9999


def test_every_sentence_has_its_own_vector(snapshot: Snapshot, encoder: Encoder) -> None:
    for passage, first in zip(snapshot.content.passages, snapshot.first_sentence, strict=True):
        text = snapshot.documents[passage.document_id].text
        for row, sentence in enumerate(passage.sentences, start=first):
            vector = encoder.encode([text[sentence.start : sentence.end]])[0]
            assert snapshot.sentence_vectors.cosines(vector, [row])[0] > 0.9999


def test_every_phrasing_has_its_own_vector(snapshot: Snapshot, encoder: Encoder) -> None:
    for number, phrasing in enumerate(snapshot.content.phrasings):
        vector = encoder.encode([phrasing.text])[0]
        assert snapshot.phrasing_vectors.cosines(vector, [number])[0] > 0.9999


def test_first_sentences_add_up(snapshot: Snapshot) -> None:
    counts = [len(passage.sentences) for passage in snapshot.content.passages]
    assert snapshot.first_sentence == tuple(accumulate(counts[:-1], initial=0))


def test_sections_share_out_all_passages(snapshot: Snapshot) -> None:
    numbers = [n for some in snapshot.passages_of_section.values() for n in some]
    assert sorted(numbers) == list(range(len(snapshot.content.passages)))
    assert all(snapshot.number_of[snapshot.content.passages[n].id] == n for n in numbers)


def test_sections_and_gaps_share_out_all_phrasings(snapshot: Snapshot) -> None:
    numbers = [n for some in snapshot.phrasings_of.values() for n in some]
    assert sorted(numbers) == list(range(len(snapshot.content.phrasings)))
    assert (
        snapshot.phrasings_of.keys() <= snapshot.passages_of_section.keys() | snapshot.gaps.keys()
    )


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_damaged_file_is_refused_by_name(newer: Path, name: str) -> None:
    (newer / name).write_bytes((newer / name).read_bytes()[:-1])
    with pytest.raises(DamagedIndexError) as refusal:
        load_generation(newer)
    assert refusal.value.file == name


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_last_good_generation_serves(root: Path, older: Path, newer: Path, name: str) -> None:
    (newer / name).unlink()
    snapshot = load_snapshot(root)
    assert snapshot.generation == older.name
    assert snapshot.fault is not None
    assert snapshot.fault.startswith(name)


def test_missing_generation_is_named(root: Path, older: Path, newer: Path) -> None:
    shutil.rmtree(newer)
    snapshot = load_snapshot(root)
    assert (snapshot.generation, snapshot.fault) == (
        older.name,
        f"{newer.name} is missing. Run `mastery index build` to make the index anew.",
    )


@pytest.mark.parametrize("words", [None, "", "nonsense"])
def test_damaged_pointer_serves_the_newest(root: Path, newer: Path, words: str | None) -> None:
    (root / CURRENT).unlink()
    if words is not None:
        (root / CURRENT).write_text(words)
    snapshot = load_snapshot(root)
    assert snapshot.generation == newer.name
    assert snapshot.fault is not None
    assert snapshot.fault.startswith(CURRENT)


def test_nothing_whole_is_refused_by_name(root: Path, older: Path, newer: Path) -> None:
    (older / CONTENT_FILE).unlink()
    (newer / VECTOR_FILES[0]).unlink()
    with pytest.raises(DamagedIndexError, match=r"^passages\.faiss is missing"):
        load_snapshot(root)


def test_nothing_built_is_a_missing_index(tmp_path: Path) -> None:
    with pytest.raises(MissingIndexError):
        load_snapshot(tmp_path)


def test_other_format_is_refused_by_name(newer: Path) -> None:
    with pytest.raises(DamagedIndexError, match=r"^manifest\.json was written by another version"):
        load_generation(signed(newer, format=FORMAT + 1))


def test_signed_folder_is_whole(newer: Path) -> None:
    assert load_generation(signed(newer)).fault is None


@pytest.mark.parametrize("name", VECTOR_FILES)
def test_signed_vectors_of_other_count_are_refused(newer: Path, older: Path, name: str) -> None:
    shutil.copy(older / name, newer / name)
    with pytest.raises(DamagedIndexError, match=rf"^{name} does not fit"):
        load_generation(signed(newer))


def test_signed_content_of_another_kind_is_refused(newer: Path) -> None:
    (newer / CONTENT_FILE).write_text('{"documents": []}')
    with pytest.raises(DamagedIndexError, match=r"^content\.json does not hold"):
        load_generation(signed(newer))


def test_signed_words_of_another_index_are_refused(newer: Path, older: Path) -> None:
    shutil.copytree(older / "words", newer / "words", dirs_exist_ok=True)
    with pytest.raises(DamagedIndexError, match=r"^words does not fit"):
        load_generation(signed(newer))


def test_map_that_is_not_square_is_refused(newer: Path) -> None:
    (newer / ALIGNMENT_FILE).write_bytes(np.zeros(9, dtype=np.float32).tobytes())
    manifest = Manifest.model_validate_json((newer / MANIFEST).read_bytes())
    (newer / MANIFEST).write_text(
        manifest.model_copy(
            update={"files": {**manifest.files, ALIGNMENT_FILE: IndexedFile(sha256="", size=0)}}
        ).model_dump_json()
    )
    with pytest.raises(DamagedIndexError, match=r"^alignment\.f32 does not fit"):
        load_generation(signed(newer, is_aligned=True))


def test_missing_map_is_refused(newer: Path) -> None:
    with pytest.raises(DamagedIndexError, match=r"^alignment\.f32 cannot be read"):
        load_generation(signed(newer, is_aligned=True))
