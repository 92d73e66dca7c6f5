"""Harder versions of a question set: with more typing errors, and with questions in two turns."""

import random
import re
from collections.abc import Sequence

from assistant.vocabulary import Vocabulary
from evals.judging import Case
from index.sentences import sentence_spans

SEED = 20261122
MIN_LETTERS = 5
"""Errors in shorter words leave other words."""
_WORD = re.compile(rf"[A-Za-z]{{{MIN_LETTERS},}}")


def as_asked(
    cases: Sequence[Case], *, typing_errors: float, two_turns: bool, vocabulary: Vocabulary
) -> list[Case]:
    """Give the cases as a harder run asks them, or as they are."""
    asked = with_typing_errors(cases, typing_errors) if typing_errors else list(cases)
    return over_two_turns(asked, vocabulary) if two_turns else asked


def with_typing_errors(cases: Sequence[Case], share: float) -> list[Case]:
    """Give `share` of the questions one more typing error each: seeded, in a word of its own."""
    drawn = random.Random(SEED)
    return [
        case.model_copy(update={"question": mistyped(case.question, drawn)})
        if drawn.random() < share
        else case
        for case in cases
    ]


def mistyped(text: str, drawn: random.Random) -> str:
    """Swap, drop or double one letter inside a long word; the first letter stays."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = drawn.choice(words)
    at = word.start() + drawn.randrange(1, len(word.group()) - 1)
    changed = drawn.choice((text[at + 1] + text[at], text[at + 1], text[at] + text[at : at + 2]))
    return text[:at] + changed + text[at + 2 :]


def over_two_turns(cases: Sequence[Case], vocabulary: Vocabulary) -> list[Case]:
    """Ask every question in two turns: the programme or the scenario first, then the rest."""
    return [_in_two(case, vocabulary) for case in cases]


def _in_two(case: Case, vocabulary: Vocabulary) -> Case:
    sentences = list(sentence_spans(case.question, 0, len(case.question)))
    if len(sentences) > 1:
        at = sentences[-1][0]
        return _turned(case, case.question[:at].strip(), case.question[at:])
    name = _programme_named(case.question, vocabulary)
    if name is None:
        return case
    return _turned(case, f"I have a question about {name}", case.question.replace(name, "it", 1))


def _programme_named(text: str, vocabulary: Vocabulary) -> str | None:
    """Give the longest alias of a programme as it stands in a text."""
    names = (name for one in vocabulary.programmes for name in (one.name, *one.aliases))
    found = [
        match.group()
        for name in names
        if (match := re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE))
    ]
    return max(found, key=len, default=None)


def _turned(case: Case, first: str, second: str) -> Case:
    history = (*case.history, {"question": first})
    return case.model_copy(update={"history": history, "question": second})
