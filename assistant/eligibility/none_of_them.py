"""What a school was never in, where a message says so of all the work groups of a phase at once."""

from collections.abc import Iterator

from assistant.eligibility.clauses import Clause
from assistant.eligibility.history import ALL, NEVER
from assistant.eligibility.knowledge import Told
from assistant.eligibility.stances import history_patterns
from corpus.types import Phase


def none_told(clauses: tuple[Clause, ...], phase: Phase | None) -> Iterator[Told]:
    """Tell "never in any of the groups" of each work group of the phase."""
    patterns = history_patterns()
    facts = patterns.groups.get(phase, ()) if phase else ()
    for clause in clauses:
        is_said = not (clause.asks or clause.supposes or clause.of_others)
        if is_said and patterns.none_of_them.search(clause.text):
            is_doubted = bool(patterns.doubt.search(clause.text))
            values = ALL if is_doubted else (NEVER,)
            for fact in facts:
                yield Told(fact=fact, values=values, words=clause.text, is_unsure=is_doubted)
