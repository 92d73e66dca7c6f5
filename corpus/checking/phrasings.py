"""Checks the phrasings: that their sections exist, that there are enough, and none twice."""

import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz, process

from corpus.checking.findings import Finding, FindingKind, Severity, counted, shown
from corpus.checking.reading import CorpusFiles
from corpus.checking.sections import headings_of, sections_with_text
from corpus.types import Record

MIN_PHRASINGS = 12
"""With fewer, a section is found too rarely in words that are not its own."""
NEARLY_THE_SAME = 90
"""Edit-distance ratio, of 100, above which a second phrasing adds next to nothing."""
LIKELY_MEANT = 60
MAX_NAMED_SECTIONS = 3


class Owner(Record):
    """A section or known gap, with the phrasings that one file gives it."""

    file: str
    document_id: str | None
    """None for a gap."""
    name: str
    """The section's heading, or the gap's id."""
    phrasings: tuple[str, ...]

    @property
    def place(self) -> str:
        """How a finding names it."""
        return self.name if self.document_id else f"gap {self.name}"


def check_phrasings(files: CorpusFiles) -> Iterator[Finding]:
    """Check all phrasings; a corpus without any needs none."""
    owners = tuple(_owners(files))
    yield from _without_section(files, owners)
    if any(owner.document_id for owner in owners):
        yield from _too_few(files, owners)
    yield from _same_twice(owners)
    for owner in owners:
        yield from _nearly_the_same(owner)
        if not all(same_words(text) for text in owner.phrasings):
            advice = "One of its phrasings has no words; take it out."
            yield _finding(owner, "empty phrasing", advice, severity="error")


def same_words(text: str) -> str:
    """Give the words alone, in lower case: phrasings that agree in them are the same."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _owners(files: CorpusFiles) -> Iterator[Owner]:
    for read in files.phrasings:
        for entry in read.content.sections:
            yield Owner(
                file=read.file,
                document_id=read.content.document or "a document without a name",
                name=entry.heading,
                phrasings=entry.phrasings,
            )
        for gap in read.content.gaps:
            yield Owner(file=read.file, document_id=None, name=gap.id, phrasings=gap.phrasings)


def _without_section(files: CorpusFiles, owners: tuple[Owner, ...]) -> Iterator[Finding]:
    documents = {read.content.id: read.content for read in files.documents}
    for owner in owners:
        if owner.document_id is None or owner.document_id in files.unread_ids:
            continue
        document = documents.get(owner.document_id)
        if document is None:
            meant = _nearest(owner.document_id, tuple(documents))
            fault = f"There is no document {owner.document_id!r}{meant}"
        elif owner.name in sections_with_text(document):
            continue
        elif owner.name in headings_of(document):
            fault = "No text stands directly below this heading"
        else:
            fault = f"The document has no such heading{_nearest(owner.name, headings_of(document))}"
        advice = f"{fault}; its phrasings are lost until you correct it."
        yield _finding(owner, "phrasing without section", advice, severity="error")


def _nearest(name: str, known: tuple[str, ...]) -> str:
    found = process.extractOne(name, known, score_cutoff=LIKELY_MEANT)
    return f" (did you mean {shown(found[0])}?)" if found else ""


def _too_few(files: CorpusFiles, owners: tuple[Owner, ...]) -> Iterator[Finding]:
    """Tell of each section without phrasings, and once a document of those with too few."""
    counts: dict[tuple[str | None, str], int] = {}
    for owner in owners:
        key = (owner.document_id, owner.name)
        counts[key] = counts.get(key, 0) + len(owner.phrasings)
    for read in files.documents:
        few = []
        for section in dict.fromkeys(sections_with_text(read.content)):
            count = counts.get((read.content.id, section), 0)
            if count == 0:
                yield Finding(
                    severity="error",
                    kind="section without phrasings",
                    file=read.file,
                    place=section,
                    advice="Teachers' words do not find it; write phrasings for it"
                    f" ({MIN_PHRASINGS} or more).",
                )
            elif count < MIN_PHRASINGS:
                few.append(f"{shown(section)} has {count}")
        if few:
            yield _few(read.file, few)


def _few(file: str, few: list[str]) -> Finding:
    rest = len(few) - MAX_NAMED_SECTIONS
    more = f", and {rest} more" if rest > 0 else ""
    named = ", ".join(few[:MAX_NAMED_SECTIONS])
    return Finding(
        severity="warning",
        kind="few phrasings",
        file=file,
        place=counted(len(few), "section"),
        advice=f"Write more until each section has {MIN_PHRASINGS}: {named}{more}.",
    )


def _same_twice(owners: tuple[Owner, ...]) -> Iterator[Finding]:
    """Tell of phrasings that two sections or gaps share: chance says which answers."""
    first: dict[str, Owner] = {}
    for owner in owners:
        for text in owner.phrasings:
            words = same_words(text)
            other = first.setdefault(words, owner)
            if not words or (other.document_id, other.name) == (owner.document_id, owner.name):
                continue
            advice = (
                f"{shown(text)} is also under {shown(other.place)} in {other.file};"
                " keep it where it is answered."
            )
            yield _finding(owner, "same phrasing twice", advice, severity="error")


def _nearly_the_same(owner: Owner) -> Iterator[Finding]:
    for one, other in combinations(filter(same_words, owner.phrasings), 2):
        if fuzz.ratio(one, other, score_cutoff=NEARLY_THE_SAME) > NEARLY_THE_SAME:
            advice = f"{shown(one)} and {shown(other)} differ too little; reword one of them."
            yield _finding(owner, "nearly the same phrasing", advice)


def _finding(
    owner: Owner, kind: FindingKind, advice: str, *, severity: Severity = "warning"
) -> Finding:
    return Finding(severity=severity, kind=kind, file=owner.file, place=owner.place, advice=advice)
