from datetime import date
from pathlib import Path

import pytest

from corpus.loading import BUNDLED_CORPUS
from integrations.settings import Settings, SettingsError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the settings are read."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_set_serves_bundled_corpus() -> None:
    settings = Settings.from_environment({})
    assert settings.corpus == BUNDLED_CORPUS
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_every_setting_has_its_variable() -> None:
    settings = Settings.from_environment(
        {
            "MASTERY_CORPUS": "/corpus",
            "MASTERY_INDEX": "/index",
            "MASTERY_MODEL": "/model",
            "MASTERY_HOST": "::1",
            "MASTERY_PORT": "9000",
            "MASTERY_TODAY": "2026-11-22",
        }
    )
    assert settings == Settings(
        corpus=Path("/corpus"),
        index=Path("/index"),
        model="/model",
        host="::1",
        port=9000,
        today=date(2026, 11, 22),
    )


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("MASTERY_PROT", "MASTERY_PORT"),
        ("MASTERY_CORPSE", "MASTERY_CORPUS"),
        ("MASTERY_INDEX_FOLDER", "MASTERY_INDEX"),
        ("MASTERY_TO_DAY", "MASTERY_TODAY"),
    ],
)
def test_unknown_name_names_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is not a setting; .* {nearest}[?]"):
        Settings.from_environment({name: "anything"})


def test_name_that_is_only_the_prefix_is_unknown() -> None:
    with pytest.raises(SettingsError, match=r"^MASTERY_ is not a setting"):
        Settings.from_environment({"MASTERY_": "anything"})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "80.5", "8000 8001"])
def test_impossible_port_is_named(port: str) -> None:
    with pytest.raises(SettingsError, match=r"^MASTERY_PORT cannot be used: .*; set it anew"):
        Settings.from_environment({"MASTERY_PORT": port})


def test_impossible_day_is_named() -> None:
    with pytest.raises(SettingsError, match=r"^MASTERY_TODAY cannot be used"):
        Settings.from_environment({"MASTERY_TODAY": "2026-02-31"})


def test_variables_of_others_are_ignored() -> None:
    assert Settings.from_environment({"PORT": "1", "MASTER_PORT": "2"}).port == 8000


def test_empty_values_are_ignored() -> None:
    given = {"MASTERY_PORT": "", "MASTERY_CORPUS": "", "MASTERY_PROT": ""}
    assert Settings.from_environment(given) == Settings()


def test_file_is_read(folder: Path) -> None:
    (folder / ".env").write_text('# ours\nMASTERY_PORT=9001\nMASTERY_HOST="0.0.0.0"\nSECRET=x\n')
    settings = Settings.from_environment({})
    assert (settings.host, settings.port) == ("0.0.0.0", 9001)  # noqa: S104 (only read)


def test_environment_wins_over_file(folder: Path) -> None:
    (folder / ".env").write_text("MASTERY_PORT=9001\nMASTERY_HOST=example.org\n")
    settings = Settings.from_environment({"MASTERY_PORT": "9002"})
    assert (settings.host, settings.port) == ("example.org", 9002)


def test_unknown_name_in_file_is_an_error(folder: Path) -> None:
    (folder / ".env").write_text("MASTERY_PORTS=9001\n")
    with pytest.raises(SettingsError, match=r"did you mean MASTERY_PORT\?"):
        Settings.from_environment({})


def test_name_without_value_in_file_is_ignored(folder: Path) -> None:
    (folder / ".env").write_text("MASTERY_PORT\nMASTERY_HOST=\n")
    assert Settings.from_environment({}) == Settings()


def test_file_that_is_not_text_is_an_error(folder: Path) -> None:
    (folder / ".env").write_bytes(b"MASTERY_HOST=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"^The file \.env cannot be read"):
        Settings.from_environment({})


def test_process_environment_is_read_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTERY_PORT", "9003")
    assert Settings.from_environment().port == 9003


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().port = 9000  # type: ignore[misc]


def test_lists_are_parted_by_commas_or_spaces() -> None:
    given = {
        "MASTERY_ALLOWED_ORIGINS": "https://a.example, http://localhost:8080",
        "MASTERY_TRUSTED_PROXIES": "10.0.0.0/8 ::1",
    }
    settings = Settings.from_environment(given)
    assert settings.allowed_origins == ("https://a.example", "http://localhost:8080")
    assert settings.trusted_proxies == ("10.0.0.0/8", "::1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_ORIGINS", "hub.example.org"),
        ("ALLOWED_ORIGINS", "https://hub.example.org/"),
        ("ALLOWED_ORIGINS", "https://*.example.org"),
        ("TRUSTED_PROXIES", "proxy"),
        ("KEEP_DAYS", "0"),
        ("LIMIT_PER_CLIENT", "-1"),
        ("PRIVACY_URL", "http://a.example"),
        ("COMPLAINTS", "the office"),
        ("PUBLIC", "perhaps"),
    ],
)
def test_impossible_value_names_its_setting(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"^MASTERY_{name} cannot be used: "):
        Settings.from_environment({f"MASTERY_{name}": value})


PUBLIC = {
    "MASTERY_PUBLIC": "true",
    "MASTERY_ALLOWED_ORIGINS": "https://hub.example.org",
    "MASTERY_PRIVACY_URL": "https://hub.example.org/privacy",
    "MASTERY_COMPLAINTS": "office@hub.example.org",
}


def test_public_mode_with_all_that_it_needs_is_accepted() -> None:
    Settings.from_environment(PUBLIC).check_public()


@pytest.mark.parametrize("name", ["PRIVACY_URL", "COMPLAINTS"])
def test_public_mode_names_what_is_missing(name: str) -> None:
    given = {key: value for key, value in PUBLIC.items() if key != f"MASTERY_{name}"}
    with pytest.raises(SettingsError, match=f"^MASTERY_{name} must be set in public mode"):
        Settings.from_environment(given).check_public()


def test_public_mode_refuses_every_site() -> None:
    settings = Settings.from_environment({**PUBLIC, "MASTERY_ALLOWED_ORIGINS": "*"})
    with pytest.raises(SettingsError, match=r"^MASTERY_ALLOWED_ORIGINS must name each site"):
        settings.check_public()


def test_private_mode_needs_nothing() -> None:
    Settings.from_environment({"MASTERY_ALLOWED_ORIGINS": "*"}).check_public()


def test_password_of_the_database_is_not_shown() -> None:
    given = {"MASTERY_DATABASE_URL": "postgresql://hub:secret@localhost/mastery"}
    assert "secret" not in repr(Settings.from_environment(given))
