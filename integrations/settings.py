"""Settings from the environment or a `.env` file, read once at the edge."""

import os
import re
from collections.abc import Mapping
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)
from rapidfuzz import process

from corpus.loading import BUNDLED_CORPUS
from index.encoding import BUNDLED_MODEL

PREFIX = "MASTERY_"
ANY_ORIGIN = "*"
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?")


class SettingsError(Exception):
    """A setting is unknown or cannot be used; the message names it and says what to write."""


def _split(value: object) -> object:
    """Take "a, b" for a list; what is one already stays."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _origin(value: str) -> str:
    if value != ANY_ORIGIN and not _ORIGIN.fullmatch(value):
        raise ValueError("an origin is written as https://hub.example.org, in small letters")
    return value


def _network(value: str) -> str:
    ip_network(value, strict=False)  # its ValueError says what an address looks like
    return value


def _database() -> SecretStr:
    return SecretStr(f"sqlite:///{user_data_path('mastery-assistant') / 'memory.sqlite'}")


class Settings(BaseModel):
    """What operators may set, each as MASTERY_ and the field's name in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    corpus: Path = BUNDLED_CORPUS
    """Folder of documents, or a corpus folder with documents, phrasings and programmes."""
    index: Path | None = None
    """Folder of the index; by default one a corpus in the user's cache."""
    model: str = BUNDLED_MODEL
    """A sentence-transformers model: a folder, or the bundled one's name."""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    today: date | None = None
    """The day to take as today, when telling what is out of date; by default the clock's."""

    database_url: SecretStr = Field(default_factory=_database)
    """Where the service remembers: sqlite:///FILE for one machine, postgresql://… for several."""
    keep_days: int = Field(default=90, ge=1, le=366)
    """Redacted questions, receipts, feedback and hand-offs are deleted after that many days."""
    allowed_origins: Annotated[
        tuple[Annotated[str, AfterValidator(_origin)], ...], BeforeValidator(_split)
    ] = ()
    """Sites whose pages may ask, as https://hub.example.org, parted by commas."""
    trusted_proxies: Annotated[
        tuple[Annotated[str, AfterValidator(_network)], ...], BeforeValidator(_split)
    ] = ()
    """Addresses of our own proxies: only they are believed when they say who asks."""
    limit_per_client: int = Field(default=30, ge=0)
    """Requests a minute from one address; 0 for no limit."""
    limit_in_all: int = Field(default=600, ge=0)
    """Requests a minute from everybody; 0 for no limit."""
    most_running: int = Field(default=4, ge=1)
    """Questions that one process works on at once: encoding keeps two cores busy with four."""
    most_waiting: int = Field(default=32, ge=0)
    """Questions that wait for their turn; further ones are told to come back."""
    off: bool = False
    """Refuses questions and tells the health only; `mastery switch off` does so without restart."""
    public: bool = False
    """Open to the internet: what that asks for must then be set (see check_public)."""
    privacy_url: str | None = Field(default=None, pattern=r"^https://\S+$")
    complaints: str | None = Field(default=None, pattern=r"^(?:https://\S+|\S+@\S+)$")
    """Where to complain: a web page or a shared mailbox."""

    def check_public(self) -> None:
        """Refuse to be public without what the law and safety ask for. Raises SettingsError."""
        if not self.public:
            return
        if ANY_ORIGIN in self.allowed_origins:
            raise SettingsError(
                f"{PREFIX}ALLOWED_ORIGINS must name each site in public mode; * lets every site in."
            )
        for name in ("privacy_url", "complaints"):
            if getattr(self, name) is None:
                raise SettingsError(
                    f"{PREFIX}{name.upper()} must be set in public mode, so that people can find"
                    " out what is kept and whom to ask."
                )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; variables of the environment win over `.env`. Raises SettingsError."""
        given = {**_of_file(), **(os.environ if environment is None else environment)}
        named = {
            name.removeprefix(PREFIX).lower(): value
            for name, value in given.items()
            if name.startswith(PREFIX) and value
        }
        for name in named:
            if name not in cls.model_fields:
                raise SettingsError(_unknown(name, list(cls.model_fields)))
        try:
            return cls.model_validate(named)
        except ValidationError as error:
            fault = error.errors()[0]
            raise SettingsError(
                f"{PREFIX}{str(fault['loc'][0]).upper()} cannot be used:"
                f" {fault['msg'].lower()}; set it anew or leave it out."
            ) from error


def _of_file() -> dict[str, str]:
    try:
        return {name: value or "" for name, value in dotenv_values(".env").items()}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "The file .env cannot be read; save it as UTF-8 text that you may read, or remove it."
        ) from error


def _unknown(name: str, known: list[str]) -> str:
    nearest, _, _ = process.extractOne(name, known)
    return (
        f"{PREFIX}{name.upper()} is not a setting; did you mean {PREFIX}{nearest.upper()}?"
        " Leave it out or correct it."
    )
