import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from integrations.memory.errors import CannotOpenMemoryError
from integrations.memory.memory import Memory, open_memory
from integrations.memory.tables import metadata

OPEN = "import sys; from integrations.memory.memory import open_memory; open_memory(sys.argv[1])"


def test_migrations_make_the_tables_as_described(memory: Memory) -> None:
    with memory.engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_processes_that_start_together_take_turns(tmp_path: Path) -> None:
    words = [sys.executable, "-c", OPEN, f"sqlite:///{tmp_path / 'new' / 'memory.sqlite'}"]
    started = [subprocess.Popen(words, stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[1] for process in started] == [b""] * 4
    assert [process.returncode for process in started] == [0] * 4


def test_second_start_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'memory.sqlite'}"
    first = open_memory(url)
    first.switch(off=True)
    first.close()
    second = open_memory(url)
    assert second.is_off()
    second.close()


@pytest.mark.parametrize(
    "url",
    ["", "memory.sqlite", "mysql://secret@localhost/a", "postgresql://u:secret@127.0.0.1:1/a"],
)
def test_unusable_address_is_told_without_its_password(url: str) -> None:
    with pytest.raises(CannotOpenMemoryError, match="MASTERY_DATABASE_URL") as refused:
        open_memory(url)
    assert "secret" not in str(refused.value)


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotOpenMemoryError, match="may be written"):
        open_memory(f"sqlite:///{tmp_path / 'file' / 'memory.sqlite'}")
