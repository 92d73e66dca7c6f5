"""Finds where words that the corpus's data quotes stand, and which source tells them."""

from assistant.reading import Reading
from corpus.types import Document, Quotation, Record, Source
from index.snapshot import Snapshot
from index.types import Passage, Sentence


class QuotedSentence(Record):
    """A sentence, where it stands, and its text."""

    passage: Passage
    sentence: Sentence
    text: str


def find_quoted(quotation: Quotation, snapshot: Snapshot) -> QuotedSentence | None:
    """Find the sentence in which a quotation begins; None where its document has lost it."""
    document = snapshot.documents.get(quotation.document_id)
    start = document.text.find(quotation.quote) if document else -1
    if document is None or start < 0:
        return None
    return next(
        (
            _quoted(document, passage, sentence)
            for passage in snapshot.content.passages
            if passage.document_id == document.id
            for sentence in passage.sentences
            if sentence.start <= start < sentence.end
        ),
        None,
    )


def source_of(document: Document, section: str) -> Source:
    """Give the source of a section: its own where it has one, else the document's."""
    own = (entry for entry in document.section_sources if entry.section == section)
    return next(own, document.source)


def reading_of(passage: Passage, sentence: Sentence, key_score: float = 0.0) -> Reading:
    """Read one sentence alone."""
    return Reading(passage=passage, sentences=(sentence,), key=sentence, key_score=key_score)


def _quoted(document: Document, passage: Passage, sentence: Sentence) -> QuotedSentence:
    return QuotedSentence(
        passage=passage,
        sentence=sentence,
        text=document.text[sentence.start : sentence.end],
    )
