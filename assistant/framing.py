"""Frames what was found, or not found, with status, notices and whom to ask."""

from collections.abc import Mapping

from assistant import replies
from assistant.composing import Draft, source_of
from assistant.screening import Screening
from assistant.types import Citation, Contact, Notice, Statement, Status, Understanding
from corpus.types import Document, KnownGap, Record

HUB_CONTACT = Contact(name=replies.HUB_CONTACT_NAME, url=replies.HUB_CONTACT_URL)


class Frame(Record):
    """An answer but for its id and its timing."""

    status: Status
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    contact: Contact | None = None
    confidence: float = 0.0


def refused_frame(reason: str) -> Frame:
    """Say why a message is not a question that can be answered."""
    return Frame(status="needs_detail", text=reason)


def screened_frame(screening: Screening) -> Frame | None:
    """Frame a message that is not a question to the sources; None for one that is."""
    match screening.status:
        case None:
            return None
        case "greeting":
            text = replies.THANKS if screening.is_thanks else replies.GREETING
            return Frame(status="greeting", text=text, confidence=1.0)
        case "needs_detail":
            return Frame(status="needs_detail", text=replies.SORRY, contact=HUB_CONTACT)
        case "guarded_injection":
            return Frame(status="guarded_injection", text=replies.INJECTION, confidence=1.0)
        case _:
            return Frame(status="out_of_scope", text=replies.OUT_OF_SCOPE, contact=HUB_CONTACT)


def framed(
    draft: Draft, question: Understanding, documents: Mapping[str, Document], confidence: float
) -> Frame:
    """Frame what the sources say, with what its reader must know about it."""
    return Frame(
        status="answered",
        text=draft.text,
        statements=draft.statements,
        citations=draft.citations,
        notices=(*_assumptions(question), *_dates(draft.citations, documents)),
        confidence=confidence,
    )


def gap_frame(
    gap: KnownGap, question: Understanding, documents: Mapping[str, Document], confidence: float
) -> Frame:
    """Say what the sources do not tell, the nearest thing that they do, and who would know."""
    citation = _nearest(gap, documents)
    text = replies.gap(gap, has_nearest=citation is not None)
    citations = (citation,) if citation else ()
    if citation:
        text = f"{text} {citation.quote} [1]"
    return Frame(
        status="unanswerable_gap",
        text=text,
        statements=tuple(Statement(text=one.quote, citations=(1,)) for one in citations),
        citations=citations,
        notices=(
            Notice(kind="gap", text=replies.gap(gap, has_nearest=False)),
            *_assumptions(question),
            *_dates(citations, documents),
        ),
        contact=HUB_CONTACT,
        confidence=1 - confidence,
    )


def no_source_frame(question: Understanding, confidence: float) -> Frame:
    """Say that nothing in the sources answers."""
    return Frame(
        status="unanswerable_no_source",
        text=replies.NO_SOURCE,
        notices=_assumptions(question),
        contact=HUB_CONTACT,
        confidence=1 - confidence,
    )


def _nearest(gap: KnownGap, documents: Mapping[str, Document]) -> Citation | None:
    """Cite the nearest thing told, if its document still says it."""
    if gap.nearest is None or gap.nearest.document_id not in documents:
        return None
    document = documents[gap.nearest.document_id]
    start = document.text.find(gap.nearest.quote)
    if start < 0:
        return None
    section = _section_at(document, start)
    source = source_of(document, section)
    return Citation(
        number=1,
        document_id=document.id,
        heading=section or source.title,
        quote=gap.nearest.quote,
        start=start,
        end=start + len(gap.nearest.quote),
        **source.model_dump(include={"title", "publisher", "url", "published", "academic_year"}),
    )


def _section_at(document: Document, position: int) -> str:
    headings = (one for one in document.blocks if one.level and one.end <= position)
    last = max(headings, key=lambda one: one.start, default=None)
    return document.text[last.start : last.end] if last else ""


def _assumptions(question: Understanding) -> tuple[Notice, ...]:
    if question.carried_topic is None:
        return ()
    return (Notice(kind="assumption", text=replies.assumed_topic(question.carried_topic)),)


def _dates(
    citations: tuple[Citation, ...], documents: Mapping[str, Document]
) -> tuple[Notice, ...]:
    """Warn of each cited document that is no longer current."""
    return tuple(
        Notice(
            kind="dated",
            text=replies.dated(one.academic_year) if one.academic_year else replies.ENDED,
            citations=(one.number,),
        )
        for one in citations
        if documents[one.document_id].status == "archived"
    )
