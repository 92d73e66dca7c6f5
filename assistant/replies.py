"""All wording of ours that a teacher sees. Facts never stand here: they come from sources only."""

from collections.abc import Sequence

from assistant.types import MAX_QUESTION_CHARACTERS, AnswerType, ScreenedKind
from corpus.types import FactTopic, KnownGap

HUB = "your local Maths Hub"

NO_SOURCE = f"The sources don't say. Nothing in them answers this question; please ask {HUB}."
_SCOPE = "teaching for mastery programmes and Maths Hubs in England, from their published sources"
_ASK_ME = (
    "Ask me about a programme instead: who can join, what it costs, how many days it takes, or"
    " what comes next."
)

REDIRECTS: dict[ScreenedKind, str] = {
    "greeting": (
        "Hello. I answer questions about teaching for mastery programmes in England, from named"
        " sources: who can join, what it costs, how many days it takes, what comes next."
    ),
    "thanks": "You're welcome. Ask me anything else about teaching for mastery or your Maths Hub.",
    "goodbye": "Goodbye. Come back whenever you have a question about teaching for mastery.",
    "about": (
        f"I am a computer program, not a person. I look up questions about {_SCOPE}, and quote"
        f" them word for word, so that you can check each answer. {_ASK_ME}"
    ),
    "complaint": (
        "Sorry about that. What was wrong: the programme, the year, or did I miss your question?"
        " Please ask again with the programme's name and what you want to know, or ask"
        f" {HUB}."
    ),
    "foreign": (
        "I can only answer in English, because my sources are in English. Please ask again in"
        f" English, or ask {HUB}."
    ),
    "injection": (
        "I can't act on instructions in a message, and there is nothing hidden here to show: I"
        f" only look up {_SCOPE}. Please ask me about those."
    ),
    "private": (
        "I can't help to find somebody's private details or other people's questions. For"
        " teaching for mastery, Maths Hubs publish shared addresses: ask me how to reach your hub."
    ),
    "personal": (
        "That looks like somebody's personal details. I have not kept them; please leave names,"
        " numbers and addresses out. Ask me about teaching for mastery without them: whether a"
        " teaching assistant can join, for example."
    ),
    "distress": (
        "I'm sorry that things are so hard. I am only a program for questions about teaching for"
        " mastery, but people can help: please talk to somebody you trust, your GP, or a helpline"
        " such as Samaritans or Education Support. In danger, call 999."
    ),
    "safeguarding": (
        "Please don't wait: tell your school's designated safeguarding lead now, and follow your"
        " school's policy. If a child is in immediate danger, call 999. I can't advise on this; I"
        " only answer questions about teaching for mastery, and keep names out of messages here."
    ),
    "send": (
        "Your school's SENDCo is the person to ask about a pupil's needs. I can only help with"
        f" {_SCOPE}. {_ASK_ME}"
    ),
    "pupil": (
        "That is a matter for people who know the pupil: the class teacher, your pastoral or phase"
        f" leader, or the SENDCo. I can only help with {_SCOPE}. {_ASK_ME}"
    ),
    "pay": (
        "Pay and employment are outside what I can help with: please ask your headteacher, your"
        f" school's HR adviser or your union. I answer questions about {_SCOPE}. {_ASK_ME}"
    ),
    "other_subject": (
        "That is outside what I can help with: I only answer questions about"
        f" {_SCOPE}. Your subject leader, or the hub of that subject, is the one to ask. {_ASK_ME}"
    ),
    "inspection": (
        "I don't hold inspection reports: each school's stand on Ofsted's own website. I answer"
        f" questions about {_SCOPE}. {_ASK_ME}"
    ),
    "other_nation": (
        "My sources are on England only: teaching for mastery programmes and Maths Hubs. For"
        " another nation please ask its education department or your local authority. If your"
        " school would like to join a programme in England, ask me who can join."
    ),
    "homework": (
        "Working out sums is outside what I can help with. I answer questions about"
        f" {_SCOPE}. {_ASK_ME}"
    ),
    "lesson": (
        "I can't write lessons, letters or worksheets. I answer questions about"
        f" {_SCOPE}; the NCETM publishes teaching materials, and your hub can point you to them."
        f" {_ASK_ME}"
    ),
    "everyday": (
        f"That is outside what I can help with: I only answer questions about {_SCOPE}. {_ASK_ME}"
    ),
    "off_topic": (
        "That seems to be outside what I can help with: I only answer questions about"
        f" {_SCOPE}. If it is about one of those, please ask again with the programme's name."
    ),
    "harm": f"I can't help with that. I only answer questions about {_SCOPE}. {_ASK_ME}",
}
"""What is said to a message that is no question to the sources: kindly, and with a next step."""

