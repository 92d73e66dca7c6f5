"""Settings from the environment or a `.env` file, read once at the edge."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import process

from corpus.loading import BUNDLED_CORPUS
from index.encoding import BUNDLED_MODEL

PREFIX = "MASTERY_"


class SettingsError(Exception):
    """A setting is unknown or cannot be used; the message names it and says what to write."""


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
