"""Numbers that a message tells: of people who could take part, and of years of teaching."""

import re
from collections.abc import Iterator

from assistant.eligibility.clauses import Clause
from assistant.eligibility.knowledge import Told
from assistant.eligibility.patterns import PatternRecord, Words, compiled, load_patterns

MOST_PEOPLE = 3
"""The last value of `teachers_free` means this many or more."""
LONGEST = 4
"""More years of teaching than the facts tell apart."""
_RANGE = (
    r"(?<![/\d])(?<!year )(?<!yr )(?<!\by)(?<!\bks)(?<!stage )(?<!set )(?<!phase )(<number>|\d+)"
    r"(?: ?(?:-|/|or|to|or maybe|possibly) ?(<number>|\d+))?"
)
_YEARS = ("first", "second", "third", "later", "later")


class _CountingPatterns(PatternRecord):
    """`counting.yaml`."""

    numbers: dict[str, int]
    people: tuple[str, ...]
    alone: Words
    not_alone: Words
    pair: Words
    none: Words
    corrected: str
    at_least: Words
    not_people: Words
    taught: tuple[Words, ...]
    maths: Words


def people_told(clauses: tuple[Clause, ...]) -> Iterator[Told]:
    """Tell how many could take part; also where they are asked for ("can both my Y4s go?")."""
    patterns = load_patterns("counting.yaml", _CountingPatterns)
    people = [compiled(form.replace("(n)", _RANGE)) for form in patterns.people]
    corrected = compiled(patterns.corrected.replace("(n)", _RANGE))
    has_count = False
    for clause in clauses:
        text = clause.text
        if clause.supposes or clause.of_others or patterns.not_people.search(text):
            continue
        values = _people(text, people, patterns)
        sentence = " ".join(one.text for one in clauses if one.sentence == clause.sentence)
        if not values and has_count and (match := corrected.search(sentence)):
            values, text = _range(match, patterns), sentence
        if values:
            has_count = True
            yield Told(fact="teachers_free", values=values, words=text)


def years_told(clauses: tuple[Clause, ...]) -> Iterator[Told]:
    """Tell the year of teaching from the years that somebody has taught."""
    patterns = load_patterns("counting.yaml", _CountingPatterns)
    for clause in clauses:
        if clause.supposes or clause.of_others:
            continue
        match = next((one for form in patterns.taught if (one := form.search(clause.text))), None)
        if not match:
            continue
        years = _years(match[1].lower(), patterns)
        if years is None:
            continue
        if years >= LONGEST:
            yield Told(fact="teaching_year", values=("later",), words=clause.text)
            if any(patterns.maths.search(one.text) for one in clauses):
                yield Told(fact="is_experienced", values=("yes",), words=clause.text)
        elif years:
            yield Told(
                fact="teaching_year", values=_YEARS[years - 1 : years + 1], words=clause.text
            )


def _people(
    text: str, people: list[re.Pattern[str]], patterns: _CountingPatterns
) -> tuple[str, ...]:
    if patterns.none.search(text):
        return ("0",)
    for form in people:
        if match := form.search(text):
            return _range(match, patterns)
    if patterns.alone.search(text) and not patterns.not_alone.search(text):
        return ("1",)
    return ("2",) if patterns.pair.search(text) else ()


def _range(match: re.Match[str], patterns: _CountingPatterns) -> tuple[str, ...]:
    """Give the numbers from the first to the last, as "1 or 2"; three stands for more too."""
    numbers = [_count(group, patterns) for group in match.groups() if group]
    is_lowest = bool(patterns.at_least.search(match.group()))
    highest = MOST_PEOPLE if is_lowest else max(numbers)
    return tuple(str(number) for number in range(min(numbers), highest + 1))


def _count(written: str, patterns: _CountingPatterns) -> int:
    number = patterns.numbers.get(written.lower())
    return min(int(written) if number is None else number, MOST_PEOPLE)


def _years(written: str, patterns: _CountingPatterns) -> int | None:
    """Give the years that somebody has taught, no more than `LONGEST`; a calendar year is long."""
    if written.isdigit():
        return min(int(written), LONGEST)
    if written in {"a few", "a couple of"}:
        return None
    return {"one": 1, "two": 2, "three": 3}.get(written, LONGEST)
