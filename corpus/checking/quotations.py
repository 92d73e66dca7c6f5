"""Checks that quotations stand to the letter in the documents that they name."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel
from rapidfuzz import fuzz, process

from corpus.checking.findings import Finding, shown
from corpus.checking.reading import CorpusFiles
from corpus.types import Document, Quotation, Side

LIKELY_MEANT = 60


def check_quotations(files: CorpusFiles) -> Iterator[Finding]:
    """Check the quotes of programmes and disagreements, and the nearest quotes of known gaps."""
    documents = {read.content.id: read.content for read in files.documents}
    for file, place, quotation in _quotations(files):
        if quotation.document_id not in files.unread_ids:
            yield from _check(quotation, file, place, documents)


def _quotations(files: CorpusFiles) -> Iterator[tuple[str, str, Quotation]]:
    for programme in files.programmes:
        for place, quotation in quotations_in(programme.content):
            yield programme.file, place, quotation
    for disagreement in files.disagreements:
        for place, quotation in quotations_in(disagreement):
            yield "disagreements.yaml", f"{disagreement.id} {place}", quotation
    for read in files.phrasings:
        for gap in read.content.gaps:
            if gap.nearest:
                yield read.file, f"gap {gap.id}", gap.nearest


def quotations_in(value: object, place: str = "") -> Iterator[tuple[str, Quotation]]:
    """Find all quotations inside a value, with their places: `facts 3` is the third fact."""
    if isinstance(value, Quotation):
        yield place, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from quotations_in(getattr(value, name), f"{place} {name}".strip())
    elif isinstance(value, tuple):
        for number, part in enumerate(value, start=1):
            yield from quotations_in(part, f"{place} {number}")


def _check(
    quotation: Quotation, file: str, place: str, documents: Mapping[str, Document]
) -> Iterator[Finding]:
    document = documents.get(quotation.document_id)
    if document is None:
        fault = f"There is no document {quotation.document_id!r}; correct its name."
    elif not quotation.quote.strip():
        fault = "The quote is empty; copy a sentence from its document."
    elif quotation.quote not in document.text:
        fault = (
            f"{shown(quotation.quote)} does not stand in {document.id};"
            f" copy it to the letter{_nearest(quotation.quote, document)}."
        )
    elif isinstance(quotation, Side) and quotation.says not in quotation.quote:
        fault = f"{shown(quotation.says)} does not stand in the quote; take words of it."
    else:
        return
    yield Finding(severity="error", kind="quote", file=file, place=place, advice=fault)


def _nearest(quote: str, document: Document) -> str:
    """Show the line of the document that is most like the quote."""
    found = process.extractOne(
        quote, document.text.splitlines(), scorer=fuzz.partial_ratio, score_cutoff=LIKELY_MEANT
    )
    return f" (most alike: {shown(found[0])})" if found else ""
