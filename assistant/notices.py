"""What the reader of an answer must know of it: what was assumed, what is dated, who disagrees.

Every citation shows its year. A notice is for who would be misled all the same.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from assistant import replies
from assistant.conflicts import Conflict
from assistant.findings import Finding
from assistant.tenses import (
    asks_in_doubt,
    asks_of_closing,
    asks_of_past,
    asks_of_successor,
    tells_of_end,
    tells_own_story,
)
from assistant.types import Citation, Notice, Understanding
from assistant.values import values_in
from assistant.years import academic_year_of, first_year_of
from corpus.types import Document

MONEY_HOLDS_YEARS = 3
"""Grants are set anew every few years; other rules hold longer."""
CHANGES_YEARLY = frozenset({"amount", "date"})
"""Kinds of answer that a reader cannot carry over from one year to the next."""

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_DAY = re.compile(rf"\b(\d\d?) ({'|'.join(_MONTHS)}) (20\d\d)\b")


def notices_for(
    findings: Sequence[Finding],
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    today: date,
) -> tuple[Notice, ...]:
    """Give what a reader must know of the disagreements and the dates of an answer, each once."""
    notices: list[Notice] = []
    for finding in findings:
        own = [one for one in citations if _is_of(one, finding)]
        if not own:
            continue
        if finding.conflict:
            notices.append(_disagreement(finding.conflict, own))
        if reason := _reason(finding, own, documents[own[0].document_id], today):
            notices.append(Notice(kind="dated", text=reason, citations=(own[0].number,)))
    return tuple(dict.fromkeys(notices))


def notices_of_nearest(
    finding: Finding,
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    today: date,
) -> tuple[Notice, ...]:
    """Give what must be known of the nearest thing told, if its asker may take it for current."""
    if not citations:
        return ()
    if not (asks_in_doubt(finding.question.text) or "£" in values_in(citations[0].quote)):
        return ()
    reason = _reason(finding, citations, documents[citations[0].document_id], today)
    return (Notice(kind="dated", text=reason, citations=(1,)),) if reason else ()


def assumptions(findings: Sequence[Finding]) -> tuple[Notice, ...]:
    """Say what incomplete questions were taken to be about."""
    carried = [one.question for one in findings if one.question.carried_topic]
    # A topic that is no name is the asker's own question, which need not be read back.
    names = dict.fromkeys(
        one.carried_topic if one.programmes or one.hub_ids else None for one in carried
    )
    return tuple(Notice(kind="assumption", text=replies.assumed_topic(name)) for name in names)


def _is_of(citation: Citation, finding: Finding) -> bool:
    return any(
        citation.document_id == one.passage.document_id
        and one.passage.start <= citation.start < one.passage.end
        for one in finding.readings
    )


def _disagreement(conflict: Conflict, citations: Sequence[Citation]) -> Notice:
    sides = [
        replies.side(one.publisher, replies.told_for(one.academic_year, one.published), one.says)
        for one in conflict.sides
    ]
    newest, second, *_ = conflict.sides
    label = replies.told_for(newest.academic_year, newest.published)
    is_newer = newest.year > second.year or conflict.by == "years"
    return Notice(
        kind="conflict",
        text=replies.conflict(
            conflict.point,
            sides,
            newest=(newest.publisher, label) if is_newer and conflict.by != "people" else None,
            is_for_different_people=conflict.by == "people",
        ),
        citations=tuple(citation.number for citation in citations),
    )


def _reason(
    finding: Finding, own: Sequence[Citation], document: Document, today: date
) -> str | None:
    """Say why the citations of a finding could mislead; None where they do not."""
    question, conflict, first = finding.question, finding.conflict, own[0]
    held = held_in(first)
    if finding.end:
        return replies.ended(finding.end.last_year) if finding.end.last_year else replies.CHANGED
    if day := _closed(first.quote, question, today):
        return replies.day_is_past(day)
    if conflict:
        return _overtaken(conflict, question)
    label = replies.told_for(first.academic_year, first.published)
    if asked := _later_year_asked(question, own, academic_year_of(today)):
        return replies.told_for_another_year(asked, label)
    if held is None or held >= _start(today) or tells_of_end(first.quote):
        return None
    if asks_in_doubt(question.text):
        return replies.dated(label)
    if asks_of_past(question.text) or question.academic_years or asks_of_successor(question.text):
        return None
    is_old_money = "£" in values_in(first.quote) and held < _start(today) - MONEY_HOLDS_YEARS
    return replies.dated(label) if document.status == "archived" or is_old_money else None


def _overtaken(conflict: Conflict, question: Understanding) -> str | None:
    """Say that a side no longer holds, or that the asker may take an old one for new."""
    dated = [side for side in conflict.sides if side.year]
    if conflict.by == "people" or not dated:
        return None
    newest, oldest = dated[0], dated[-1]
    if oldest.year == newest.year:
        return replies.CHANGED if conflict.by == "years" else None
    if conflict.by == "sources" and not asks_in_doubt(question.text):
        return None
    return replies.dated(replies.told_for(oldest.academic_year, oldest.published))


def _start(today: date) -> int:
    return int(academic_year_of(today)[:4])


def held_in(citation: Citation) -> int | None:
    """Give the calendar year in which the last academic year that a source tells of begins."""
    told = (citation.academic_year or "").split("-")[-1]
    if told:
        return first_year_of(told)
    published = citation.published or ""
    year = first_year_of(published)
    is_before_september = len(published) >= len("2025-04") and published[5:7] < "09"
    return (year - 1 if is_before_september else year) or None


def _later_year_asked(
    question: Understanding, own: Sequence[Citation], this_year: str
) -> str | None:
    """Give the year asked for, where all that it may mean lie after what the sources tell of.

    A year told by its distance from today is asked about only where amounts and dates are.
    """
    spans = [
        span
        for span in question.year_spans
        if not span.is_relative
        or (span.years[-1] >= this_year and CHANGES_YEARLY & set(question.answer_types))
    ]
    held = [year for citation in own if (year := held_in(citation)) is not None]
    if tells_own_story(question.text) or not spans or not held:
        return None
    asked = max(spans, key=lambda span: span.years[0]).years
    is_told = any(year in citation.quote for year in asked for citation in own)
    return asked[-1] if first_year_of(asked[0]) > max(held) and not is_told else None


def _closed(quote: str, question: Understanding, today: date) -> str | None:
    """Give the last day that a quote names, where a question asks for one and it is past."""
    if not asks_of_closing(question.text) or asks_of_past(question.text):
        return None
    days = [
        ((int(year), _MONTHS.index(month) + 1, int(day)), f"{day} {month} {year}")
        for day, month, year in _DAY.findall(quote)
    ]
    last = max(days, default=None)
    return last[1] if last and last[0] < (today.year, today.month, today.day) else None
