"""Answers quote in order, number their citations, and stay short."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.comparing import Comparison, Row
from assistant.composing import MAX_WORDS, Draft, compose, compose_comparison, compose_findings
from assistant.findings import Finding
from assistant.quoting import source_of
from assistant.reading import Reading
from assistant.types import Understanding
from corpus.markdown import blocks_of_markdown
from corpus.types import Document, Programme, ProgrammeFact, SectionSource, Source
from index.chunking import passages_of

TABLE = "| Phase | Days |\n|---|---|\n| Primary | six |"


def document_from(text: str) -> Document:
    blocks = blocks_of_markdown(text)
    return Document(id="guide", source=Source(title="The guide"), text=text, blocks=blocks)


def reading_of(document: Document, *numbers: int) -> Reading:
    """Read all sentences of the first passage, or those of the given numbers."""
    passage = next(passages_of(document))
    sentences = passage.sentences
    chosen = tuple(sentences[number] for number in numbers) or sentences
    return Reading(passage=passage, sentences=chosen, key=chosen[0], key_score=1.0)


def composed(text: str, *numbers: int) -> Draft:
    document = document_from(text)
    return compose([reading_of(document, *numbers)], {"guide": document})


def test_sentences_run_on_and_are_cited() -> None:
    assert composed("One goes.\nTwo stay.").text == "One goes. Two stay. [1]"


def test_list_stands_below_its_lead_in() -> None:
    text = "Schools bring:\n\n- two teachers\n- one head"
    assert composed(text).text == "Schools bring:\n- two teachers\n- one head [1]"


def test_text_after_a_list_stands_apart() -> None:
    assert composed("- one head\n\nThat is all.").text == "- one head\n\nThat is all. [1]"


def test_table_is_one_statement() -> None:
    draft = composed(f"The days are:\n\n{TABLE}")
    assert [statement.text for statement in draft.statements] == ["The days are:", TABLE]
    assert draft.text == f"The days are:\n\n{TABLE}\n\n[1]"


def test_text_after_a_table_stays_after_it() -> None:
    draft = composed(f"{TABLE}\n\nThat is all.")
    assert [statement.text for statement in draft.statements] == [TABLE, "That is all."]
    assert draft.text == f"{TABLE}\n\nThat is all. [1]"


def test_two_tables_are_two_statements() -> None:
    text = f"{TABLE}\n\nLater:\n\n{TABLE.replace('six', 'ten')}"
    rows_of_the_second_first = (3, 4, 0, 1)
    draft = composed(text, *rows_of_the_second_first)
    assert [statement.text for statement in draft.statements] == [
        TABLE.replace("six", "ten"),
        TABLE,
    ]


def test_wrapped_sentence_keeps_its_line_in_the_statement() -> None:
    draft = composed("One goes\nto town.")
    assert draft.statements[0].text == "One goes\nto town."
    assert draft.text == "One goes to town. [1]"


def test_citation_spans_what_is_quoted() -> None:
    [citation] = composed("One goes. Two stay. Three sleep.", 2, 1).citations
    assert citation.quote == "Two stay. Three sleep."
    assert (citation.start, citation.end) == (10, 32)


def test_heading_of_the_citation_is_its_path() -> None:
    [citation] = composed("# Title\n\n## Days\n\n### Cover\n\nIt is paid.").citations
    assert citation.heading == "Days › Cover"


def test_citation_without_heading_names_the_title() -> None:
    [citation] = composed("It is paid.").citations
    assert citation.heading == "The guide"


def test_section_has_its_own_source() -> None:
    own = SectionSource(section="Days", title="A letter", academic_year="2024/25")
    document = document_from("Text.").model_copy(update={"section_sources": (own,)})
    assert source_of(document, "Days") == own
    assert source_of(document, "Money").title == "The guide"


def test_readings_are_numbered_in_order() -> None:
    one, two = document_from("One goes."), document_from("Two stay.")
    two = two.model_copy(update={"id": "letter"})
    of_two = reading_of(two)
    draft = compose([reading_of(one), of_two], {"guide": one, "letter": two})
    assert draft.text == "One goes. [1]\n\nTwo stay. [2]"
    assert [statement.citations for statement in draft.statements] == [(1,), (2,)]
    assert [citation.document_id for citation in draft.citations] == ["guide", "letter"]


def test_reading_too_many_is_left_out() -> None:
    items = "\n".join(f"- box {number} of the wooden rods" for number in range(20))
    document = document_from(f"It holds:\n\n{items}")
    draft = compose([reading_of(document)] * 2, {"guide": document})
    assert [citation.number for citation in draft.citations] == [1]
    assert draft.text.endswith("rods [1]")


def test_endless_sentence_is_cut_at_a_word() -> None:
    draft = composed("word " * 400 + "end.")
    assert len(draft.text.split()) <= MAX_WORDS
    assert draft.text.endswith("word … [1]")
    assert draft.statements[0].text in draft.citations[0].quote


@pytest.mark.parametrize("sentence", ["Short words stay here. ", "No full stop comes at all "])
@given(count=st.integers(1, 120), further=st.integers(1, 60))
def test_no_answer_is_too_long(sentence: str, count: int, further: int) -> None:
    one, two = document_from(sentence * count), document_from(sentence * further)
    two = two.model_copy(update={"id": "letter"})
    draft = compose([reading_of(one), reading_of(two)], {"guide": one, "letter": two})
    assert 0 < len(draft.text.split()) <= MAX_WORDS


def test_no_readings_compose_nothing(document_of: Callable[..., Document]) -> None:
    assert compose([], {}) == Draft(text="", statements=(), citations=())


PARTS = "One goes. Two stay. Three sleep."


def fact(quote: str) -> ProgrammeFact:
    return ProgrammeFact(topic="cost", document_id="guide", quote=quote)


def side_by_side(*quotes: tuple[str, str]) -> Comparison:
    rows = tuple(Row(topic="cost", first=fact(one), second=fact(two)) for one, two in quotes)
    first = Programme(id="a", name="Alpha", phase="all")
    return Comparison(first=first, second=Programme(id="b", name="Beta", phase="all"), rows=rows)


def test_comparison_quotes_both_sides_of_a_row() -> None:
    documents = {"guide": document_from(PARTS)}
    draft = compose_comparison(side_by_side(("One goes.", "Two stay.")), documents)
    assert draft.text == "What it costs:\n- Alpha: One goes. [1]\n- Beta: Two stay. [2]"
    assert [one.quote for one in draft.citations] == ["One goes.", "Two stay."]
    assert [one.text for one in draft.statements] == ["One goes.", "Two stay."]


def found(**fields: object) -> Finding:
    question = Understanding(text="?", search_text="?", words="?", answer_types=("open",))
    return Finding.model_validate({"question": question, "confidence": 1, **fields})


def test_findings_are_said_in_order_with_one_numbering() -> None:
    document = document_from(PARTS)
    findings = [
        found(readings=(reading_of(document, 2),)),
        found(comparison=side_by_side(("One goes.", "Two stay."))),
        found(readings=(reading_of(document, 0),)),
    ]
    draft = compose_findings(findings, {"guide": document})
    assert draft.text.startswith("Three sleep. [1]\n\nWhat it costs:\n- Alpha: One goes. [2]")
    assert draft.text.endswith("One goes. [4]")
    assert [one.number for one in draft.citations] == [1, 2, 3, 4]


def test_finding_too_many_is_left_out() -> None:
    document = document_from("word " * 90 + "end.")
    draft = compose_findings([found(readings=(reading_of(document),))] * 3, {"guide": document})
    assert len(draft.text.split()) <= MAX_WORDS
    assert [one.number for one in draft.citations] == [1, 2]
