"""Composes an answer from readings: statements in order, citations numbered, one text for all."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from assistant.reading import Reading
from assistant.types import Citation, Statement
from corpus.types import Document, Record, Source
from index.types import Sentence, SentenceKind

MAX_WORDS = 200
"""Of a whole answer, with the marks of its list and its citations."""
MAX_WORDS_OF_SENTENCE = 180


class Draft(Record):
    """What the sources say, ready to be framed."""

    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


def compose(readings: Sequence[Reading], documents: Mapping[str, Document]) -> Draft:
    """Quote the readings in order, each with one citation that spans what is quoted of it.

    A further reading that would make the answer too long is left out.
    """
    statements: list[Statement] = []
    citations: list[Citation] = []
    paragraphs: list[str] = []
    for number, whole in enumerate(readings, start=1):
        document = documents[whole.passage.document_id]
        reading = whole if statements else _short_enough(whole, document.text)
        spans = list(_spans(reading.sentences))
        paragraph = _paragraph(spans, document.text, number, is_cut=reading is not whole)
        if statements and len(" ".join((*paragraphs, paragraph)).split()) > MAX_WORDS:
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


def source_of(document: Document, section: str) -> Source:
    """Give the source of a section: its own where it has one, else the document's."""
    own = (entry for entry in document.section_sources if entry.section == section)
    return next(own, document.source)


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
            said = " ".join(said.split())
        joined += _joint(before, span.kind) + said
        before = span.kind
    end = " …" if is_cut else ""
    return f"{joined}{end}{_joint(before, 'sentence') if before == 'row' else ' '}[{number}]"


def _joint(before: str, kind: SentenceKind) -> str:
    """Give what stands between two spans: nothing before the first, a line before an item."""
    if kind == "item":
        return "\n- " if before else "- "
    if "row" in (before, kind) or before == "item":
        return "\n\n" if before else ""
    return " " if before else ""
