"""Teachers' own questions for each section, and the questions that no document answers.

`phrasings/**/*.yaml` holds files of two shapes: `document:` with `sections:`, or `gaps:`.
"""

from collections.abc import Iterable
from pathlib import Path

from corpus.data_files import load_data
from corpus.types import KnownGap, Record, SectionPhrasings


class SectionEntry(Record):
    """The phrasings of one section."""

    heading: str
    phrasings: tuple[str, ...]


class PhrasingsFile(Record):
    """One file below `phrasings/`."""

    document: str | None = None
    sections: tuple[SectionEntry, ...] = ()
    gaps: tuple[KnownGap, ...] = ()


def load_phrasings(folder: Path) -> tuple[tuple[SectionPhrasings, ...], tuple[KnownGap, ...]]:
    """Load all phrasings and known gaps below `folder`; empty where the folder is missing."""
    files = [load_data(path, PhrasingsFile) for path in sorted(folder.rglob("*.yaml"))]
    return tuple(sections_of(files)), tuple(gap for file in files for gap in file.gaps)


def sections_of(files: Iterable[PhrasingsFile]) -> Iterable[SectionPhrasings]:
    """Give the phrasings of each section, in the order of the files."""
    for file in files:
        for entry in file.sections:
            yield SectionPhrasings(
                document_id=file.document or "", section=entry.heading, phrasings=entry.phrasings
            )
