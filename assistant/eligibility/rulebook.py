"""All rules there are, and which set of them to decide by."""

from collections.abc import Mapping
from typing import Literal

from assistant.eligibility.knowledge import Knowledge
from corpus.types import Document, FactDefinition, Hub, Programme, Quotation, Record, RuleSet
from index.snapshot import Snapshot


class Rulebook(Record):
    """The programmes with their rules, the facts they ask for, and the documents they quote."""

    programmes: tuple[Programme, ...]
    facts: tuple[FactDefinition, ...]
    documents: Mapping[str, Document]

    def programme(self, id_: str) -> Programme | None:
        """Give a programme by its id."""
        return next((one for one in self.programmes if one.id == id_), None)


class Asker(Record):
    """What is known of the one who asks, and of the year that they ask about."""

    knowledge: Knowledge
    year: str
    """The academic year asked about; the current one where none was named."""
    hub: Hub | None = None
    looks_back: bool = False
    joined_by: Literal["school", "person"] | None = None
    """For whom they ask; None for both."""


def rulebook_of(snapshot: Snapshot) -> Rulebook:
    """Take the rules of one generation of an index."""
    content = snapshot.content
    return Rulebook.model_construct(  # checked when they were loaded
        programmes=content.programmes, facts=content.facts, documents=snapshot.documents
    )


def find_rule_set(programme: Programme, asker: Asker, rulebook: Rulebook) -> RuleSet | None:
    """Find the rules of the year asked about, else the newest; a hub's own only for its schools.

    Rules of which a quote is in no document are left out: what they say could not be shown. So a
    folder of other documents is never decided about by the bundled rules.
    """
    hub_id = asker.hub.id if asker.hub else None
    usable = [
        rules
        for rules in programme.rules
        if rules.hub in (None, hub_id) and is_quotable(rules, rulebook.documents)
    ]
    # Of equals `max` takes the first.
    return max(
        usable,
        key=lambda rules: (
            rules.academic_year == asker.year,
            rules.academic_year,
            rules.hub is not None,
        ),
        default=None,
    )


def is_quotable(rules: RuleSet, documents: Mapping[str, Document]) -> bool:
    """Tell whether every clause stands in its document."""
    quotations: tuple[Quotation, ...] = rules.criteria
    if rules.closed:
        quotations = (*quotations, rules.closed)
    return all(
        one.document_id in documents and one.quote in documents[one.document_id].text
        for one in quotations
    )
