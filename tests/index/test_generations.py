"""A generation is published whole or not at all."""

import fcntl
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import (
    BuildFailedError,
    BuildInProgressError,
    DamagedIndexError,
    MissingIndexError,
)
from index.generations import (
    CURRENT,
    KEPT_GENERATIONS,
    LOCK,
    MANIFEST,
    build_lock,
    current_generation,
    describe,
    generations,
    publish,
    verified_manifest,
    write_file,
)
from index.types import IndexedFile, Manifest, ModelFingerprint

Publish = Callable[[str], str]


def write(folder: Path, words: str) -> None:
    (folder / "deep").mkdir()
    write_file(folder / "words", words.encode())
    write_file(folder / "deep" / "file", b"deep")


def manifest_of(files: dict[str, IndexedFile]) -> Manifest:
    model = ModelFingerprint(name="none", digest="", dimension=1, library="")
    counts = dict.fromkeys(("documents", "passages", "sentences", "phrasings", "gaps"), 0)
    recalls = {"recall_without_alignment": 0.0, "recall_with_alignment": 0.0}
    return Manifest(
        **{"format": 1, "built_at": "", "corpus_digest": "", "model": model, "is_aligned": False},
        **counts,
        **recalls,
        files=files,
    )


def manifest_of_format_two(files: dict[str, IndexedFile]) -> Manifest:
    return manifest_of(files).model_copy(update={"format": 2})


def accept(folder: Path) -> None:
    verified_manifest(folder)


def refuse(folder: Path) -> None:
    raise DamagedIndexError("words", "is wrong")


