from pathlib import Path

import pytest

from corpus.errors import CorpusDataError
from corpus.phrasings import load_phrasings
from corpus.types import KnownGap, Quotation, SectionPhrasings

SECTIONS = """
document: joining
sections:
- heading: Can we join?
  phrasings: [room for us?, 'May we, a small school, come too?']
- heading: Dates
  phrasings: [when is it]
"""
GAP = """
gaps:
- id: closing-date
  topic: when applications close
  programme: a-programme
  nearest: {document_id: joining, quote: Apply by spring.}
  ask: the hub's office
  phrasings: [deadline?]
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_sections_know_their_document(tmp_path: Path) -> None:
    write(tmp_path / "joining.yaml", SECTIONS)
    sections, _ = load_phrasings(tmp_path)
    assert sections == (
        SectionPhrasings(
            document_id="joining",
            section="Can we join?",
            phrasings=("room for us?", "May we, a small school, come too?"),
        ),
        SectionPhrasings(document_id="joining", section="Dates", phrasings=("when is it",)),
    )


def test_gap_keeps_what_is_nearest(tmp_path: Path) -> None:
    write(tmp_path / "gaps.yaml", GAP)
    _, gaps = load_phrasings(tmp_path)
    assert gaps == (
        KnownGap(
            id="closing-date",
            topic="when applications close",
            programme="a-programme",
            nearest=Quotation(document_id="joining", quote="Apply by spring."),
            ask="the hub's office",
            phrasings=("deadline?",),
        ),
    )


def test_files_of_all_subfolders_are_read_by_name(tmp_path: Path) -> None:
    for name in ("b/second", "a/first", "third"):
        write(tmp_path / f"{name}.yaml", SECTIONS.replace("joining", name))
    sections, _ = load_phrasings(tmp_path)
    assert [section.document_id for section in sections[::2]] == ["a/first", "b/second", "third"]


def test_missing_folder_has_no_phrasings(tmp_path: Path) -> None:
    assert load_phrasings(tmp_path / "phrasings") == ((), ())


def test_misspelt_field_is_named(tmp_path: Path) -> None:
    write(tmp_path / "joining.yaml", SECTIONS.replace("heading: Dates", "headline: Dates"))
    with pytest.raises(CorpusDataError, match="sections → 1 → heading"):
        load_phrasings(tmp_path)
