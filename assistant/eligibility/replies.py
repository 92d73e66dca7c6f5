"""All wording of ours on who may join. Facts never stand here: they come from sources only.

The words of an answer are judged by what they promise: no "yes" but for `eligible`, and nobody is
told that they are shut out while the sources leave it open.
"""

from collections.abc import Sequence

from assistant.replies import HUB
from assistant.types import Outcome, Verdict

NOT_SURE = "Not sure"
"""The answer that is always offered beside the values of a fact."""

OUTCOMES: dict[Outcome, str] = {
    "met": "Met",
    "not_met": "Not met",
    "unknown": "Not known yet",
    "hub_decides": "Your hub decides",
}
WHAT_WOULD_CHANGE_IT = "What would change it:"
COULD_FIT = "What could fit instead:"
SAID = "The sources say"
"""The label of a clause that gives no outcome."""
NOTHING_FITS = (
    "No, not as things stand: of the programmes whose criteria I know, none is open to you on what"
    f" you have told me. Please ask {HUB}."
)
SOME_FIT = "On what you have told me, these could fit:"
TELL_ME_FIRST = "I can tell you which programmes fit once I know a little about you."
BECAUSE_JUDGED = "Your Maths Hub judges this."


def verdict(verdict: Verdict, programme: str, *, left: int, year: str | None) -> str:
    """Say the verdict in a sentence; `year` only where a question looks back on it."""
    where = f"{programme} in {year}" if year else programme
    what = f"what the sources {'asked' if year else 'ask'} for {where}"
    match verdict:
        case "eligible":
            return (
                f"Yes, on what you have told me you {'would have met' if year else 'meet'} {what}."
            )
        case "not_eligible":
            do_not = "would not have met" if year else "do not meet"
            return f"No, not as things stand: you {do_not} {what}."
        case "not_yet":
            return f"Not yet: a step is missing from {what}."
        case "not_open":
            return f"No, not any more: nobody can join {where} now."
        case "depends" if left:
            more = "one thing" if left == 1 else "a little more"
            return f"It depends: I need to know {more} to tell whether {where} is open to you."
        case _:
            return f"It depends on your Maths Hub whether {where} is open to you."


def unsettled(what: str) -> str:
    """Say what the sources leave open, and who would know."""
    return f"The sources do not say {what.rstrip('.')}. Please ask {HUB}."


def said_back(labels: Sequence[str], words: str) -> str:
    """Say back facts with the asker's own words; the number of an option says nothing."""
    if not labels:
        return f"“{words}”"
    said = " and ".join(labels)
    return said if words.isdigit() else f"{said} (“{words}”)"


def one_of(labels: Sequence[str]) -> str:
    """Say that one of several things is so."""
    return " or ".join(labels)


def you_told_me(facts: Sequence[str]) -> str:
    """Say back what was told, so that a misreading can be put right."""
    return f"You told me: {'; '.join(facts)}."


def taken_for_granted(labels: Sequence[str]) -> str:
    """Say what the asker did not say and was presumed."""
    return f"I took it that {' and that '.join(labels)}. Tell me if that is wrong."


def older_criteria(used: str, asked: str) -> str:
    """Say that criteria of another year were used."""
    return (
        f"I used the criteria of {used}: the sources have none for {asked}. Your Maths Hub decides."
    )


def because_told(facts: Sequence[str]) -> str:
    """Give what was told as the reason of an outcome."""
    return f"You told me: {'; '.join(facts)}."


def because_unknown(question: str) -> str:
    """Give the open question as the reason of an outcome."""
    return f"I do not know yet: {question}"


def because_unsure(question: str) -> str:
    """Give the asker's doubt as the reason of an outcome."""
    return f"You are not sure: {question}"


def in_list(programme: str, verdict: Verdict) -> str:
    """Name one of several programmes, with how far it fits."""
    return programme if verdict == "eligible" else f"{programme}, if this holds"
