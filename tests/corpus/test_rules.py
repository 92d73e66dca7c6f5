from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import CorpusDataError
from corpus.loading import load_corpus

FACTS = """\
facts:
- id: head_backs
  question: Does the head back it?
  options:
  - {value: "yes", label: the head backs it}
  - {value: "no", label: the head does not back it}
- id: teachers
  question: How many teachers?
  is_ordered: true
  options:
  - {value: "1", label: one teacher}
  - {value: "2", label: two teachers}
"""
PROGRAMME = """\
id: joining
name: Joining a Group
phase: primary
joined_by: school
rules:
- academic_year: 2025/26
  criteria:
  - id: head
    criterion: The head backs it.
    strength: required
    needs: {fact: head_backs, one_of: ["yes"]}
    document_id: guide
    quote: The head backs it.
  - id: people
    criterion: Two teachers take part.
    strength: required
    needs:
      all:
      - {fact: teachers, at_least: "2"}
      - not: {fact: head_backs, one_of: ["no"]}
    document_id: guide
    quote: Two teachers take part.
- academic_year: 2024/25
  criteria:
  - id: head
    criterion: The head backs it.
    strength: required
    needs: {fact: head_backs, one_of: ["yes"]}
    document_id: guide
    quote: The head backs it.
  unsettled:
  - when: {fact: teachers, one_of: ["1"]}
    what: whether one teacher is enough
"""
Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(programme: str = PROGRAMME, facts: str = FACTS) -> Path:
        for name in ("documents", "programmes", "phrasings"):
            (tmp_path / name).mkdir()
        text = "# Guide\n\nThe head backs it. Two teachers take part.\n"
        (tmp_path / "documents" / "guide.md").write_text(text)
        (tmp_path / "programmes" / "joining.yaml").write_text(programme)
        (tmp_path / "facts.yaml").write_text(facts)
        return tmp_path

    return write


def fault_in(folder: Path) -> str:
    with pytest.raises(CorpusDataError) as caught:
        load_corpus(folder)
    return str(caught.value).removeprefix(f"{folder}/")


def test_rules_are_loaded_with_their_facts(written: Written) -> None:
    corpus = load_corpus(written())
    (programme,) = corpus.programmes
    assert [rules.academic_year for rules in programme.rules] == ["2025/26", "2024/25"]
    assert [fact.id for fact in corpus.facts] == ["head_backs", "teachers"]


@pytest.mark.parametrize(
    ("right", "wrong", "line", "fault"),
    [
        ("{fact: teachers, at_least", "{fact: pupils, at_least", 19, "no fact 'pupils'"),
        ('at_least: "2"', 'at_least: "9"', 19, "'9' is no value of teachers (1, 2)"),
        ("fact: teachers, at_least", "fact: head_backs, at_least", 19, "is no value of head_backs"),
        (
            '{fact: teachers, at_least: "2"}',
            '{fact: head_backs, at_least: "yes"}',
            19,
            "head_backs is not ordered; use one_of",
        ),
        ('not: {fact: head_backs, one_of: ["no"]}', "not: {fact: x, one_of: [a]}", 20, "fact 'x'"),
        (
            '{fact: teachers, one_of: ["1"]}',
            '{fact: teachers, one_of: ["7"]}',
            32,
            "'7' is no value",
        ),
        ("- id: people", "- id: head", 14, "'head' is there twice"),
        ("year: 2024/25", "year: 2026/27", 23, "the newest academic year stands first"),
        ("year: 2024/25", "year: 24/25", 23, "an academic year is written as 2024/25"),
        ("year: 2024/25", "year: 2025/26", 23, "need different names or hubs"),
        ("year: 2024/25", "year: 2024/25\n  hub: ours", 24, "hubs.yaml has no hub 'ours'"),
        ("quote: Two teachers take", "quote: Six teachers take", 22, "does not stand in guide"),
        (
            "    document_id: guide\n    quote: Two",
            "    document_id: guise\n    quote: Two",
            21,
            "there is no document 'guise'",
        ),
    ],
)
def test_fault_in_rules_is_named_with_file_and_line(
    written: Written, right: str, wrong: str, line: int, fault: str
) -> None:
    assert right in PROGRAMME
    found = fault_in(written(PROGRAMME.replace(right, wrong, 1)))
    assert found.startswith(f"programmes/joining.yaml, line {line}, at rules → "), found
    assert fault in found


@pytest.mark.parametrize(
    ("right", "wrong", "line", "fault"),
    [
        ("- id: teachers", "- id: head_backs", 7, "'head_backs' is defined twice"),
        ('value: "2"', 'value: "1"', 12, "'1' is there twice"),
        ("is_ordered: true", 'presumed: "3"', 9, "'3' is no value of teachers"),
        ("is_ordered: true", 'usual: "3"', 9, "'3' is no value of teachers"),
        (
            "label: two teachers}",
            'label: two teachers, implies: {head_backs: ["maybe"]}}',
            12,
            "'maybe' is no value of head_backs",
        ),
    ],
)
def test_fault_in_facts_is_named_with_file_and_line(
    written: Written, right: str, wrong: str, line: int, fault: str
) -> None:
    found = fault_in(written(facts=FACTS.replace(right, wrong, 1)))
    assert found.startswith(f"facts.yaml, line {line}, at facts → "), found
    assert fault in found


def test_rules_without_criteria_are_a_fault(written: Written) -> None:
    bare = PROGRAMME[: PROGRAMME.index("  criteria:")] + "  criteria: []\n"
    assert "there are no criteria" in fault_in(written(bare))


def test_quote_of_a_document_that_cannot_be_read_is_no_fault_of_the_rules(written: Written) -> None:
    folder = written()
    (folder / "documents" / "other.md").write_text("# Other\n\nSomething else.\n")
    (folder / "documents" / "guide.md").write_bytes(b"")
    assert load_corpus(folder).programmes


def test_bare_folder_of_documents_borrows_the_bundled_facts(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text("# Guide\n\nSomething else.\n")
    assert "nation" in {fact.id for fact in load_corpus(tmp_path).facts}
