"""The corpus's data about its field: the glossary, the hubs, the programmes and their facts."""

from pathlib import Path

from corpus.data_files import load_data
from corpus.types import Disagreement, FactDefinition, Hub, Programme, Record, Term


class GlossaryFile(Record):
    """`glossary.yaml`."""

    terms: tuple[Term, ...]


class HubsFile(Record):
    """`hubs.yaml`."""

    hubs: tuple[Hub, ...]


class FactsFile(Record):
    """`facts.yaml`."""

    facts: tuple[FactDefinition, ...]


class DisagreementsFile(Record):
    """`disagreements.yaml`."""

    disagreements: tuple[Disagreement, ...]


def load_terms(folder: Path) -> tuple[Term, ...]:
    """Load the glossary; empty where the corpus has none."""
    path = folder / "glossary.yaml"
    return load_data(path, GlossaryFile).terms if path.is_file() else ()


def load_hubs(folder: Path) -> tuple[Hub, ...]:
    """Load the hubs; empty where the corpus has none."""
    path = folder / "hubs.yaml"
    return load_data(path, HubsFile).hubs if path.is_file() else ()


def load_disagreements(folder: Path) -> tuple[Disagreement, ...]:
    """Load the points on which sources differ; empty where the corpus has marked none."""
    path = folder / "disagreements.yaml"
    return load_data(path, DisagreementsFile).disagreements if path.is_file() else ()


def load_facts(folder: Path) -> tuple[FactDefinition, ...]:
    """Load what criteria may ask of an asker; empty where the corpus decides nothing."""
    path = folder / "facts.yaml"
    return load_data(path, FactsFile).facts if path.is_file() else ()


def programme_files(folder: Path) -> list[Path]:
    """List the files of the programmes, in the order in which they are loaded."""
    return sorted((folder / "programmes").glob("*.yaml"))


def load_programmes(folder: Path) -> tuple[Programme, ...]:
    """Load `programmes/*.yaml`, one programme a file."""
    return tuple(load_data(path, Programme) for path in programme_files(folder))
