"""Checks that the rules of programmes can be decided by: every fact, value and quote exists.

Knows nothing of askers or verdicts.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.data_files import Place, fault_at
from corpus.domain import programme_files
from corpus.errors import CorpusDataError
from corpus.types import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Corpus,
    FactDefinition,
    Hub,
    Negation,
    OneOf,
    Programme,
    Quotation,
    RuleSet,
)

ACADEMIC_YEAR = re.compile(r"\d{4}/\d{2}")

Fault = tuple[Place, str]


def check_rules(folder: Path, corpus: Corpus) -> None:
    """Check a corpus's facts and rules. Raises CorpusDataError with the file, line and fault."""
    for place, fault in faults_in_facts(corpus.facts):
        raise CorpusDataError(fault_at(folder / "facts.yaml", place, fault))
    for path, programme in zip(programme_files(folder), corpus.programmes, strict=True):
        faults = (
            *faults_in_rules(programme, corpus.facts, corpus.hubs),
            *_lost_quotes(programme, corpus),
        )
        for place, fault in faults:
            raise CorpusDataError(fault_at(path, place, fault))


def faults_in_facts(facts: Sequence[FactDefinition]) -> Iterator[Fault]:
    """Find facts that are defined twice, or presume or imply what is no value of any."""
    for fact_number in _repeated([fact.id for fact in facts]):
        yield ("facts", fact_number, "id"), f"{facts[fact_number].id!r} is defined twice"
    for number, fact in enumerate(facts):
        values = [option.value for option in fact.options]
        for option in _repeated(values):
            yield ("facts", number, "options", option), f"{values[option]!r} is there twice"
        for field, value in (("presumed", fact.presumed), ("usual", fact.usual)):
            if value is not None and value not in values:
                yield ("facts", number, field), f"{value!r} is no value of {fact.id}"
    by_id = {fact.id: fact for fact in facts}
    for number, fact in enumerate(facts):
        for option_number, told in enumerate(fact.options):
            place: Place = ("facts", number, "options", option_number, "implies")
            for implied, left in told.implies.items():
                yield from _faults_in_values(implied, left, place, by_id)


def faults_in_rules(
    programme: Programme, facts: Sequence[FactDefinition], hubs: Sequence[Hub]
) -> Iterator[Fault]:
    """Find what keeps the rules of one programme from being decided by."""
    by_id = {fact.id: fact for fact in facts}
    hub_ids = {hub.id for hub in hubs}
    for number, rules in enumerate(programme.rules):
        place: Place = ("rules", number)
        if not ACADEMIC_YEAR.fullmatch(rules.academic_year):
            yield (*place, "academic_year"), "an academic year is written as 2024/25"
        if rules.hub is not None and rules.hub not in hub_ids:
            yield (*place, "hub"), f"hubs.yaml has no hub {rules.hub!r}"
        if not rules.criteria and not rules.closed:
            yield place, "there are no criteria"
        ids = [criterion.id for criterion in rules.criteria]
        for criterion in _repeated(ids):
            yield (*place, "criteria", criterion, "id"), f"{ids[criterion]!r} is there twice"
        for within, condition in _conditions(rules):
            yield from _faults_in_condition(condition, (*place, *within), by_id)
    yield from _order(programme)


def _order(programme: Programme) -> Iterator[Fault]:
    years = [rules.academic_year for rules in programme.rules]
    for number in range(1, len(years)):
        if years[number] > years[number - 1]:
            yield ("rules", number), "the newest academic year stands first"
    kinds = [(rules.academic_year, rules.hub, rules.name) for rules in programme.rules]
    for number in _repeated(kinds):
        yield ("rules", number), "two sets of one year need different names or hubs"


def _conditions(rules: RuleSet) -> Iterator[tuple[Place, Condition]]:
    for number, criterion in enumerate(rules.criteria):
        yield ("criteria", number, "needs"), criterion.needs
        if criterion.hub_may_accept:
            yield ("criteria", number, "hub_may_accept"), criterion.hub_may_accept
    for number, unsettled in enumerate(rules.unsettled):
        yield ("unsettled", number, "when"), unsettled.when


def _faults_in_condition(
    condition: Condition, place: Place, facts: dict[str, FactDefinition]
) -> Iterator[Fault]:
    match condition:
        case OneOf():
            yield from _faults_in_values(condition.fact, condition.one_of, place, facts)
        case AtLeast():
            yield from _faults_in_values(condition.fact, (condition.at_least,), place, facts)
            if condition.fact in facts and not facts[condition.fact].is_ordered:
                yield (*place, "at_least"), f"{condition.fact} is not ordered; use one_of"
        case AllOf():
            for number, part in enumerate(condition.all):
                yield from _faults_in_condition(part, (*place, "all", number), facts)
        case AnyOf():
            for number, part in enumerate(condition.any):
                yield from _faults_in_condition(part, (*place, "any", number), facts)
        case Negation():
            yield from _faults_in_condition(condition.condition, (*place, "not"), facts)


def _faults_in_values(
    fact: str, values: tuple[str, ...], place: Place, facts: dict[str, FactDefinition]
) -> Iterator[Fault]:
    if fact not in facts:
        yield (*place, "fact"), f"facts.yaml has no fact {fact!r}"
        return
    known = {option.value for option in facts[fact].options}
    for value in values:
        if value not in known:
            yield place, f"{value!r} is no value of {fact} ({', '.join(sorted(known))})"


def _lost_quotes(programme: Programme, corpus: Corpus) -> Iterator[Fault]:
    """Find quotes that no document holds; a document that could not be read is no fault here."""
    texts = {document.id: document.text for document in corpus.documents}
    skipped = {Path(file.path).stem for file in corpus.skipped}
    for number, rules in enumerate(programme.rules):
        for place, quotation in _quotations(rules):
            text = texts.get(quotation.document_id)
            if text is None and quotation.document_id not in skipped:
                fault = f"there is no document {quotation.document_id!r}"
                yield ("rules", number, *place, "document_id"), fault
            elif text is not None and quotation.quote not in text:
                fault = f"the quote does not stand in {quotation.document_id}"
                yield ("rules", number, *place, "quote"), fault


def _quotations(rules: RuleSet) -> Iterator[tuple[Place, Quotation]]:
    if rules.closed:
        yield ("closed",), rules.closed
    for number, criterion in enumerate(rules.criteria):
        yield ("criteria", number), criterion


def _repeated(values: Sequence[object]) -> list[int]:
    """Give the numbers of values that stood there before."""
    firsts = {value: number for number, value in reversed(list(enumerate(values)))}
    return [number for number, value in enumerate(values) if firsts[value] != number]
