"""What is known of the one who asks: for each fact, the values that are still possible.

Knows nothing of programmes: it says what is known, not whether that is enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from corpus.types import FactDefinition, Record

TIMELINES = (
    ("this_year", "previous_year", "earlier"),
    ("training", "first", "second", "third", "later"),
)
"""Values that count from the academic year asked about; the last of each means "or longer ago"."""


class EligibilityQuestion(Record):
    """Somebody asks whether they may join."""

    programme_id: str | None
    """None where they ask which programme fits them."""
    year: str | None = None
    """The academic year that they ask about, as 2024/25; None where they name none."""
    looks_back: bool = False
    """Whether they ask if they could have joined; then it does not matter that it is closed."""
    is_open: bool = False
    """Whether they ask which programme fits them."""
    joined_by: Literal["school", "person"] | None = None
    """For whom they ask, where they ask which programme fits."""


class Told(Record):
    """One fact, as the asker's words tell it."""

    fact: str
    values: tuple[str, ...]
    """The values that are still possible, by these words."""
    words: str
    """The asker's own words that it comes from."""
    is_unsure: bool = False
    """Whether the asker does not know: all values stay possible, and nobody asks again."""


class Known(Record):
    """What is known of one fact."""

    definition: FactDefinition
    values: tuple[str, ...]
    """The values that are still possible, in the order of the definition."""
    told: Told | None = None
    is_presumed: bool = False
    """Whether it was taken for granted; the asker has said nothing."""
    is_closed: bool = False
    """Whether nobody asks for it: the asker is unsure, or has been asked already."""

    @property
    def is_open(self) -> bool:
        """Whether an answer of the asker could still tell more."""
        return len(self.values) > 1 and not self.is_closed


class Knowledge(Record):
    """All facts there are, by id."""

    facts: dict[str, Known]

    def __getitem__(self, fact: str) -> Known:
        return self.facts[fact]

    def supposing(self, values: Mapping[str, str]) -> "Knowledge":
        """Suppose that some facts have these values."""
        supposed = {
            fact: self.facts[fact].model_copy(update={"values": (value,), "is_presumed": False})
            for fact, value in values.items()
        }
        return Knowledge.model_construct(facts={**self.facts, **supposed})


def knowledge_of(
    definitions: Sequence[FactDefinition],
    told: Sequence[Told] = (),
    already_asked: Sequence[str] = (),
) -> Knowledge:
    """Put together what was told and what is presumed; told facts of no definition are ignored."""
    by_fact = {one.fact: one for one in told}
    facts = {
        one.id: _known(one, by_fact.get(one.id), is_closed=one.id in already_asked)
        for one in definitions
    }
    return Knowledge(facts={fact: _implied(known, facts.values()) for fact, known in facts.items()})


def _implied(known: Known, others: Iterable[Known]) -> Known:
    """Leave of a fact of which nothing is said what follows from the others."""
    fact, left = known.definition.id, known.values
    if known.told:
        return known
    for other in others:
        options = [one for one in other.definition.options if one.value in other.values]
        if all(fact in one.implies for one in options):
            allowed = {value for one in options for value in one.implies[fact]}
            left = tuple(value for value in left if value in allowed) or left
    return known.model_copy(update={"values": left}) if left != known.values else known


def _known(definition: FactDefinition, told: Told | None, *, is_closed: bool) -> Known:
    every = tuple(option.value for option in definition.options)
    values = tuple(value for value in every if told is None or value in told.values) or every
    # "England or Wales" tells nothing against what is presumed.
    is_presumed = definition.presumed in values and len(values) > 1
    if is_presumed and definition.presumed:
        values = (definition.presumed,)
    return Known(
        definition=definition,
        values=values,
        told=None if is_presumed else told,
        is_presumed=is_presumed,
        is_closed=is_closed or (told is not None and told.is_unsure),
    )


def merged(earlier: Sequence[Told], later: Sequence[Told]) -> tuple[Told, ...]:
    """Add what was told later: it narrows what was told of the same fact, or else corrects it."""
    facts = {one.fact: one for one in earlier}
    for one in later:
        before = facts.get(one.fact)
        facts[one.fact] = one if before is None else _together(before, one)
    return tuple(facts.values())


def _together(before: Told, after: Told) -> Told:
    """Keep what both allow; where they contradict each other, or one is unsure, the later."""
    if before.is_unsure or after.is_unsure:
        return after
    both = tuple(value for value in before.values if value in after.values)
    if not both:
        return after
    if both == before.values:
        return before
    words = after.words if both == after.values else f"{before.words} … {after.words}"
    return after.model_copy(update={"values": both, "words": words})


def moved_by(told: Sequence[Told], years: int) -> tuple[Told, ...]:
    """Tell the same facts for so many academic years later, or earlier where negative."""
    moved = (one if one.is_unsure else _moved(one, years) for one in told)
    return tuple(one for one in moved if one.values)


def _moved(told: Told, years: int) -> Told:
    values = dict.fromkeys(later for value in told.values for later in _years_on(value, years))
    return told.model_copy(update={"values": tuple(values)})


def _years_on(value: str, years: int) -> tuple[str, ...]:
    """Give what a value may become; what would lie in the future has not happened."""
    line = next((some for some in TIMELINES if value in some), ())
    if not line or not years:
        return (value,)
    last = len(line) - 1
    place = line.index(value) + years
    if value == line[last] and years < 0:
        return line[max(place, 0) :]
    if place < 0:
        return ("never",) if line is TIMELINES[0] else ()
    return (line[min(place, last)],)
