"""A talk about who may join: what each message adds to it, and what is remembered of it."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from assistant.eligibility.knowledge import EligibilityQuestion, Told, merged, moved_by
from assistant.types import FollowUp
from assistant.years import academic_year_of
from corpus.types import Record

MAX_DIGITS = 2

FactsTold = Callable[[str, str | None, str], tuple[Told, ...]]
"""Reads a text as an answer to the question for a fact, if any, in an academic year."""


class Talk(Record):
    """What was asked and told so far; each turn of a conversation keeps its own."""

    question: EligibilityQuestion
    told: tuple[Told, ...] = ()
    """One for each fact: what was told last."""
    already_asked: tuple[str, ...] = ()
    """Facts that the assistant has asked for; no question is put twice."""
    awaits: str | None = None
    """The fact that was asked for last, if the next message may answer it."""
    hub_id: str | None = None
    """The asker's hub, as far as it was named."""
    is_stopped: bool = False
    """Whether the asker wants no more questions."""


def continued(
    message: str,
    question: EligibilityQuestion | None,
    before: Talk | None,
    facts_told: FactsTold,
    today: date,
    *,
    asks_else: bool = False,
) -> Talk | None:
    """Take a message into the talk `before` it; None where it is not about who may join.

    `question` is what the message asks about joining, if it does. One that `asks_else` leaves the
    talk, unless it tells what was asked for.
    """
    asked = _asked(question, before)
    if asked is None:
        return None
    year = asked.year or academic_year_of(today)
    told = _told(message, before, lambda text, fact: facts_told(text, fact, year))
    stops = before is not None and is_stop(message)
    answers = before is not None and before.awaits in {one.fact for one in told}
    goes_on = stops or answers or (bool(told) and not asks_else)
    if question is None and not goes_on:
        return None
    if before is None:
        return Talk(question=asked, told=merged((), told))
    is_same = (asked.programme_id, asked.year) == (
        before.question.programme_id,
        before.question.year,
    )
    years = int(year[:4]) - int((before.question.year or academic_year_of(today))[:4])
    return Talk(
        question=asked,
        told=merged(moved_by(before.told, years), told),
        already_asked=before.already_asked if is_same else (),
        hub_id=before.hub_id,
        is_stopped=stops or (before.is_stopped and is_same),
    )


def after_answer(talk: Talk, follow_up: FollowUp | None, hub_id: str | None) -> Talk:
    """Remember what the answer asked for."""
    asked = (follow_up.fact,) if follow_up else ()
    return talk.model_copy(
        update={
            "already_asked": (*talk.already_asked, *asked),
            "awaits": follow_up.fact if follow_up else None,
            "hub_id": hub_id,
        }
    )


def interrupted(talk: Talk | None) -> Talk | None:
    """Keep a talk while something else is asked; the next message answers nothing."""
    return talk.model_copy(update={"awaits": None}) if talk else None


def number_answering(text: str, before: Talk | None) -> str | None:
    """Give the number of an option that was chosen; elsewhere a bare number is no message."""
    number = text.strip().rstrip(".)")
    is_awaited = before is not None and before.awaits is not None
    is_number = number.isascii() and number.isdigit() and len(number) <= MAX_DIGITS
    return number if is_awaited and is_number else None


def is_stop(message: str) -> bool:
    """Tell whether the asker wants no more questions."""
    return bool(_patterns()["stops"].search(message))


def _asked(question: EligibilityQuestion | None, before: Talk | None) -> EligibilityQuestion | None:
    """Give what is asked by now: a question that names no programme is about the one before."""
    if question is None or before is None:
        return question or (before.question if before else None)
    if question.programme_id or question.is_open:
        return question
    programme_id, is_open = before.question.programme_id, before.question.is_open
    return question.model_copy(update={"programme_id": programme_id, "is_open": is_open})


def _told(
    message: str, before: Talk | None, facts_told: Callable[[str, str | None], tuple[Told, ...]]
) -> tuple[Told, ...]:
    """Read what a message tells; a correction may be of any fact, the one told last first."""
    told = facts_told(message, before.awaits if before else None)
    if told or before is None or not _patterns()["corrects"].search(message):
        return told
    for earlier in reversed(before.told):
        # "The year before" counts from what was said: both are read together, then the answer.
        together = facts_told(f"{earlier.words.rstrip('.,')}. {message}", None)
        for one in (*together, *facts_told(message, earlier.fact)):
            if one.fact == earlier.fact and one.values != earlier.values:
                return (one,)
    return ()


def asks_for(message: str) -> Literal["school", "person"] | None:
    """Tell for whom somebody asks: "which fits us" is for the school, whoever writes it."""
    for asker in ("school", "person"):
        if _patterns()[f"for_{asker}"].search(message):
            return asker
    return None


@lru_cache
def _patterns() -> dict[str, re.Pattern[str]]:
    path = Path(__file__).parent / "talking.yaml"
    forms: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    # YAML folds each pattern's lines into one, with a space where a line ended.
    return {
        name: re.compile(form.replace(" |", "|"), re.IGNORECASE) for name, form in forms.items()
    }
