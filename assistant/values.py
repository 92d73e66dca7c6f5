"""What a sentence counts, so that two sentences on one point can be told to disagree.

"12 months" and "15 months" disagree where the rest of their sentences is the same; "two teachers"
and "six days" do not, for they count different things.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from corpus.types import Record

SAME_POINT_FROM = 70
"""rapidfuzz token_sort_ratio, 0 to 100, of two sentences without their values and sources."""

_FIGURES = dict(
    zip(
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
            " fifteen sixteen seventeen eighteen nineteen twenty"
        ).split(),
        map(str, range(1, 21)),
        strict=True,
    )
)
_NUMBER = rf"(?:\d+(?:[.,]\d+)*|\b(?:{'|'.join(_FIGURES)})\b)"
_MONEY = re.compile(r"£\s?(\d+(?:[.,]\d+)*)")


class ValueWords(Record):
    """`values.yaml`."""

    units: dict[str, str]
    rhythms: dict[str, str]
    contrasts: str
    aside: str


def values_in(text: str) -> dict[str, frozenset[str]]:
    """Give what a text counts, as {"month": {"12"}, "£": {"2000"}, "rhythm": {"termly"}}."""
    words = _compiled()
    found: dict[str, set[str]] = {}
    for match in _MONEY.finditer(text):
        found.setdefault("£", set()).add(match[1].replace(",", ""))
    for unit, pattern in words.units:
        for match in pattern.finditer(text):
            found.setdefault(unit, set()).add(_figure(match[1]))
    for rhythm, pattern in words.rhythms:
        if pattern.search(text):
            found.setdefault("rhythm", set()).add(rhythm)
    return {unit: frozenset(values) for unit, values in found.items()}


def differ_in(one: str, other: str) -> frozenset[str]:
    """Give the things that both texts count, and count differently."""
    ours, theirs = values_in(one), values_in(other)
    return frozenset(unit for unit in ours.keys() & theirs.keys() if not ours[unit] & theirs[unit])


def value_words(text: str, units: Collection[str]) -> str:
    """Give the first words of a text that count one of these things, to the letter."""
    words = _compiled()
    patterns = [
        *([_MONEY] if "£" in units else []),
        *(pattern for unit, pattern in words.units if unit in units),
        *(pattern for _, pattern in words.rhythms if "rhythm" in units),
    ]
    found = [match for pattern in patterns for match in [pattern.search(text)] if match]
    return min(found, key=lambda match: match.start()).group() if found else ""


def is_same_point(one: str, other: str) -> bool:
    """Tell whether two sentences say the same but for their values and their sources."""
    contrasts = _compiled().contrasts
    ours, theirs = ({word.lower() for word in contrasts.findall(text)} for text in (one, other))
    if ours != theirs:
        return False
    return fuzz.token_sort_ratio(_bare(one), _bare(other)) >= SAME_POINT_FROM


def _bare(sentence: str) -> str:
    """Give a sentence without its values, and without who says it and when."""
    words = _compiled()
    text = words.aside.sub(" ", sentence)
    for _, pattern in (*words.units, *words.rhythms):
        text = pattern.sub(" ", text)
    return " ".join(re.findall(r"[a-z]+", _MONEY.sub(" ", text).lower()))


def _figure(number: str) -> str:
    return _FIGURES.get(number.lower(), number.replace(",", ""))


@dataclass(frozen=True)
class _Compiled:
    """The patterns of `values.yaml`."""

    units: tuple[tuple[str, re.Pattern[str]], ...]
    """A number, as the first group, before its unit."""
    rhythms: tuple[tuple[str, re.Pattern[str]], ...]
    contrasts: re.Pattern[str]
    aside: re.Pattern[str]


@lru_cache
def _compiled() -> _Compiled:
    path = Path(__file__).parent / "values.yaml"
    words = ValueWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    return _Compiled(
        units=tuple(
            (
                unit,
                re.compile(
                    rf"(?<![\d.,£/–-])({_NUMBER})[- ](?:[\w-]+ )?(?:{form})\b", re.IGNORECASE
                ),
            )
            for unit, form in words.units.items()
        ),
        rhythms=tuple(
            (rhythm, re.compile(rf"\b(?:{form})\b", re.IGNORECASE))
            for rhythm, form in words.rhythms.items()
        ),
        contrasts=re.compile(rf"\b(?:{words.contrasts})\b", re.IGNORECASE),
        aside=re.compile(words.aside),
    )