PERSONAL_DATA = (
    "Your message held personal details. I left them out and did not keep them; please don't send"
    " names, numbers or addresses."
)

TOO_LONG = f"A question has at most {MAX_QUESTION_CHARACTERS:,} characters; please shorten it."
NOT_READABLE = "The question is not readable text; please send it as UTF-8."
EMPTY = "The question is empty; please type one."
WITHOUT_WORDS = "The question has no words; please ask in a sentence."

HUB_CONTACT_NAME = "Your local Maths Hub"
HUB_CONTACT_URL = "https://www.ncetm.org.uk/maths-hubs/"


def gap(known: KnownGap, *, has_nearest: bool) -> str:
    """Say what is not told, and who would know; a quotation may follow."""
    who = known.ask or HUB
    said = f"The sources do not say {known.topic.rstrip('.')}. Please ask {who}."
    return f"{said} The nearest thing that they do say:" if has_nearest else said


def dated(academic_year: str) -> str:
    """Warn that a fact belongs to a year that is over."""
    return f"This was true for {academic_year} and may have changed since; check with {HUB}."


ENDED = f"This comes from a source that is no longer current; check with {HUB}."


def assumed_topic(name: str | None) -> str:
    """Say what an incomplete question was taken to be about, by its name if it has one."""
    said = "I took this to be about what you asked before"
    return f"{said}: {name}." if name else f"{said}."


COMPARED: dict[FactTopic, str] = {
    "purpose": "What it is for",
    "audience": "Who it is for",
    "people": "Who takes part",
    "backing": "Who must back it",
    "time": "Time it takes",
    "length": "How long it lasts",
    "cost": "What it costs",
    "money": "Money for schools",
    "before": "What comes before",
    "next": "What comes next",
    "organiser": "Who runs it",
    "apply": "How to apply",
    "content": "What it works on",
}
"""The topics on which programmes are compared."""

NOT_TOLD: dict[AnswerType, str] = {
    "amount": "the amount or the cost",
    "date": "the date",
    "duration": "how long it takes",
    "count": "how many",
    "frequency": "how often",
    "person": "who",
    "contact": "the contact details",
    "list": "the whole list",
    "definition": "what it means",
    "reason": "why",
    "how_to": "how it is done",
    "comparison": "how the two differ",
    "yes_no": "whether it is so",
    "open": "the rest of what you asked",
}
"""What a part of a question asks for, so that it completes "The sources do not say …"."""


def partly(known: KnownGap | None, kind: AnswerType) -> str:
    """Name the part of a question that is not answered, and who would know."""
    if known:
        return gap(known, has_nearest=False)
    return f"The sources do not say {NOT_TOLD[kind]}. Please ask {HUB}."


def not_held(kind: AnswerType, *, has_nearest: bool) -> str:
    """Say that what is told does not hold what was asked for; a quotation may follow."""
    said = f"The sources do not say {NOT_TOLD[kind]}. Please ask {HUB}."
    return f"{said} The nearest thing that they do say:" if has_nearest else said


def told_for(academic_year: str | None, published: str | None) -> str:
    """Name the time for which a source tells something."""
    return academic_year or (f"about {published[:4]}" if published else "no date given")


def told_for_another_year(asked: str, told: str) -> str:
    """Warn that a fact is of an earlier year than the one asked for."""
    return f"You asked about {asked}; the newest source is for {told}. Check with {HUB}."


def day_is_past(day: str) -> str:
    """Warn that the last day that is named lies behind."""
    return f"That day, {day}, has passed; ask {HUB} for the next one."


CHANGED = f"This has changed or ended; the first sentence tells how. Check with {HUB}."


def ended(last_year: str) -> str:
    """Warn that something is no longer offered."""
    return (
        f"The sources tell of this up to {last_year} only, and not as open now; check with {HUB}."
    )


def side(publisher: str | None, told: str, says: str) -> str:
    """Name one side of a disagreement; what it says is quoted."""
    return f"{publisher or 'A source without a name'} ({told}) says “{says}”"


def conflict(
    point: str | None,
    sides: Sequence[str],
    *,
    newest: tuple[str | None, str] | None,
    is_for_different_people: bool,
) -> str:
    """Name what sources disagree on, each side, and which is newer or whom each is for."""
    told = f"Sources differ{f' on {point}' if point else ''}: {'; '.join(sides)}."
    if is_for_different_people:
        return f"{told} Each is for other schools; check which is yours."
    if newest:
        return f"{told} The newer is {newest[0] or 'the first'} ({newest[1]})."
    return f"{told} Neither is newer; ask {HUB} which holds for you."
