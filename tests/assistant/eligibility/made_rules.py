"""Small facts and rules: by hand for examples, at random for properties."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from hypothesis import strategies as st

from assistant.eligibility.knowledge import Knowledge, Told, knowledge_of
from assistant.eligibility.rulebook import Rulebook
from corpus.markdown import blocks_of_markdown
from corpus.types import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Criterion,
    Document,
    FactDefinition,
    FactOption,
    Negation,
    OneOf,
    Programme,
    RuleSet,
    Source,
    Unsettled,
)

VALUES: Mapping[str, tuple[str, ...]] = {
    "nation": ("england", "wales"),
    "did_development": ("never", "earlier", "previous_year", "this_year"),
    "teachers": ("0", "1", "2", "3"),
    "head_backs": ("yes", "no"),
    "kind": ("primary", "secondary", "unit"),
    "has_specialist": ("yes", "no"),
}
FACTS = tuple(
    FactDefinition(
        id=fact,
        question=f"What of {fact}?",
        options=tuple(FactOption(value=value, label=f"{fact} is {value}") for value in values),
        is_ordered=fact == "teachers",
        presumed="england" if fact == "nation" else None,
        usual="yes" if fact == "has_specialist" else None,
    )
    for fact, values in VALUES.items()
)
QUOTES = {
    "nation": "No, only schools in England can join in 2025/26.",
    "did_development": "Yes, in 2025/26 a school must have done Development in the year before.",
    "teachers": "In 2025/26 two teachers of the school take part.",
    "head_backs": "In 2025/26 the headteacher supports the work.",
    "kind": "In 2025/26 the programme is for primary schools.",
    "has_specialist": "In 2025/26 a school may have a specialist of its own.",
    "closed": "Nobody can join after July 2025.",
}
TEXT = "## Who can join?\n\n" + "\n\n".join(QUOTES.values()) + "\n"
GUIDE = Document(
    id="guide",
    source=Source(title="The guide", publisher="A hub", academic_year="2025/26"),
    text=TEXT,
    blocks=blocks_of_markdown(TEXT),
)


def told(fact: str, *values: str, words: str = "as I said", is_unsure: bool = False) -> Told:
    return Told(fact=fact, values=values or VALUES[fact], words=words, is_unsure=is_unsure)


def knowing(*facts: Told, already_asked: Sequence[str] = ()) -> Knowledge:
    return knowledge_of(FACTS, facts, already_asked)


def criterion(fact: str, *values: str, **fields: object) -> Criterion:
    given: dict[str, Any] = {
        "id": fact,
        "criterion": f"Something about {fact}.",
        "strength": "required",
        "needs": OneOf(fact=fact, one_of=values),
        "document_id": "guide",
        "quote": QUOTES[fact],
    }
    return Criterion(**given | fields)


def rules(*criteria: Criterion, **fields: object) -> RuleSet:
    given: dict[str, Any] = {"academic_year": "2025/26", "criteria": criteria}
    return RuleSet(**given | fields)


def programme(*rule_sets: RuleSet, **fields: object) -> Programme:
    given: dict[str, Any] = {
        "id": "embedding",
        "name": "Embedding",
        "phase": "primary",
        "joined_by": "school",
        "rules": rule_sets,
    }
    return Programme(**given | fields)


def rulebook(*programmes: Programme) -> Rulebook:
    return Rulebook(programmes=programmes, facts=FACTS, documents={"guide": GUIDE})


ENGLAND = criterion("nation", "england")
DEVELOPMENT = criterion(
    "did_development",
    "previous_year",
    if_not_met="not_yet",
    to_change="Do a Development year first.",
)
TWO_TEACHERS = criterion("teachers", needs=AtLeast(fact="teachers", at_least="2"))
HEAD = criterion("head_backs", "yes")
EMBEDDING = rules(
    ENGLAND,
    DEVELOPMENT,
    TWO_TEACHERS,
    HEAD,
    unsettled=(
        Unsettled(when=OneOf(fact="kind", one_of=("unit",)), what="whether a unit may join"),
    ),
)


def worlds(knowledge: Knowledge, facts: Sequence[str]) -> Iterator[Knowledge]:
    """Every way in which open facts may turn out to be; what nobody can be asked stays unknown."""
    open_facts = [fact for fact in facts if knowledge[fact].is_open]
    for values in product(*(knowledge[fact].values for fact in open_facts)):
        yield knowledge.supposing(dict(zip(open_facts, values, strict=True)))


def _one_of(fact: str) -> st.SearchStrategy[Condition]:
    some = st.lists(st.sampled_from(VALUES[fact]), min_size=1, max_size=2, unique=True)
    return some.map(lambda values: OneOf(fact=fact, one_of=tuple(values)))


ATOMS = st.one_of(
    st.sampled_from(sorted(VALUES)).flatmap(_one_of),
    st.sampled_from(VALUES["teachers"]).map(lambda value: AtLeast(fact="teachers", at_least=value)),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    ATOMS,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=2).map(lambda some: AllOf(all=tuple(some))),
        st.lists(parts, min_size=1, max_size=2).map(lambda some: AnyOf(any=tuple(some))),
        parts.map(lambda part: Negation(condition=part)),
    ),
    max_leaves=3,
)
CRITERIA = st.builds(
    Criterion,
    id=st.uuids().map(str),
    criterion=st.just("Something."),
    strength=st.sampled_from(["required", "expected", "hub_decides"]),
    needs=CONDITIONS,
    hub_may_accept=st.none() | CONDITIONS,
    if_not_met=st.sampled_from(["not_eligible", "not_yet"]),
    document_id=st.just("guide"),
    quote=st.sampled_from(sorted(QUOTES.values())),
)
RULE_SETS = st.lists(CRITERIA, min_size=1, max_size=4).map(lambda some: rules(*some))


def _told(fact: str) -> st.SearchStrategy[Told | None]:
    some = st.sets(st.sampled_from(VALUES[fact]), min_size=1).map(
        lambda values: told(fact, *sorted(values))
    )
    return st.one_of(st.none(), some, st.just(told(fact, is_unsure=True)))


KNOWLEDGE = st.tuples(*map(_told, VALUES)).map(lambda some: knowing(*filter(None, some)))
