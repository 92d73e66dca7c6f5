"""What a message tells as the answer to the fact that was just asked about."""

import re
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from assistant.eligibility.knowledge import Told
from assistant.eligibility.patterns import PatternRecord, Words, compiled, load_patterns, plain
from assistant.eligibility.times import running, start_of, times_in, value_of
from corpus.types import FactDefinition

MAX_WORDS_OF_PLAIN_ANSWER = 7
"""A longer message is read by the rules for facts alone, beside its first word."""
SAME_LABEL = 90
"""Likeness, of 100, from which a message is the label of an option, typed by hand."""
_OPTION = re.compile(r"(?:option|number|answer|no\.?|#)? ?\(?(\d{1,2})[.) ]*", re.IGNORECASE)
_NAMED_OPTION = re.compile(r"\(?(?:option|answer|number) ?\(?(\d{1,2})[.) ]*", re.IGNORECASE)


class _ReplyingPatterns(PatternRecord):
    """`replying.yaml`."""

    begin: str
    yes: str
    no: str
    unsure: str
    now: str
    over: str
    never: str
    still: Words
    ends: dict[str, Words]
    numbers: dict[str, str]
    means: dict[str, dict[str, tuple[str, ...]]]
    plain: dict[str, dict[str, Words]]


def reply_told(text: str, asked: FactDefinition, *, year: str, today: date) -> Told | None:
    """Read a message as the answer about `asked`; None where it is no answer.

    A label or number of an option, "not sure", a time, a plain word of the fact, yes or no.
    """
    answer = plain(text).strip(" .!,")
    values = tuple(option.value for option in asked.options)
    patterns = load_patterns("replying.yaml", _ReplyingPatterns)
    chosen = _chosen(answer, asked)
    if chosen == () or (chosen is None and _begins("unsure").match(answer)):
        return Told(fact=asked.id, values=values, words=text, is_unsure=True)
    told = chosen or _worded(answer, asked, patterns, year, today) or _yes_or_no(answer, asked)
    if not told:
        return None
    kept = tuple(value for value in values if value in told)
    return Told(fact=asked.id, values=kept, words=text) if kept else None


def _chosen(answer: str, asked: FactDefinition) -> tuple[str, ...] | None:
    """Give the option that is chosen by label or number, () for "not sure" after the last."""
    for option in asked.options:
        said = option.label.lower()
        if fuzz.ratio(answer.lower(), said) >= SAME_LABEL or answer.lower() == option.value:
            return (option.value,)
    form = _NAMED_OPTION if asked.is_ordered else _OPTION
    match = form.fullmatch(answer)
    place = int(match[1]) - 1 if match else -1
    if 0 <= place < len(asked.options):
        return (asked.options[place].value,)
    return () if place == len(asked.options) else None


def _worded(
    answer: str, asked: FactDefinition, patterns: _ReplyingPatterns, year: str, today: date
) -> tuple[str, ...]:
    if asked.id.startswith("did_"):
        return _when(answer, year, today)
    if len(answer.split()) > MAX_WORDS_OF_PLAIN_ANSWER:
        return ()
    if asked.id == "teachers_free":
        words = answer.lower().split()
        return next(((patterns.numbers[one],) for one in words if one in patterns.numbers), ())
    named = patterns.plain.get(asked.id, {})
    return next(((value,) for value, words in named.items() if words.search(answer)), ())


def _when(answer: str, year: str, today: date) -> tuple[str, ...]:
    """Read when a school took part."""
    asked_start = start_of(year)
    if _begins("never").match(answer):
        return ("never",)
    if times := times_in(answer, today):
        goes_on = times[0].is_since and load_patterns("replying.yaml", _ReplyingPatterns).still
        starts = (running(today),) if goes_on and goes_on.search(answer) else times[0].starts
        named = (value_of(start, asked_start) for start in starts)
        return tuple(value for value in named if value)
    if _begins("now").match(answer):
        value = value_of(running(today), asked_start)
        return (value,) if value else ()
    return ("earlier", "previous_year") if _begins("over").match(answer) else ()


def _yes_or_no(answer: str, asked: FactDefinition) -> tuple[str, ...]:
    word = next((one for one in ("no", "yes") if _begins(one).match(answer)), None)
    patterns = load_patterns("replying.yaml", _ReplyingPatterns)
    if word is None and len(answer.split()) <= MAX_WORDS_OF_PLAIN_ANSWER:
        word = next((one for one, words in patterns.ends.items() if words.search(answer)), None)
    if word is None:
        return ()
    means = patterns.means
    kind = "did" if asked.id.startswith("did_") else asked.id
    return means[kind][word] if kind in means else (word,)


@lru_cache
def _begins(name: str) -> re.Pattern[str]:
    """Give the pattern of an answer that begins with the words of a field of `replying.yaml`."""
    patterns = load_patterns("replying.yaml", _ReplyingPatterns)
    return compiled(f"{patterns.begin}(?:{getattr(patterns, name)})")
