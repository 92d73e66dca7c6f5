"""An answer is proved to the letter, or it is not given."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding import UnprovedStatementError, is_proved, proved
from assistant.types import Answer, Citation, Statement
from corpus.types import Document, Source

TEXT = "The headteacher signs. Cover is paid."
DOCUMENTS = {"guide": Document(id="guide", source=Source(title="Guide"), text=TEXT, blocks=())}


def citation(**fields: object) -> Citation:
    given: dict[str, Any] = {
        "number": 1,
        "document_id": "guide",
        "title": "Guide",
        "publisher": None,
        "url": None,
        "heading": "",
        "published": None,
        "academic_year": None,
        "quote": "Cover is paid.",
        "start": 23,
        "end": 37,
    }
    return Citation(**given | fields)


def answer(*statements: Statement, citations: tuple[Citation, ...] = (citation(),)) -> Answer:
    return Answer(
        id="1",
        conversation_id="",
        status="answered",
        text="",
        statements=statements,
        citations=citations,
        confidence=1,
        corpus_version="",
        elapsed_ms=0,
    )


def test_proved_answer_comes_back_unchanged() -> None:
    given = answer(Statement(text="Cover is paid.", citations=(1,)))
    assert proved(given, DOCUMENTS) is given


@pytest.mark.parametrize(
    "fault",
    [
        {"quote": "Cover was paid."},
        {"start": 22},
        {"start": -14, "end": 37},
        {"end": 36},
        {"document_id": "gone"},
        {"quote": "", "end": 23},
    ],
    ids=lambda fault: "-".join(fault),
)
def test_misquoted_citation_is_not_proved(fault: dict[str, Any]) -> None:
    with pytest.raises(UnprovedStatementError):
        proved(answer(citations=(citation(**fault),)), DOCUMENTS)


@pytest.mark.parametrize(
    "statement",
    [
        Statement(text="The headteacher signs.", citations=(1,)),
        Statement(text="Cover is paid.", citations=()),
        Statement(text="Cover is paid.", citations=(2,)),
        Statement(text="Cover is paid.", citations=(1, 2)),
        Statement(text="cover is paid.", citations=(1,)),
        Statement(text="", citations=(1,)),
    ],
)
def test_unquoted_statement_is_not_proved(statement: Statement) -> None:
    with pytest.raises(UnprovedStatementError):
        proved(answer(statement), DOCUMENTS)


def test_error_repeats_nothing_that_is_unproved() -> None:
    wrong = citation(quote="Secret words.")
    with pytest.raises(UnprovedStatementError) as raised:
        proved(answer(citations=(wrong,)), DOCUMENTS)
    assert "Secret" not in str(raised.value)


@given(start=st.integers(-50, 50), end=st.integers(-50, 50), quote=st.text(max_size=20))
def test_only_true_spans_are_proved(start: int, end: int, quote: str) -> None:
    told = citation(start=start, end=end, quote=quote)
    is_span = 0 <= start < end and quote != "" and TEXT[start:end] == quote
    assert is_proved(told, DOCUMENTS) == is_span


@given(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
def test_every_span_is_proved(start: int, length: int) -> None:
    end = min(start + length, len(TEXT))
    assert is_proved(citation(start=start, end=end, quote=TEXT[start:end]), DOCUMENTS)
