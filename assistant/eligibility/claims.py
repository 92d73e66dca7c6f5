"""What holds of a school or a person, or does not: yes, no, or nobody is sure."""

from collections.abc import Iterator
from typing import Literal

from assistant.eligibility.clauses import Clause, is_negated, sentences_of
from assistant.eligibility.knowledge import Told
from assistant.eligibility.patterns import PatternRecord, Words, compiled, load_patterns


class _Claim(PatternRecord):
    """Words for a fact and against it; `no` is read first."""

    fact: str
    yes: Words
    no: Words
    about: Words | None = None
    """Words that speak of the fact, and with doubt make it unsure."""
    unless: Words | None = None
    needs: Words | None = None
    """What the message must say too."""
    over: Literal["clause", "sentence"] = "clause"
    of_others: bool = False
    """Whether it may be told of work in other schools."""


class _ClaimPatterns(PatternRecord):
    """`claims.yaml`."""

    claims: tuple[_Claim, ...]


_DOUBT = compiled("<weak_doubt>")


def claims_told(clauses: tuple[Clause, ...], known: dict[str, tuple[str, ...]]) -> Iterator[Told]:
    """Tell what is claimed; questions and suppositions claim nothing."""
    message = " ".join(clause.text for clause in clauses)
    sentences = sentences_of(clauses)
    for claim in load_patterns("claims.yaml", _ClaimPatterns).claims:
        if claim.needs and not claim.needs.search(message):
            continue
        for clause in sentences if claim.over == "sentence" else clauses:
            value = _claimed(claim, clause)
            if value:
                is_unsure = value == "unsure"
                values = known[claim.fact] if is_unsure else (value,)
                yield Told(fact=claim.fact, values=values, words=clause.text, is_unsure=is_unsure)


def _claimed(claim: _Claim, clause: Clause) -> str | None:
    """Read yes, no or unsure in one clause; None where it claims nothing."""
    text = clause.text
    is_of_other = clause.of_others and not claim.of_others
    if clause.supposes or is_of_other or (claim.unless and claim.unless.search(text)):
        return None
    no, yes = claim.no.search(text), claim.yes.search(text)
    about = claim.about.search(text) if claim.about else None
    if (no or yes or about) and _DOUBT.search(text):
        return "unsure"
    if clause.asks or not (no or yes):
        return None
    return "no" if no or (yes and is_negated(text, yes.start())) else "yes"
