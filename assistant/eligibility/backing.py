"""Who backs it: the head and the one who leads maths, by how the words around them stand."""

from collections.abc import Iterator

from assistant.eligibility.clauses import Clause, is_negated
from assistant.eligibility.knowledge import Told
from assistant.eligibility.patterns import Marks, PatternRecord, Words, load_patterns

YES_OR_NO = ("yes", "no")


class _BackingPatterns(PatternRecord):
    """`backing.yaml`."""

    subjects: dict[str, Words]
    not_them: Words
    for_: Words
    against: Words
    doubt: Words
    elsewhere: Words
    echo_yes: Words
    echo_no: Words
    pronoun: Marks
    takes_back: Marks
    label: Words


def backing_told(clauses: tuple[Clause, ...]) -> Iterator[Told]:
    """Tell who backs it. A clause without a word for or against leaves its people to the next.

    "The head, and the HoD, are behind it", "asked the head, she's all for it".
    """
    patterns = load_patterns("backing.yaml", _BackingPatterns)
    waiting: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    sentence = 0
    for clause in clauses:
        text = clause.text
        if clause.asks or clause.supposes or clause.of_others or patterns.not_them.search(text):
            waiting = ()
            continue
        named = tuple(fact for fact, words in patterns.subjects.items() if words.search(text))
        is_taken_up = bool(patterns.pronoun.match(text)) or (
            bool(named) and clause.sentence == sentence
        )
        earlier = heard if patterns.takes_back.match(text) else ()
        people = tuple(dict.fromkeys((*earlier, *(waiting if is_taken_up else ()), *named)))
        stance = _stance(text, patterns)
        if people and stance:
            for fact in people:
                values = YES_OR_NO if stance == "unsure" else (stance,)
                yield Told(fact=fact, values=values, words=text, is_unsure=stance == "unsure")
            waiting, heard = (), people
        elif named:
            is_label = clause.start == 0 and bool(patterns.label.match(text))
            waiting = () if is_label else people
        elif not is_taken_up:
            waiting = ()
        sentence = clause.sentence


def _stance(text: str, patterns: _BackingPatterns) -> str | None:
    """Read yes, no or unsure; None where a clause says nothing of it."""
    if patterns.doubt.search(text):
        return "unsure"
    if patterns.against.search(text):
        return None if patterns.elsewhere.search(text) else "no"
    if match := patterns.for_.search(text):
        return "no" if is_negated(text, match.start(), within=4) else "yes"
    if patterns.echo_no.search(text):
        return "no"
    return "yes" if patterns.echo_yes.search(text) else None
