"""An assistant opens for its corpus, and builds the index only where it must.

Not `test_opening.py`, a name that the command line's tests have: without packages, pytest knows
a module by its name alone.
"""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from assistant.opening import Opened, open_assistant
from assistant.types import Question
from corpus.errors import CorpusFolderError
from index.encoding import Encoder

Open = Callable[..., Opened]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents of ours"
    folder.mkdir()
    (folder / "cover.md").write_text("# Cover\n\n## Who pays?\n\nThe hub pays for cover.\n")
    return folder


@pytest.fixture
def open_it(documents: Path, tmp_path: Path, encoder: Encoder) -> Open:
    def opened(encoder: Encoder = encoder) -> Opened:
        return open_assistant(documents, tmp_path / "index", encoder)

    return opened


def test_missing_index_is_built(open_it: Open) -> None:
    opened = open_it()
    answer = opened.assistant.answer(Question(text="Who pays for cover?"))
    assert answer.status == "answered"
    assert answer.text == "The hub pays for cover. [1]"
    assert (opened.skipped, opened.damage) == ((), None)


def test_fresh_index_is_opened_as_it_is(open_it: Open) -> None:
    built = open_it().assistant.snapshot.generation
    assert open_it().assistant.snapshot.generation == built


def test_changed_document_builds_anew(open_it: Open, documents: Path) -> None:
    before = open_it().assistant.snapshot.generation
    (documents / "cover.md").write_text("The school pays for cover.\n")
    after = open_it().assistant
    assert after.snapshot.generation != before
    assert after.answer(Question(text="Who pays for cover?")).text.startswith("The school pays")


def test_other_model_builds_anew(open_it: Open, made_index: ModuleType) -> None:
    before = open_it().assistant.snapshot.generation
    opened = open_it(encoder=made_index.HashingEncoder("another"))
    assert opened.assistant.snapshot.generation != before
    assert opened.assistant.snapshot.manifest.model.name == "another"


def test_damage_is_told_and_mended(open_it: Open, tmp_path: Path) -> None:
    generation = open_it().assistant.snapshot.generation
    content = next((tmp_path / "index").rglob(f"{generation}/content.json"))
    content.write_bytes(content.read_bytes()[:-1])
    opened = open_it()
    assert opened.damage
    assert opened.assistant.answer(Question(text="Who pays for cover?")).status == "answered"


def test_unreadable_file_is_named(open_it: Open, documents: Path) -> None:
    (documents / "photo.png").write_bytes(b"\x89PNG")
    assert [file.path for file in open_it().skipped] == ["photo.png"]


def test_only_building_tells_its_progress(
    documents: Path, tmp_path: Path, encoder: Encoder
) -> None:
    steps: list[str] = []
    index = tmp_path / "index"
    open_assistant(documents, index, encoder, lambda step, *_: steps.append(step))
    told = list(steps)
    open_assistant(documents, index, encoder, lambda step, *_: steps.append(step))
    assert told == steps != []


def test_missing_folder_is_an_error(tmp_path: Path, encoder: Encoder) -> None:
    with pytest.raises(CorpusFolderError):
        open_assistant(tmp_path / "gone", tmp_path / "index", encoder)
