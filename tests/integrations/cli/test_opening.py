from datetime import date, datetime
from pathlib import Path

import pytest

from integrations.cli.opening import settings_for


@pytest.fixture(autouse=True)
def variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that name a corpus and its index."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MASTERY_CORPUS", "/corpus")
    monkeypatch.setenv("MASTERY_INDEX", "/index")


def test_settings_stand_without_options() -> None:
    settings = settings_for(None, None)
    assert (settings.corpus, settings.index) == (Path("/corpus"), Path("/index"))


def test_other_corpus_leaves_out_the_index_of_settings() -> None:
    settings = settings_for(Path("/other"), None)
    assert (settings.corpus, settings.index) == (Path("/other"), None)


def test_options_stand_in_place_of_settings() -> None:
    settings = settings_for(Path("/other"), Path("/index of other"))
    assert (settings.corpus, settings.index) == (Path("/other"), Path("/index of other"))


def test_index_alone_keeps_the_corpus_of_settings() -> None:
    settings = settings_for(None, Path("/index of other"))
    assert (settings.corpus, settings.index) == (Path("/corpus"), Path("/index of other"))


def test_day_of_the_settings_stands_without_option(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTERY_TODAY", "2026-11-22")
    assert settings_for(None, None).today == date(2026, 11, 22)


def test_day_of_the_option_stands_in_place_of_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MASTERY_TODAY", "2026-11-22")
    assert settings_for(None, None, datetime(2027, 9, 1)).today == date(2027, 9, 1)
