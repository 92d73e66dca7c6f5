"""The memory on both databases, with a clock that stands still until it is moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kept_things import Clock

from integrations.memory.memory import Memory, open_memory
from integrations.memory.tables import metadata


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'memory.sqlite'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def memory(url: str, clock: Clock) -> Iterator[Memory]:
    opened = open_memory(url, clock)
    yield opened
    with opened.engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(table.delete())
    opened.close()


@pytest.fixture
def sqlite_memory(tmp_path: Path, clock: Clock) -> Iterator[Memory]:
    opened = open_memory(f"sqlite:///{tmp_path / 'memory.sqlite'}", clock)
    yield opened
    opened.close()
