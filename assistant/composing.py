"""Composes an answer from readings: statements in order, citations numbered, one text for all."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from assistant import replies
from assistant.comparing import Comparison
from assistant.findings import Finding
from assistant.quoting import source_of
from assistant.reading import Reading
from assistant.types import Citation, Statement
from corpus.types import Document, Quotation, Record
from index.types import Sentence, SentenceKind

MAX_WORDS = 200
"""Of a whole answer, with the marks of its list and its citations."""
MAX_WORDS_OF_SENTENCE = 180


class Draft(Record):
    """What the sources say, ready to be framed."""

    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


def compose_findings(findings: Sequence[Finding], documents: Mapping[str, Document]) -> Draft:
    """Say what was found for each question, in the order in which they were asked."""
    whole = Draft(text="", statements=(), citations=())
    for finding in findings:
        number, words = len(whole.citations) + 1, len(whole.text.split())
        if finding.comparison:
            draft = compose_comparison(finding.comparison, documents, first=number)
        else:
            draft = compose(finding.readings, documents, first=number, max_words=MAX_WORDS - words)
        if draft.text and words + len(draft.text.split()) <= MAX_WORDS:
            whole = Draft(
                text=f"{whole.text}\n\n{draft.text}".strip(),
                statements=(*whole.statements, *draft.statements),
                citations=(*whole.citations, *draft.citations),
            )
    return whole


def compose_comparison(
    comparison: Comparison, documents: Mapping[str, Document], *, first: int = 1
) -> Draft:
    """Say for each topic what is told of either programme, one below the other."""
    lines: list[str] = []
    citations: list[Citation] = []
    for row in comparison.rows:
        lines.append(f"{replies.COMPARED[row.topic]}:")
        sides = ((comparison.first, row.first), (comparison.second, row.second))
        for programme, fact in sides:
            number = first + len(citations)
            if citation := cite_quotation(fact, documents, number):
                citations.append(citation)
                lines.append(f"- {programme.name}: {_plain(citation.quote)} [{number}]")
        lines.append("")
    return Draft(
        text="\n".join(lines).strip(),
        statements=tuple(Statement(text=one.quote, citations=(one.number,)) for one in citations),
        citations=tuple(citations),
    )


def compose(
    readings: Sequence[Reading],
    documents: Mapping[str, Document],
    *,
    first: int = 1,
    max_words: int = MAX_WORDS,
) -> Draft:
    """Quote the readings in order, each with one citation that spans what is quoted of it.

    A further reading that would make the answer too long is left out. `first` is the number of
    the first citation.
    """
    statements: list[Statement] = []
    citations: list[Citation] = []
    paragraphs: list[str] = []
    for number, whole in enumerate(readings, start=first):
        document = documents[whole.passage.document_id]
        reading = whole if statements else _short_enough(whole, document.text)
        spans = list(_spans(reading.sentences))
        paragraph = _paragraph(spans, document.text, number, is_cut=reading is not whole)
        if statements and len(" ".join((*paragraphs, paragraph)).split()) > max_words:
            break
        statements += [
            Statement(text=document.text[one.start : one.end], citations=(number,)) for one in spans
        ]
        citations.append(cite(reading, document, number))
        paragraphs.append(paragraph)
    return Draft(
        text="\n\n".join(paragraphs), statements=tuple(statements), citations=tuple(citations)
    )


def cite(reading: Reading, document: Document, number: int) -> Citation:
    """Cite the span from the first to the last sentence of a reading."""
    start = min(sentence.start for sentence in reading.sentences)
    end = max(sentence.end for sentence in reading.sentences)
    source = source_of(document, reading.passage.section)
    return Citation(
        number=number,
        document_id=document.id,
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        heading=" › ".join(reading.passage.heading_path) or source.title,
        published=source.published,
        academic_year=source.academic_year,
        quote=document.text[start:end],
        start=start,
        end=end,
    )


def cite_quotation(
    quotation: Quotation, documents: Mapping[str, Document], number: int
) -> Citation | None:
    """Cite words of a document; None where it does not say them any more."""
    document = documents.get(quotation.document_id)
    start = document.text.find(quotation.quote) if document else -1
    if document is None or start < 0:
        return None
    section = _section_at(document, start)
    source = source_of(document, section)
    return Citation(
        number=number,
        document_id=document.id,
        heading=section or source.title,
        quote=quotation.quote,
        start=start,
        end=start + len(quotation.quote),
        **source.model_dump(include={"title", "publisher", "url", "published", "academic_year"}),
    )


def _section_at(document: Document, position: int) -> str:
    headings = (one for one in document.blocks if one.level and one.end <= position)
    last = max(headings, key=lambda one: one.start, default=None)
    return document.text[last.start : last.end] if last else ""


def _short_enough(reading: Reading, text: str) -> Reading:
    """Give the reading itself if it fits into an answer, else what of its beginning does."""
    kept = list(reading.sentences)
    while len(kept) > 1 and _words(kept, text) > MAX_WORDS:
        kept.pop()
    if _words(kept, text) > MAX_WORDS:
        kept = [_cut(kept[0], text)]
    if kept == list(reading.sentences):
        return reading
    return reading.model_copy(update={"sentences": tuple(kept)})


def _cut(sentence: Sentence, text: str) -> Sentence:
    """Cut what no full stop ends in time, as in a badly extracted PDF, after a whole word."""
    words = list(re.finditer(r"\S+", text[sentence.start : sentence.end]))
    end = sentence.start + words[MAX_WORDS_OF_SENTENCE - 1].end()
    return sentence.model_copy(update={"end": end})


def _words(sentences: Sequence[Sentence], text: str) -> int:
    """Count the words of sentences as they will stand in the answer."""
    return len(_paragraph(list(_spans(sentences)), text, 1, is_cut=True).split())


def _spans(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield what is said as one: a sentence, an item, or all rows of a table."""
    for (is_row, _), group in groupby(sentences, lambda one: (one.kind == "row", one.paragraph)):
        first, *others = group
        if is_row and others:
            yield first.model_copy(update={"end": others[-1].end})
        else:
            yield from (first, *others)


def _paragraph(spans: Sequence[Sentence], text: str, number: int, *, is_cut: bool) -> str:
    """Join what is said as running text, as a list below its lead-in, or as a table."""
    joined, before = "", ""
    for span in spans:
        said = text[span.start : span.end]
        if span.kind != "row":
            said = _plain(said)
        joined += _joint(before, span.kind) + said
        before = span.kind
    end = " …" if is_cut else ""
    return f"{joined}{end}{_joint(before, 'sentence') if before == 'row' else ' '}[{number}]"


def _plain(said: str) -> str:
    return " ".join(said.split())


def _joint(before: str, kind: SentenceKind) -> str:
    """Give what stands between two spans: nothing before the first, a line before an item."""
    if kind == "item":
        return "\n- " if before else "- "
    if "row" in (before, kind) or before == "item":
        return "\n\n" if before else ""
    return " " if before else ""
