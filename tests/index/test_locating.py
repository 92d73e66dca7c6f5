"""An index belongs to one folder, one corpus and one model."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.encoding import Encoder
from index.locating import index_folder, is_fresh
from index.snapshot import Snapshot


def test_every_folder_has_its_own_index(tmp_path: Path) -> None:
    one, other = tmp_path / "one" / "corpus", tmp_path / "other" / "corpus"
    assert index_folder(one).name.startswith("corpus-")
    assert index_folder(one) != index_folder(other)


def test_two_ways_to_a_folder_lead_to_one_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    assert index_folder(Path("corpus")) == index_folder(tmp_path / "corpus")
    assert index_folder(tmp_path / "link") == index_folder(tmp_path / "corpus")


def test_name_that_is_not_unicode_has_an_index(tmp_path: Path) -> None:
    folder = Path(str(tmp_path) + "/caf\udce9")
    assert index_folder(folder) == index_folder(folder)


def test_index_is_not_kept_in_the_corpus(tmp_path: Path) -> None:
    assert not index_folder(tmp_path).is_relative_to(tmp_path)


def test_new_index_is_fresh(snapshot: Snapshot, encoder: Encoder) -> None:
    assert is_fresh(snapshot, snapshot.manifest.corpus_digest, encoder.fingerprint)


def test_index_of_another_corpus_is_stale(snapshot: Snapshot, encoder: Encoder) -> None:
    assert not is_fresh(snapshot, "another digest", encoder.fingerprint)


@pytest.mark.parametrize("field", ["name", "digest", "library"])
def test_index_of_another_model_is_stale(snapshot: Snapshot, encoder: Encoder, field: str) -> None:
    other = encoder.fingerprint.model_copy(update={field: "another"})
    assert not is_fresh(snapshot, snapshot.manifest.corpus_digest, other)


def test_index_served_for_a_damaged_one_is_stale(snapshot: Snapshot, encoder: Encoder) -> None:
    older = replace(snapshot, fault="content.json was changed")
    assert not is_fresh(older, snapshot.manifest.corpus_digest, encoder.fingerprint)
