"""Suggests what to ask next: headings that are questions, of sections that tell more of the same.

Costs no encoding: the sections are those of the programme's facts and of the passages just quoted,
and a heading asked as it stands finds its own section.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from assistant.parts import parts_of
from assistant.types import Citation
from assistant.vocabulary import Vocabulary
from corpus.types import FactTopic, Programme, ProgrammeFact
from index.snapshot import Snapshot
from index.types import Passage

MAX_SUGGESTIONS = 3
MAX_WORDS_OF_SUGGESTION = 14

USEFUL: tuple[FactTopic, ...] = (
    "audience",
    "cost",
    "time",
    "length",
    "people",
    "money",
    "next",
    "apply",
    "backing",
    "before",
    "content",
)
"""What a teacher mostly asks next about a programme, the commonest first."""
FIRST_STEPS: tuple[FactTopic, ...] = ("purpose", "audience", "cost")
"""Asked about several programmes by somebody who has not named one."""

_WELL_FORMED = re.compile(r"[A-Z].*\w\?")
_OPEN = re.compile(r"Who|What|Which|How|When|Is|Does")
"""Plain questions, rather than those of special cases ("Can a school in Wales ...?")."""
_LEANS = re.compile(r"\b(?:it|this|that|they|them|these|those|here|my|that phase)\b", re.IGNORECASE)


def suggestions(
    snapshot: Snapshot, programmes: Sequence[str], citations: Sequence[Citation]
) -> tuple[str, ...]:
    """Give up to three questions that the corpus answers, other than those just answered.

    `programmes` are the slugs that the question was about; without any, those of the documents
    cited, and without these, first steps.
    """
    told = {(one.document_id, one.heading.split(" › ")[-1]) for one in citations}
    cited = [snapshot.documents[one.document_id] for one in citations]
    about = list(programmes) or [slug for document in cited for slug in document.programmes]
    named = [one for one in snapshot.content.programmes if one.id in about[:2] and one.joined_by]
    candidates = chain(
        _of_programmes(snapshot, named, USEFUL),
        _of_documents(snapshot, [document.id for document in cited]),
        _of_programmes(snapshot, _joined(snapshot), FIRST_STEPS),
    )
    fresh = (
        section
        for document_id, section in candidates
        if (document_id, section) not in told and _is_fit(section)
    )
    return tuple(islice(_each_once(fresh), MAX_SUGGESTIONS))


def _each_once(sections: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for section in sections:
        if section not in seen:
            seen.add(section)
            yield section


def _joined(snapshot: Snapshot) -> list[Programme]:
    """Give the programmes that somebody joins, those of which most is told first."""
    joined = [one for one in snapshot.content.programmes if one.joined_by]
    return sorted(joined, key=lambda one: (-len(one.facts), one.id))


def _of_programmes(
    snapshot: Snapshot, programmes: Sequence[Programme], topics: Sequence[FactTopic]
) -> Iterator[tuple[str, str]]:
    """Yield the section that tells most plainly of each programme and topic, topic by topic."""
    for topic in topics:
        for programme in programmes:
            facts = (fact for fact in programme.facts if fact.topic == topic)
            sections = [
                (_section_of(snapshot, fact), fact.document_id)
                for fact in sorted(facts, key=lambda one: one.academic_year or "", reverse=True)
            ]
            fit = [one for one in sections if _is_fit(one[0])]
            for section, document_id in sorted(fit, key=lambda one: not _OPEN.match(one[0]))[:1]:
                yield document_id, section


def _section_of(snapshot: Snapshot, fact: ProgrammeFact) -> str:
    """Give the heading over a fact; empty where its document does not say it any more."""
    document = snapshot.documents.get(fact.document_id)
    start = document.text.find(fact.quote) if document else -1
    within = (one for one in _passages_of(snapshot, fact.document_id) if one.end > start >= 0)
    return next((one.section for one in within if one.start <= start), "")


def _of_documents(snapshot: Snapshot, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    for document_id in dict.fromkeys(ids):
        for passage in _passages_of(snapshot, document_id):
            yield document_id, passage.section


def _passages_of(snapshot: Snapshot, document_id: str) -> Iterator[Passage]:
    return (one for one in snapshot.content.passages if one.document_id == document_id)


def _is_fit(section: str) -> bool:
    """Tell a short question that is understood by itself."""
    is_short = len(section.split()) <= MAX_WORDS_OF_SUGGESTION
    is_one = len(parts_of(section, Vocabulary())) == 1 and ", and " not in section
    is_plain = bool(_WELL_FORMED.fullmatch(section)) and not _LEANS.search(section)
    return is_short and is_one and is_plain
