"""Frames what was found, or not found, with status, notices and whom to ask."""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant import replies
from assistant.composing import cite_quotation, compose, compose_findings
from assistant.contacts import HUB_CONTACT, contact_for
from assistant.findings import Finding
from assistant.notices import assumptions, notices_for, notices_of_nearest
from assistant.screening import Screening
from assistant.types import Citation, Contact, Eligibility, Notice, Statement, Status
from corpus.types import Document, Hub, Record

# In other matters somebody else is to be asked, and the reply names whom.
_HUB_HELPS = frozenset({"complaint", "foreign", "private", "lesson", "off_topic"})


class Frame(Record):
    """An answer but for its id, its timing and what to ask next."""

    status: Status
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    eligibility: Eligibility | None = None
    contact: Contact | None = None
    confidence: float = 0.0


def refused_frame(reason: str) -> Frame:
    """Say why a message is not a question that can be answered."""
    return Frame(status="needs_detail", text=reason)


def screened_frame(screening: Screening) -> Frame | None:
    """Frame a message that is not a question to the sources; None for one that is."""
    if screening.kind is None or screening.status is None:
        return None
    return Frame(
        status=screening.status,
        text=replies.REDIRECTS[screening.kind],
        notices=_personal_data(screening),
        contact=HUB_CONTACT if screening.kind in _HUB_HELPS else None,
        confidence=1.0,
    )


def with_personal_data_notice(frame: Frame, screening: Screening) -> Frame:
    """Tell the teacher that personal details were left out of the question."""
    return frame.model_copy(update={"notices": (*frame.notices, *_personal_data(screening))})


def _personal_data(screening: Screening) -> tuple[Notice, ...]:
    has_notice = screening.has_personal_data and screening.kind != "personal"
    return (Notice(kind="partial", text=replies.PERSONAL_DATA),) if has_notice else ()


def framed(
    findings: Sequence[Finding],
    documents: Mapping[str, Document],
    hub: Hub | None,
    today: date,
) -> Frame:
    """Frame what was found for each question of a message; `hub` is the asker's, if it is known."""
    answered = [one for one in findings if one.is_answered]
    if not answered:
        frame = _unanswered_frame(findings, documents, hub)
        dated = notices_of_nearest(findings[0], frame.citations, documents, today)
        return frame.model_copy(update={"notices": (*frame.notices, *dated)})
    missing = [one for one in findings if not one.is_answered]
    draft = compose_findings(answered, documents)
    return Frame(
        status="answered_partly" if missing else "answered",
        text=draft.text,
        statements=draft.statements,
        citations=draft.citations,
        notices=(
            *_partial(missing),
            *assumptions(findings),
            *notices_for(answered, draft.citations, documents, today),
        ),
        contact=contact_for(hub, missing[0].gap if missing else None) if missing or hub else None,
        confidence=min(one.confidence for one in answered),
    )


def gap_frame(finding: Finding, documents: Mapping[str, Document], hub: Hub | None) -> Frame:
    """Say what the sources do not tell, the nearest thing that they do, and who would know."""
    gap = finding.gap
    citation = cite_quotation(gap.nearest, documents, 1) if gap and gap.nearest else None
    if gap is None:
        return no_source_frame(finding, hub)
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
            *assumptions([finding]),
        ),
        contact=contact_for(hub, gap),
        confidence=1 - finding.confidence,
    )


def nearest_frame(finding: Finding, documents: Mapping[str, Document], hub: Hub | None) -> Frame:
    """Say that what was asked for is not told, and quote what is told nearby."""
    draft = compose([finding.nearest] if finding.nearest else [], documents)
    kind = finding.question.answer_types[0]
    return Frame(
        status="unanswerable_no_source",
        text=f"{replies.not_held(kind, has_nearest=True)} {draft.text}",
        statements=draft.statements,
        citations=draft.citations,
        notices=(
            Notice(kind="gap", text=replies.not_held(kind, has_nearest=False)),
            *assumptions([finding]),
        ),
        contact=contact_for(hub),
        confidence=finding.confidence,
    )


def no_source_frame(finding: Finding, hub: Hub | None) -> Frame:
    """Say that nothing in the sources answers."""
    return Frame(
        status="unanswerable_no_source",
        text=replies.NO_SOURCE,
        notices=assumptions([finding]),
        contact=contact_for(hub),
        confidence=1 - finding.confidence,
    )


def _unanswered_frame(
    findings: Sequence[Finding], documents: Mapping[str, Document], hub: Hub | None
) -> Frame:
    """Say of the first question that more is known of why none is answered."""
    for finding in findings:
        if finding.gap:
            return gap_frame(finding, documents, hub)
        if finding.nearest:
            return nearest_frame(finding, documents, hub)
    return no_source_frame(findings[0], hub)


def _partial(missing: Sequence[Finding]) -> tuple[Notice, ...]:
    """Name each part that is not answered, once."""
    texts = (replies.partly(one.gap, one.question.answer_types[0]) for one in missing)
    return tuple(Notice(kind="partial", text=text) for text in dict.fromkeys(texts))
