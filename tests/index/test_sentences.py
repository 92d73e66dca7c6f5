"""Sentences are exact spans, and what belongs together has one number."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Document
from index.sentences import MIN_WORDS_OF_STATING_HEADING, sentence_spans, sentences_of
from index.types import Sentence

DocumentOf = Callable[..., Document]
PROSE = st.text(alphabet=st.sampled_from("ab AZ.?!\n\t é£1,'\"()"), max_size=200)


def sentences(document: Document) -> list[Sentence]:
    return list(sentences_of(document.blocks, document.text))


@given(PROSE, PROSE, PROSE)
def test_spans_cover_all_but_white_space(before: str, text: str, after: str) -> None:
    whole, start = before + text + after, len(before)
    spans = list(sentence_spans(whole, start, start + len(text)))
    assert "".join("".join(whole[a:b].split()) for a, b in spans) == "".join(text.split())


@given(PROSE)
def test_spans_begin_and_end_with_words(text: str) -> None:
    spans = list(sentence_spans(text, 0, len(text)))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@pytest.mark.parametrize(
    "text",
    [
        "Ask e.g. Mrs. Brown about the grant.",
        "It costs £1.50 a day, i.e. very little.",
        "See www.ncetm.org.uk for the 2.30 p.m. session.",
    ],
)
def test_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert list(sentence_spans(text, 0, len(text))) == [(0, len(text))]


def test_paragraph_is_cut_into_sentences(document_of: DocumentOf) -> None:
    document = document_of(("paragraph", "It costs nothing. Who pays for it? The hub does."))
    texts = [document.text[s.start : s.end] for s in sentences(document)]
    assert texts == ["It costs nothing.", "Who pays for it?", "The hub does."]


def test_item_with_two_sentences_stays_whole(document_of: DocumentOf) -> None:
    document = document_of(("item", "It is free. The hub pays."))
    assert [(s.kind, s.start, s.end) for s in sentences(document)] == [("item", 0, 25)]


def test_list_is_one_paragraph_with_its_lead_in(document_of: DocumentOf) -> None:
    document = document_of(
        *(("paragraph", "Hello."), ("lead_in", "You get:"), ("item", "money"), ("item", "time")),
        ("paragraph", "Goodbye."),
    )
    assert [s.paragraph for s in sentences(document)] == [0, 1, 1, 1, 2]


def test_table_after_a_list_is_another_paragraph(document_of: DocumentOf) -> None:
    document = document_of(("item", "money"), ("row", "| a | b |"), ("row", "| c | d |"))
    assert [(s.kind, s.paragraph) for s in sentences(document)] == [
        ("item", 0),
        ("row", 1),
        ("row", 1),
    ]


def test_quotation_is_one_paragraph_with_its_speaker(document_of: DocumentOf) -> None:
    document = document_of(("quotation", "We love it."), ("attribution", "A head"))
    assert [(s.kind, s.paragraph) for s in sentences(document)] == [("quotation", 0)] * 2


def test_heading_of_few_words_is_no_sentence(document_of: DocumentOf) -> None:
    heading = " ".join(["word"] * (MIN_WORDS_OF_STATING_HEADING - 1))
    assert sentences(document_of(("heading", heading))) == []


def test_heading_that_states_something_is_one(document_of: DocumentOf) -> None:
    heading = " ".join(["word"] * MIN_WORDS_OF_STATING_HEADING)
    (sentence,) = sentences(document_of(("heading", heading)))
    assert (sentence.kind, sentence.start, sentence.end) == ("heading", 0, len(heading))


def test_question_is_never_a_sentence(document_of: DocumentOf) -> None:
    document = document_of(("question", "Do all schools complete this phase in the first year?"))
    assert sentences(document) == []
