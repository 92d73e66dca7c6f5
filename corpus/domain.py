"""The corpus's data about its field: the glossary, the hubs and the programmes."""

from pathlib import Path

from corpus.data_files import load_data
from corpus.types import Hub, Programme, Record, Term


class GlossaryFile(Record):
    """`glossary.yaml`."""

    terms: tuple[Term, ...]


class HubsFile(Record):
    """`hubs.yaml`."""

    hubs: tuple[Hub, ...]


def load_terms(folder: Path) -> tuple[Term, ...]:
    """Load the glossary; empty where the corpus has none."""
    path = folder / "glossary.yaml"
    return load_data(path, GlossaryFile).terms if path.is_file() else ()


def load_hubs(folder: Path) -> tuple[Hub, ...]:
    """Load the hubs; empty where the corpus has none."""
    path = folder / "hubs.yaml"
    return load_data(path, HubsFile).hubs if path.is_file() else ()


def load_programmes(folder: Path) -> tuple[Programme, ...]:
    """Load `programmes/*.yaml`, one programme a file."""
    paths = sorted((folder / "programmes").glob("*.yaml"))
    return tuple(load_data(path, Programme) for path in paths)
