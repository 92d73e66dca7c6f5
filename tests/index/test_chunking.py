"""Passages follow the structure of their document."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import HEADING_KINDS, LIST_KINDS, Document
from index.chunking import MAX_PASSAGE_CHARACTERS, passages_of

DocumentOf = Callable[..., Document]

LONG = "Teachers meet in a work group to plan a lesson together. " * 30
SENTENCES = st.integers(1, 12).map(lambda count: "Some teachers meet in a work group. " * count)
KINDS = ("title", "heading", "subheading", "question", "paragraph", "lead_in", "item", "row")
PIECES = st.lists(
    st.tuples(st.sampled_from((*KINDS, "quotation", "attribution", "contact")), SENTENCES),
    max_size=12,
)


@given(PIECES)
def test_passage_never_crosses_a_heading(document_of: DocumentOf, pieces: list) -> None:
    document = document_of(*pieces)
    headings = [block for block in document.blocks if block.kind in HEADING_KINDS]
    for passage in passages_of(document):
        assert all(
            heading.end <= passage.start or heading.start >= passage.end for heading in headings
        )


@given(PIECES)
def test_every_block_is_in_one_passage(document_of: DocumentOf, pieces: list) -> None:
    document = document_of(*pieces)
    passages = list(passages_of(document))
    for block in document.blocks:
        end = block.start + len(document.text[block.start : block.end].rstrip())
        around = [p for p in passages if p.start <= block.start and end <= p.end]
        is_cut = block.kind == "paragraph" and end - block.start > MAX_PASSAGE_CHARACTERS
        if not is_cut:
            assert len(around) == (0 if block.kind in HEADING_KINDS else 1)


@given(PIECES)
def test_sentences_lie_inside_their_passage(document_of: DocumentOf, pieces: list) -> None:
    document = document_of(*pieces)
    headings = {(b.start, b.end) for b in document.blocks if b.kind in HEADING_KINDS}
    for passage in passages_of(document):
        for sentence in passage.sentences:
            is_inside = passage.start <= sentence.start < sentence.end <= passage.end
            assert is_inside or (sentence.start, sentence.end) in headings


@given(PIECES)
def test_only_what_is_inseparable_is_longer(document_of: DocumentOf, pieces: list) -> None:
    document = document_of(*(piece for piece in pieces if piece[0] not in LIST_KINDS))
    for passage in passages_of(document):
        blocks = [b for b in document.blocks if passage.start <= b.start and b.end <= passage.end]
        speaks = any(block.kind in {"quotation", "attribution"} for block in blocks)
        is_long = passage.end - passage.start > MAX_PASSAGE_CHARACTERS
        assert not is_long or speaks or len(blocks) == 1


@given(PIECES)
def test_passage_ids_are_unique(document_of: DocumentOf, pieces: list) -> None:
    ids = [passage.id for passage in passages_of(document_of(*pieces))]
    assert len(ids) == len(set(ids))


def test_question_heads_its_answer(document_of: DocumentOf) -> None:
    document = document_of(("heading", "FAQ"), ("question", "Who pays?"), ("paragraph", "We do."))
    (passage,) = passages_of(document)
    assert passage.heading_path == ("FAQ", "Who pays?")
    assert passage.section == "Who pays?"


def test_every_question_has_its_own_answer(document_of: DocumentOf) -> None:
    pieces = [("question", "Who pays?"), ("paragraph", "We do."), ("question", "Who goes?")]
    passages = list(passages_of(document_of(*pieces, ("paragraph", "You do."))))
    assert [passage.heading_path for passage in passages] == [("Who pays?",), ("Who goes?",)]


@pytest.mark.parametrize("kind", ["item", "row"])
def test_list_stays_whole_with_its_lead_in(document_of: DocumentOf, kind: str) -> None:
    items = [(kind, f"Thing {number} " + "that a school must do " * 5) for number in range(12)]
    document = document_of(("paragraph", LONG[:600]), ("lead_in", "You must do:"), *items)
    *_, passage = passages_of(document)
    expected = document.text[document.text.index("You must do:") :].rstrip()
    assert document.text[passage.start : passage.end].rstrip() == expected
    assert len(expected) > MAX_PASSAGE_CHARACTERS


def test_quotation_stays_with_its_speaker(document_of: DocumentOf) -> None:
    document = document_of(
        ("paragraph", LONG[:500]), ("quotation", LONG[:390]), ("attribution", "A headteacher")
    )
    *_, passage = passages_of(document)
    assert document.text[passage.start : passage.end].startswith("Teachers meet")
    assert document.text[passage.start : passage.end].endswith("\n\nA headteacher")


def test_long_paragraph_is_cut_between_sentences(document_of: DocumentOf) -> None:
    document = document_of(("paragraph", LONG))
    pieces = [document.text[p.start : p.end].strip() for p in passages_of(document)]
    assert len(pieces) == 2
    assert all(piece.startswith("Teachers") and piece.endswith("together.") for piece in pieces)


def test_cut_paragraph_loses_no_word(document_of: DocumentOf) -> None:
    document = document_of(("paragraph", LONG))
    pieces = [document.text[p.start : p.end] for p in passages_of(document)]
    assert " ".join(pieces).split() == document.text.split()


def test_title_is_no_heading_in_force(document_of: DocumentOf) -> None:
    document = document_of(("title", "The guide"), ("paragraph", "It is free."))
    (passage,) = passages_of(document)
    assert passage.heading_path == ()
    assert passage.section == ""


def test_heading_replaces_those_below_it(document_of: DocumentOf) -> None:
    document = document_of(
        *(("heading", "Time"), ("subheading", "Cover"), ("paragraph", "It is paid.")),
        *(("heading", "Money"), ("paragraph", "It is free.")),
    )
    paths = [passage.heading_path for passage in passages_of(document)]
    assert paths == [("Time", "Cover"), ("Money",)]


def test_embedded_text_begins_with_title_and_headings(document_of: DocumentOf) -> None:
    document = document_of(("heading", "Time"), ("subheading", "Cover"), ("paragraph", "Paid."))
    (passage,) = passages_of(document)
    assert passage.text_to_embed == "The guide. Time. Cover\nPaid."


def test_heading_over_two_lines_is_one_line(document_of: DocumentOf) -> None:
    (passage,) = passages_of(document_of(("heading", "Time\n  and money"), ("paragraph", "Both.")))
    assert passage.heading_path == ("Time and money",)


def test_headings_alone_are_no_passage(document_of: DocumentOf) -> None:
    assert list(passages_of(document_of(("heading", "Time"), ("heading", "Money")))) == []
