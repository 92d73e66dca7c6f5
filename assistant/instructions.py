"""Tells instructions to the assistant from questions, in messages and in documents.

An extractive assistant cannot obey. This keeps instructions out of what is searched, so that the
question beside one is answered, and out of what is quoted.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import yaml

from corpus.types import Record
from index.sentences import sentence_spans

# Where a clause ends, or a question begins that no mark stands before.
_BETWEEN_CLAUSES = re.compile(
    r"((?<=[,;:>\])=.!?])\s+|\s+[-–—]+\s+|\s+(?:and|then|but|also)\s+"
    r"|\s+(?=(?:How|Is|Are|Which|Who|What|When|Where|Why|Can|Could|Do|Does|Should|Will)\s))"
)


class Family(Record):
    """One family of instructions: `unless` takes back what `patterns` found."""

    family: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()


class InstructionPatterns(Record):
    """`instructions.yaml`."""

    families: tuple[Family, ...]
    planted: tuple[str, ...]


def is_instruction(sentence: str) -> bool:
    """Tell a sentence of a document that addresses a program instead of a reader."""
    text = _plain(sentence)
    return _instructs(text) or any(one.search(text) for one in _planted())


def without_instructions(message: str, is_worth_answering: Callable[[str], bool]) -> str:
    """Leave out the clauses that instruct the assistant; the message itself if none does.

    Of a sentence with an instruction only what is worth answering is kept: most of the rest
    belongs to it ("Pretend you are a pirate, and a merry one").
    """
    if not _instructs(_plain(message)):
        return message
    sentences = (message[start:end] for start, end in sentence_spans(message, 0, len(message)))
    return " ".join(rest for one in sentences if (rest := _rest_of(one, is_worth_answering)))


def _rest_of(sentence: str, is_worth_answering: Callable[[str], bool]) -> str:
    """Give a sentence from the first clause on that is worth answering, without instructions."""
    if not _instructs(_plain(sentence)):
        return sentence if re.search(r"\w", sentence) else ""
    pieces = _BETWEEN_CLAUSES.split(sentence)
    clauses = zip(["", *pieces[1::2]], pieces[::2], strict=True)
    kept = [(gap, clause) for gap, clause in clauses if not _instructs(_plain(clause))]
    worthy = (at for at, (_, clause) in enumerate(kept) if is_worth_answering(clause))
    first = next(worthy, len(kept))
    rest = "".join(gap + clause for gap, clause in kept[first:])
    rest = re.sub(r"^\W*(?:(?:and|then|but|also)\b\s*)?", "", rest)
    return "" if _instructs(_plain(rest)) else rest


def _instructs(text: str) -> bool:
    return any(
        any(one.search(text) for one in patterns) and not any(one.search(text) for one in unless)
        for patterns, unless in _families()
    )


def _plain(text: str) -> str:
    return text.translate({ord(mark): "'" for mark in "’‘ʼ`"})


_Compiled = tuple[re.Pattern[str], ...]


@lru_cache
def _families() -> tuple[tuple[_Compiled, _Compiled], ...]:
    return tuple((_compiled(one.patterns), _compiled(one.unless)) for one in _patterns().families)


@lru_cache
def _planted() -> _Compiled:
    return _compiled(_patterns().planted)


def _compiled(patterns: tuple[str, ...]) -> _Compiled:
    return tuple(re.compile(one, re.IGNORECASE) for one in patterns)


@lru_cache
def _patterns() -> InstructionPatterns:
    path = Path(__file__).parent / "instructions.yaml"
    return InstructionPatterns.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
