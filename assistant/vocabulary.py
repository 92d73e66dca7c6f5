"""The field's own words: which terms, programmes and hubs a text names."""

import re
from collections.abc import Iterable
from functools import cached_property

from pydantic import ConfigDict

from assistant.spelling import Spelling
from corpus.types import Hub, Phase, Programme, Record, Term
from index.lexical import words_of
from index.snapshot import Snapshot


class NamedTerm(Record):
    """A term as it stands in a text."""

    term: Term
    start: int
    end: int


class Vocabulary(Record):
    """Terms, programmes and hubs, ready to be found in a text."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        ignored_types=(cached_property,),
        arbitrary_types_allowed=True,
    )

    terms: tuple[Term, ...] = ()
    programmes: tuple[Programme, ...] = ()
    hubs: tuple[Hub, ...] = ()
    known_words: frozenset[str] = frozenset()
    """Stemmed words that the corpus itself uses."""
    spelling: Spelling = Spelling(())

    def terms_in(self, text: str) -> tuple[NamedTerm, ...]:
        """Find the terms of a text, each once, in order; the longest wins where two overlap."""
        found = [
            NamedTerm(term=term, start=match.start(), end=match.end())
            for pattern, terms in self._term_patterns
            for match in pattern.finditer(text)
            for term in (terms.get(_form(match.group(), terms)),)
            if term  # None for what only looks alike, as teachıng with a dotless i
        ]
        taken: list[NamedTerm] = []
        for candidate in sorted(found, key=lambda one: (one.start - one.end, one.start)):
            is_new = candidate.term not in [other.term for other in taken]
            if is_new and all(not _overlap(candidate, other) for other in taken):
                taken.append(candidate)
        return tuple(sorted(taken, key=lambda one: one.start))

    def meanings_in(self, text: str) -> tuple[str, ...]:
        """Write out the terms of a text that the corpus does not use itself.

        A term that its phrasings or texts hold finds them better as it is: on the development
        questions, writing all terms out cost two points of recall.
        """
        return tuple(
            named.term.expands
            for named in self.terms_in(text)
            if named.term.expands
            and not self.known_words.issuperset(words_of(text[named.start : named.end]))
        )

    def programmes_in(self, text: str) -> tuple[str, ...]:
        """Give the slugs of the programmes that a text names, by alias or by a term of theirs."""
        named = [term.term.programme for term in self.terms_in(text) if term.term.programme]
        named += [slug for slug, pattern in self._programme_patterns if pattern.search(text)]
        return tuple(dict.fromkeys(named))

    def hubs_in(self, text: str) -> tuple[Hub, ...]:
        """Give the hubs whose name, area or place a text names, by the longest name that fits."""
        spans = [
            (match.start(), match.end(), hub)
            for hub, pattern in self._hub_patterns
            for match in pattern.finditer(text)
        ]
        longest = max((end - start for start, end, _ in spans), default=0)
        return tuple(dict.fromkeys(hub for start, end, hub in spans if end - start == longest))

    def phase_of(self, slug: str) -> Phase | None:
        """Give the phase of a programme; None where the programme is not known."""
        return next((one.phase for one in self.programmes if one.id == slug), None)

    @cached_property
    def _term_patterns(self) -> tuple[tuple[re.Pattern[str], dict[str, Term]], ...]:
        """One pattern for forms in exact case, one for the others; each with its terms by form."""
        exact: dict[str, Term] = {}
        folded: dict[str, Term] = {}
        for term in self.terms:
            for form in (term.term, *term.also):
                table = exact if term.case_sensitive else folded
                table.setdefault(form if term.case_sensitive else form.lower(), term)
        return tuple(
            (_any_of(table, flags), table)
            for table, flags in ((exact, re.NOFLAG), (folded, re.IGNORECASE))
            if table
        )

    @cached_property
    def _programme_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple(
            (one.id, _any_of((one.name, *one.aliases), re.IGNORECASE)) for one in self.programmes
        )

    @cached_property
    def _hub_patterns(self) -> tuple[tuple[Hub, re.Pattern[str]], ...]:
        return tuple((hub, _any_of(_names_of_hub(hub), re.IGNORECASE)) for hub in self.hubs)


def vocabulary_of(snapshot: Snapshot) -> Vocabulary:
    """Take the vocabulary of one generation."""
    content = snapshot.content
    return Vocabulary(
        terms=content.terms,
        programmes=content.programmes,
        hubs=content.hubs,
        known_words=snapshot.words.vocabulary,
        spelling=Spelling(
            texts=(document.text for document in content.documents),
            known=(
                *(word for term in content.terms for word in (term.term, *term.also)),
                *(name for hub in content.hubs for name in _names_of_hub(hub)),
                *(name for one in content.programmes for name in (one.name, *one.aliases)),
            ),
        ),
    )


def _names_of_hub(hub: Hub) -> tuple[str, ...]:
    """A hub's own names with and without "Maths Hub", its former ones, its areas and places."""
    names = (hub.name, *hub.former_names, *hub.also)
    short = (name.removesuffix(" Maths Hub") for name in names)
    return (*names, *(name for name in short if len(name) > 3), *hub.areas, *hub.places)


def _any_of(forms: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    """Match any form as whole words, the longest first: alternation takes the first that fits."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)", flags)


def _form(found: str, terms: dict[str, Term]) -> str:
    return found if found in terms else found.lower()


def _overlap(one: NamedTerm, other: NamedTerm) -> bool:
    return one.start < other.end and other.start < one.end
