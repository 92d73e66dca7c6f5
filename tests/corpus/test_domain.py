from pathlib import Path

import pytest

from corpus.domain import load_disagreements, load_hubs, load_programmes, load_terms
from corpus.errors import CorpusDataError

TERM = """
terms:
- term: WG
  also: [work grp]
  meaning: A work group.
  expands: work group
  case_sensitive: true
"""
HUB = """
hubs:
- id: our-hub
  name: Our Hub
  region: North
  areas: [Northshire]
  email: null
  grade: B
  as_of: 2024/25
"""
PROGRAMME = """
id: joining
name: Joining a Group
aliases: [first year]
phase: primary
joined_by: school
facts:
- topic: cost
  academic_year: 2024/25
  document_id: joining
  quote: It is free.
"""


def test_glossary_is_read(tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").write_text(TERM)
    (term,) = load_terms(tmp_path)
    assert (term.term, term.also, term.expands) == ("WG", ("work grp",), "work group")
    assert term.case_sensitive


def test_hubs_are_read(tmp_path: Path) -> None:
    (tmp_path / "hubs.yaml").write_text(HUB)
    (hub,) = load_hubs(tmp_path)
    assert (hub.id, hub.areas, hub.email, hub.grade) == ("our-hub", ("Northshire",), None, "B")


def test_programme_keeps_its_quotations(tmp_path: Path) -> None:
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "joining.yaml").write_text(PROGRAMME)
    (programme,) = load_programmes(tmp_path)
    (fact,) = programme.facts
    assert (programme.id, fact.topic, fact.quote) == ("joining", "cost", "It is free.")


def test_programmes_are_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "programmes").mkdir()
    for name in ("b", "c", "a"):
        text = PROGRAMME.replace("id: joining", f"id: {name}")
        (tmp_path / "programmes" / f"{name}.yaml").write_text(text)
    assert [programme.id for programme in load_programmes(tmp_path)] == ["a", "b", "c"]


def test_folder_without_data_has_none(tmp_path: Path) -> None:
    assert (load_terms(tmp_path), load_hubs(tmp_path), load_programmes(tmp_path)) == ((), (), ())


@pytest.mark.parametrize(
    ("wrong", "place"),
    [("phase: nursery", "phase"), ("joined_by: class", "joined_by"), ("fase: primary", "phase")],
)
def test_unknown_value_is_named_with_its_place(tmp_path: Path, wrong: str, place: str) -> None:
    field = "joined_by: school" if place == "joined_by" else "phase: primary"
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "joining.yaml").write_text(PROGRAMME.replace(field, wrong))
    with pytest.raises(CorpusDataError, match=rf"joining.yaml, line \d+, at {place}: "):
        load_programmes(tmp_path)


def test_disagreements_are_read(tmp_path: Path) -> None:
    side = "{document_id: a, quote: It is long., says: long}"
    (tmp_path / "disagreements.yaml").write_text(
        f"disagreements:\n- {{id: one, point: how long, by: years, sides: [{side}, {side}]}}\n"
    )
    (disagreement,) = load_disagreements(tmp_path)
    assert [side.says for side in disagreement.sides] == ["long", "long"]


def test_one_side_alone_is_no_disagreement(tmp_path: Path) -> None:
    (tmp_path / "disagreements.yaml").write_text(
        "disagreements:\n- {id: one, point: how long, by: years,"
        " sides: [{document_id: a, quote: It is long., says: long}]}\n"
    )
    with pytest.raises(CorpusDataError, match=r"disagreements\.yaml"):
        load_disagreements(tmp_path)


def test_corpus_without_disagreements_has_none(tmp_path: Path) -> None:
    assert load_disagreements(tmp_path) == ()