def state_of(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def publish_words(root: Path) -> Publish:
    def publish_one(words: str) -> str:
        with build_lock(root):
            return publish(root, lambda folder: write(folder, words), manifest_of, accept)

    return publish_one


@pytest.fixture
def folder(root: Path, publish_words: Publish) -> Path:
    return root / publish_words("hello")


def test_published_generation_is_current(root: Path, publish_words: Publish) -> None:
    name = publish_words("hello")
    assert current_generation(root) == root / name
    assert (root / name / "words").read_bytes() == b"hello"


def test_manifest_describes_every_file(folder: Path) -> None:
    files = verified_manifest(folder).files
    assert files["words"] == IndexedFile(sha256=hashlib.sha256(b"hello").hexdigest(), size=5)
    assert sorted(files) == ["deep/file", "words"]


def test_name_holds_the_digest_of_the_manifest(folder: Path) -> None:
    assert folder.name.endswith(describe(folder / MANIFEST).sha256[:32])


def test_newest_generations_are_kept(root: Path, publish_words: Publish) -> None:
    names = [publish_words(f"number {number}") for number in range(KEPT_GENERATIONS + 2)]
    kept = [folder.name for folder in generations(root)]
    assert kept == names[::-1][:KEPT_GENERATIONS]


def test_whole_generation_outlives_a_damaged_one(root: Path, publish_words: Publish) -> None:
    whole, damaged = publish_words("one"), publish_words("two")
    (root / damaged / "words").write_bytes(b"damage")
    newest = publish_words("three")
    assert [folder.name for folder in generations(root)] == [newest, whole]


def test_generation_of_another_format_is_not_kept(root: Path, publish_words: Publish) -> None:
    publish_words("one")
    with build_lock(root):
        name = publish(root, lambda folder: write(folder, "two"), manifest_of_format_two, accept)
    assert [folder.name for folder in generations(root)] == [name]


def test_pointer_is_replaced_and_never_rewritten(root: Path, publish_words: Publish) -> None:
    name = publish_words("hello")
    with (root / CURRENT).open() as pointer:
        publish_words("world")
        assert pointer.read() == name


def test_publishing_leaves_nothing_else(root: Path, publish_words: Publish) -> None:
    name = publish_words("hello")
    assert {path.name for path in root.iterdir()} == {name, CURRENT, LOCK}


def test_new_generation_outlives_a_clock_set_back(root: Path, publish_words: Publish) -> None:
    later = [f"gen-2999010{day}T000000000000-{'0' * 32}" for day in range(1, 4)]
    for name in later:
        (root / name).mkdir(parents=True)
    name = publish_words("hello")
    assert current_generation(root).name == name


def test_refused_generation_is_not_published(root: Path, publish_words: Publish) -> None:
    publish_words("hello")
    before = state_of(root)
    with (
        pytest.raises(BuildFailedError, match=r"\(words is wrong\); the index before it"),
        build_lock(root),
    ):
        publish(root, lambda folder: write(folder, "bad"), manifest_of, refuse)
    assert state_of(root) == before


def test_fault_of_the_disk_is_told_in_one_sentence(root: Path) -> None:
    def fail(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(BuildFailedError) as failure, build_lock(root):
        publish(root, fail, manifest_of, accept)
    assert "(no space left on device); the index before it" in str(failure.value)


def test_failure_of_the_last_step_leaves_no_orphan(root: Path, publish_words: Publish) -> None:
    publish_words("hello")
    (root / f"{CURRENT}.draft").mkdir()  # in the way of the new pointer
    before = state_of(root)
    with pytest.raises(BuildFailedError, match="is a directory"):
        publish_words("world")
    assert state_of(root) == before


def test_drafts_of_dead_builders_are_removed(root: Path) -> None:
    (root / ".draft-1" / "deep").mkdir(parents=True)
    with build_lock(root):
        assert list(root.glob(".draft-*")) == []


def test_draft_that_cannot_be_removed_fails_the_build(root: Path) -> None:
    root.mkdir()
    (root / ".draft-1").touch()
    with pytest.raises(BuildFailedError, match="not a directory"), build_lock(root):
        pass


def test_second_builder_is_turned_away(root: Path) -> None:
    with (
        build_lock(root),
        pytest.raises(BuildInProgressError, match="wait until it has finished"),
        build_lock(root),
    ):
        pass


def test_lock_is_free_after_a_failed_build(root: Path) -> None:
    with pytest.raises(ZeroDivisionError), build_lock(root):
        _ = 1 / 0
    with build_lock(root), (root / LOCK).open() as file, pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_folder_that_is_a_file_fails_the_build(tmp_path: Path) -> None:
    (tmp_path / "index").touch()
    with pytest.raises(BuildFailedError, match="file exists"), build_lock(tmp_path / "index"):
        pass


def test_empty_folder_is_a_missing_index(tmp_path: Path) -> None:
    with pytest.raises(MissingIndexError, match="run `mastery index build`"):
        current_generation(tmp_path)
    with pytest.raises(MissingIndexError):
        current_generation(tmp_path / "nothing")


@pytest.mark.parametrize("words", [b"", b"gen-1", b"../../etc", b"\xff\xfe\x00", b"gen-" * 99])
def test_damaged_pointer_is_refused_by_name(root: Path, folder: Path, words: bytes) -> None:
    (root / CURRENT).write_bytes(words)
    with pytest.raises(DamagedIndexError, match=r"^CURRENT does not name a generation"):
        current_generation(root)


def test_missing_pointer_to_a_generation_is_damage(root: Path, folder: Path) -> None:
    (root / CURRENT).unlink()
    with pytest.raises(DamagedIndexError, match=r"^CURRENT is missing"):
        current_generation(root)


def test_pointer_that_cannot_be_read_is_damage(root: Path, folder: Path) -> None:
    (root / CURRENT).unlink()
    (root / CURRENT).mkdir()
    with pytest.raises(DamagedIndexError, match=r"^CURRENT does not name a generation"):
        current_generation(root)


def test_pointer_to_nothing_is_refused_by_name(root: Path, folder: Path) -> None:
    folder.rename(root / "moved")
    with pytest.raises(DamagedIndexError, match=rf"^{re.escape(folder.name)} is missing"):
        current_generation(root)


@pytest.mark.parametrize("name", ["words", "deep/file"])
def test_changed_file_is_refused_by_name(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes()[:-1] + b"!")
    with pytest.raises(DamagedIndexError, match=rf"^{name} was changed"):
        verified_manifest(folder)


@pytest.mark.parametrize("name", ["words", "deep/file"])
def test_missing_file_is_refused_by_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DamagedIndexError, match=rf"^{name} is missing"):
        verified_manifest(folder)


@pytest.mark.parametrize("name", ["foreign", "deep/foreign", "deep/manifest.json"])
def test_foreign_file_is_refused_by_name(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"")
    with pytest.raises(DamagedIndexError, match=rf"^{re.escape(name)} does not belong"):
        verified_manifest(folder)


def test_folder_in_place_of_a_file_is_refused_by_name(folder: Path) -> None:
    (folder / "words").unlink()
    (folder / "words").mkdir()
    with pytest.raises(DamagedIndexError, match=r"^words cannot be read"):
        verified_manifest(folder)


def test_edited_manifest_is_refused_by_name(folder: Path) -> None:
    text = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(text.replace('"passages": 0', '"passages": 1'))
    with pytest.raises(DamagedIndexError, match=r"^manifest\.json was changed"):
        verified_manifest(folder)


def test_missing_manifest_is_refused_by_name(folder: Path) -> None:
    (folder / MANIFEST).unlink()
    with pytest.raises(DamagedIndexError, match=r"^manifest\.json cannot be read"):
        verified_manifest(folder)


def test_manifest_of_another_version_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"format": 99, "novelty": true}')
    with pytest.raises(DamagedIndexError, match=r"^manifest\.json was written by another version"):
        verified_manifest(tmp_path)
