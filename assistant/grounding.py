"""Proves an answer: every statement stands in the document it cites, or it is not said."""

from collections.abc import Mapping

from assistant.types import Answer, Citation, Statement
from corpus.types import Document


class UnprovedStatementError(Exception):
    """A statement is not a span of its sources: a fault of ours, never shown to a reader."""


def is_proved(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Tell whether the quote is the document's text at its place."""
    document = documents.get(citation.document_id)
    return (
        document is not None
        and citation.start >= 0  # a slice would count from the end
        and document.text[citation.start : citation.end] == citation.quote != ""
    )


def proved(answer: Answer, documents: Mapping[str, Document]) -> Answer:
    """Give the answer back if all of it is proved. Raises UnprovedStatementError otherwise."""
    by_number = {citation.number: citation for citation in answer.citations}
    for citation in answer.citations:
        if not is_proved(citation, documents):
            raise UnprovedStatementError(f"citation {citation.number} of {citation.document_id}")
    for statement in answer.statements:
        if not _is_said(statement, by_number):
            raise UnprovedStatementError(f"statement citing {statement.citations}")
    return answer


def _is_said(statement: Statement, citations: Mapping[int, Citation]) -> bool:
    return bool(statement.text and statement.citations) and all(
        number in citations and statement.text in citations[number].quote
        for number in statement.citations
    )
