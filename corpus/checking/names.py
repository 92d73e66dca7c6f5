"""Checks that every name means one thing: of programmes, terms, hubs, places and ids."""

from collections.abc import Iterable, Iterator

from corpus.checking.findings import Finding, FindingKind, Severity, shown
from corpus.checking.reading import CorpusFiles
from corpus.types import KnownGap, Record


class Name(Record):
    """A name, and what it names."""

    name: str
    owner: str
    file: str
    is_case_sensitive: bool = False


def check_names(files: CorpusFiles) -> Iterator[Finding]:
    """Check the names that questions are understood by, and the ids that data refers to."""
    yield from _ids(files)
    yield from _unknown_programmes(files)
    yield from _programmes(files)
    yield from _glossary(files)
    yield from _hubs(files)


def _ids(files: CorpusFiles) -> Iterator[Finding]:
    gaps = [Name(name=gap.id, owner=gap.topic, file=file) for file, gap in _gaps(files)]
    hubs = [Name(name=hub.id, owner=hub.name, file="hubs.yaml") for hub in files.hubs]
    for names in (gaps, hubs):
        for one, other in _twice(names):
            advice = f"{other.file} has the same id for {shown(other.owner)}; rename one of them."
            yield _finding(one, "duplicate id", advice, severity="error")


def _unknown_programmes(files: CorpusFiles) -> Iterator[Finding]:
    named = [(file, f"gap {gap.id}", gap.programme) for file, gap in _gaps(files)]
    named += [("glossary.yaml", term.term, term.programme) for term in files.terms]
    known = files.known_programmes | files.unread_ids | {None}
    for file, place, programme in named:
        if programme not in known:
            advice = f"No file in programmes/ has the id {programme!r}; correct it or add the file."
            yield Finding(
                severity="error", kind="unknown programme", file=file, place=place, advice=advice
            )


def _programmes(files: CorpusFiles) -> Iterator[Finding]:
    names = [
        Name(name=name, owner=read.content.name, file=read.file)
        for read in files.programmes
        for name in (read.content.id, read.content.name, *read.content.aliases)
    ]
    for one, other in _twice(names):
        if one.file != other.file:
            advice = (
                f"{other.file} has this name too, so a question with it could mean either;"
                " take it out of one of them."
            )
            yield _finding(one, "programme name", advice, severity="error")


def _glossary(files: CorpusFiles) -> Iterator[Finding]:
    names = [
        Name(
            name=form,
            owner=term.term,
            file="glossary.yaml",
            is_case_sensitive=term.case_sensitive,
        )
        for term in files.terms
        for form in (term.term, *term.also)
    ]
    for one, other in _twice(names):
        if one.owner == other.owner:
            advice = f"The term {shown(one.owner)} has this form twice; take one out."
        else:
            terms = f"{shown(other.owner)} and {shown(one.owner)}"
            advice = f"It is a form of both {terms}; keep it under one."
        yield _finding(one, "glossary", advice)


def _hubs(files: CorpusFiles) -> Iterator[Finding]:
    names = [
        Name(name=name, owner=hub.name, file="hubs.yaml")
        for hub in files.hubs
        for name in (*hub.areas, *hub.places)
    ]
    for one, other in _twice(names):
        if one.owner != other.owner:
            hubs = f"{other.owner} and {one.owner}"
            advice = f"It lies in both {hubs}; name smaller places, or leave it to one."
            yield _finding(one, "hub", advice)


def _gaps(files: CorpusFiles) -> Iterator[tuple[str, KnownGap]]:
    for read in files.phrasings:
        for gap in read.content.gaps:
            yield read.file, gap


def _twice(names: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield each name that stood before, with the one before; case tells only where it must."""
    first: dict[str, list[Name]] = {}
    for name in names:
        others = first.setdefault(" ".join(name.name.casefold().split()), [])
        same = [other for other in others if _is_same(name, other)]
        if same:
            yield name, same[0]
        others.append(name)


def _is_same(one: Name, other: Name) -> bool:
    both_sensitive = one.is_case_sensitive and other.is_case_sensitive
    return one.name == other.name or not both_sensitive


def _finding(
    name: Name, kind: FindingKind, advice: str, *, severity: Severity = "warning"
) -> Finding:
    return Finding(severity=severity, kind=kind, file=name.file, place=name.name, advice=advice)
