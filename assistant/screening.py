"""Tells messages that are not questions to the sources, and cleans those that are.

Personal data and instructions to the assistant are left out of the text that is answered.
Everything that is no question gets a kind, whose reply is in replies.py.
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path

import yaml

from assistant.instructions import without_instructions
from assistant.personal_data import find_personal_data, text_to_search
from assistant.types import ScreenedKind, Status, Understanding
from corpus.types import Document, Record

_STATUSES: dict[ScreenedKind, Status] = {
    "greeting": "greeting",
    "thanks": "greeting",
    "goodbye": "greeting",
    "about": "greeting",
    "complaint": "needs_detail",
    "foreign": "needs_detail",
    "injection": "guarded_injection",
    "private": "guarded_personal_data",
    "personal": "guarded_personal_data",
}
"""Every other kind is out of scope."""

_MIN_FOREIGN_WORDS = 2
"""One foreign word stands in many an English question: "à la carte", "et al"."""


class Matter(Record):
    """A matter that the sources are not about, and what tells it."""

    kind: ScreenedKind
    always: bool = False
    """Whether it is one even where a topic of the sources is named."""
    anywhere: bool = False
    """Whether it is one whatever the sources are about."""
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()


class ScreeningPatterns(Record):
    """`screening.yaml`."""

    topic: str
    school: str
    off_topic_below: float
    off_topic_below_at_school: float
    own_sources: str
    asking: str
    greeting: str
    thanks: str
    goodbye: str
    complaint: str
    private: str
    other_matters: tuple[Matter, ...]
    english: str
    foreign: dict[str, str]


class Published(Record):
    """What everybody can read: the texts of the sources."""

    texts: tuple[str, ...] = ()
    is_about_mastery: bool = True


MASTERY = Published()
"""Sources on mastery that name nobody."""


class Screening(Record):
    """What a message is; `text` is what remains of it to be answered."""

    kind: ScreenedKind | None = None
    """None for a question to the sources."""
    text: str = ""
    """Without instructions and personal data; empty where `kind` is told."""
    has_personal_data: bool = False

    @property
    def status(self) -> Status | None:
        """The status of the reply; None for a question to the sources."""
        return _STATUSES.get(self.kind, "out_of_scope") if self.kind else None


def published_in(documents: Collection[Document]) -> Published:
    """Give what everybody can read; the rules for other matters fit sources on mastery only."""
    texts = tuple(one.text for one in documents)
    named = sum(_has(_patterns().own_sources, text) for text in texts)
    return Published(texts=texts, is_about_mastery=2 * named >= len(texts))


def screen(message: str, published: Published = MASTERY) -> Screening:
    """Screen a cleaned message; what is `published` of a person is not personal."""
    has_personal_data = bool(find_personal_data(message, published.texts))
    text = text_to_search(message, published.texts) if has_personal_data else message
    kind = _whole_kind(text) or ("foreign" if _is_foreign(_plain(message)) else None)
    rest = "" if kind else without_instructions(text, _is_worth_answering)
    if kind is None:
        kind = _matter_of(_plain(rest), published)
    if kind is None:
        kind = _guarded_kind(rest, text, has_personal_data=has_personal_data)
    return Screening(kind=kind, text="" if kind else rest, has_personal_data=has_personal_data)


def is_off_topic(question: Understanding, score: float) -> bool:
    """Tell a question about something else: it names no topic and is like no known question.

    `score` is that of the best passage, or of the nearest known gap.
    """
    patterns, plain = _patterns(), _plain(question.text)
    is_school = _has(patterns.school, plain)
    below = patterns.off_topic_below_at_school if is_school else patterns.off_topic_below
    is_like_none = score < below and question.carried_topic is None
    return is_like_none and not _has(patterns.topic, plain)


def _whole_kind(text: str) -> ScreenedKind | None:
    """Tell what a message is as a whole, before any of it is left out."""
    patterns, plain = _patterns(), _plain(text)
    kinds: tuple[ScreenedKind, ...] = ("greeting", "goodbye", "thanks", "complaint")
    for kind in kinds:
        if re.fullmatch(getattr(patterns, kind), plain, re.IGNORECASE):
            return kind
    return None


def _matter_of(text: str, published: Published) -> ScreenedKind | None:
    patterns = _patterns()
    has_topic = _has(patterns.topic, text)
    return next(
        (
            matter.kind
            for matter in patterns.other_matters
            if (matter.anywhere or published.is_about_mastery)
            and (matter.always or not has_topic)
            and any(_has(one, text) for one in matter.patterns)
            and not any(_has(one, text) for one in matter.unless)
        ),
        None,
    )


def _guarded_kind(rest: str, text: str, *, has_personal_data: bool) -> ScreenedKind | None:
    """Tell what remains of a message once instructions and personal data are left out."""
    if _has(_patterns().private, _plain(rest)):
        return "private"
    if _is_worth_answering(rest):
        return None
    if rest != text:
        return "injection"
    return "personal" if has_personal_data else None


def _is_foreign(text: str) -> bool:
    """Tell a message in another script, or with more function words of another language."""
    letters = [mark for mark in text if mark.isalpha()]
    if sum(mark > "\u024f" for mark in letters) * 2 > len(letters):
        return True
    words = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text.lower())
    patterns = _patterns()
    english = sum(one in patterns.english.split() for one in words)
    foreign = max(len(set(own.split()) & set(words)) for own in patterns.foreign.values())
    return foreign >= _MIN_FOREIGN_WORDS and foreign > english


def _is_worth_answering(text: str) -> bool:
    """Tell a question, also one without its mark, or a claim about a topic of the sources."""
    patterns, plain = _patterns(), _plain(text)
    asks = "?" in plain or re.match(patterns.asking, plain, re.IGNORECASE)
    return bool(asks) or _has(patterns.topic, plain)


def _has(pattern: str, text: str) -> bool:
    return bool(_compiled(pattern).search(text))


def _plain(text: str) -> str:
    return text.translate({ord(mark): "'" for mark in "’‘ʼ`"})


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@lru_cache
def _patterns() -> ScreeningPatterns:
    path = Path(__file__).parent / "screening.yaml"
    return ScreeningPatterns.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
