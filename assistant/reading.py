"""Reads a passage for an answer: the key sentence, and how much around it is worth quoting.

A list or table is quoted whole with its lead-in; of a paragraph, the key sentence and what follows
it while the answer stays short.
"""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from assistant.answer_types import holds, holds_what_must_be
from assistant.instructions import is_instruction
from assistant.types import Understanding
from corpus.types import Record
from index.lexical import words_of
from index.types import Hit, Passage, Sentence

MAX_WORDS_OF_PARAGRAPH = 60
FAR_FROM_THE_KEY = 0.20
"""How far a sentence's score lies below the key's when it adds nothing to what was asked."""
MAX_WORDS_OF_COMPARISON = 120
MAX_WORDS_OF_LIST = 170
"""With its frame a list stays under the 200 words that an answer may have."""

# What makes a sentence the key one; cosines of good sentences lie between 0.4 and 0.8.
SHARED_WORDS = 0.25
HOLDS_WHAT_IS_ASKED = 0.15
LACKS_WHAT_MUST_BE = -0.30
OPENS_ITS_SECTION = 0.10
QUOTATION = -1.00
CONTACT_NOT_ASKED = -0.40
ASKS_ITSELF = -0.50

_LEANS_ON_BEFORE = re.compile(
    r"(?:It|This|These|They|Their|That|Those|Both|One(?! [A-Z])|Also|In addition|Additionally"
    r"|However|Together|Such|Then|He|She)\b"
)
_BARE_YES_OR_NO = re.compile(r"(?:yes|no)[.!]", re.IGNORECASE)


class Reading(Record):
    """What to quote of one passage: sentences in the order in which they are said."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    key: Sentence
    key_score: float


def read(
    hit: Hit,
    question: Understanding,
    text: str,
    cosines: Sequence[float],
    *,
    is_alone: bool = False,
) -> Reading | None:
    """Choose what to quote of a hit; `cosines` has the question's cosine with each sentence.

    A passage that is read alone leaves room for sentences that are far from the question too.
    A sentence that instructs its reader as one would a machine is never quoted; None where no
    other is left.
    """
    passage = hit.passage
    scores = {
        sentence: _score(sentence, position, cosine, question, hit, text)
        for position, (sentence, cosine) in enumerate(zip(passage.sentences, cosines, strict=True))
        if not is_instruction(text[sentence.start : sentence.end])
    }
    if not scores:
        return None
    key = max(scores, key=lambda sentence: (scores[sentence], -sentence.start))
    bearing = frozenset(scores) if is_alone else _bearing(scores, key, question)
    return Reading(
        passage=passage,
        sentences=_extent(tuple(scores), key, question, bearing, text),
        key=key,
        key_score=scores[key],
    )


def _score(
    sentence: Sentence, position: int, cosine: float, question: Understanding, hit: Hit, text: str
) -> float:
    words = text[sentence.start : sentence.end]
    score = cosine + SHARED_WORDS * _shared(question, words)
    if holds(words, question.answer_types[0]):
        score += HOLDS_WHAT_IS_ASKED
    if not holds_what_must_be(words, question.text):
        score += LACKS_WHAT_MUST_BE
    if position == 0 and hit.signals.phrasing > hit.signals.sentence:
        score += OPENS_ITS_SECTION
    if sentence.kind == "quotation":
        score += QUOTATION
    if sentence.kind == "contact" and "contact" not in question.answer_types:
        score += CONTACT_NOT_ASKED
    if words.rstrip().endswith("?"):
        score += ASKS_ITSELF
    return score


def _shared(question: Understanding, words: str) -> float:
    """Give the share of the question's words that a sentence has, 0 to 1."""
    asked = set(words_of(question.words))
    return len(asked & set(words_of(words))) / len(asked) if asked else 0.0


def _extent(
    sentences: Sequence[Sentence],
    key: Sentence,
    question: Understanding,
    bearing: Set[Sentence],
    text: str,
) -> tuple[Sentence, ...]:
    """Give what of a short section bears on the question; else the list or what is near the key.

    What compares may be longer: its table and its sentences tell of both sides together.
    """
    aside = {"quotation", "contact", "heading"} - {key.kind}
    facts = [one for one in sentences if one.kind not in aside]
    words = words_in(facts, text)
    if _compares(question) and words + len(facts) <= MAX_WORDS_OF_COMPARISON:
        return tuple(facts)
    if words <= MAX_WORDS_OF_PARAGRAPH:
        return _key_paragraph_first(_with_what_they_lean_on(facts, bearing, text), key, text)
    paragraph = [one for one in sentences if one.paragraph == key.paragraph]
    if any(one.kind in {"item", "row", "lead_in", "quotation"} for one in paragraph):
        return _list(paragraph, key, text)
    at = first = sentences.index(key)
    while first > 0 and _needs_what_stands_before(sentences[first], sentences[first - 1], text):
        first -= 1
    end = at + len(paragraph) - paragraph.index(key)
    return _while_short(sentences[first:end], at - first + 1, text)


def _bearing(
    scores: Mapping[Sentence, float], key: Sentence, question: Understanding
) -> frozenset[Sentence]:
    """Leave out sentences that are far from the question: they add nothing to what was asked.

    Of a comparison all are kept, as each tells of one side only, and so are lists.
    """
    return frozenset(
        one
        for one in scores
        if one.kind != "sentence"
        or scores[one] >= scores[key] - FAR_FROM_THE_KEY
        or _compares(question)
    )


def _compares(question: Understanding) -> bool:
    return "comparison" in question.answer_types or len(question.programmes) > 1


def _with_what_they_lean_on(
    facts: Sequence[Sentence], bearing: Set[Sentence], text: str
) -> list[Sentence]:
    kept = set(bearing)
    for before, after in reversed(list(pairwise(facts))):
        if after in kept and _needs_what_stands_before(after, before, text):
            kept.add(before)
    return [one for one in facts if one in kept]


def _key_paragraph_first(
    sentences: list[Sentence], key: Sentence, text: str
) -> tuple[Sentence, ...]:
    """Put the paragraph of the key sentence before the others, unless it leans on them."""
    first = [one for one in sentences if one.paragraph == key.paragraph]
    others = [one for one in sentences if one.paragraph != key.paragraph]
    if _LEANS_ON_BEFORE.match(text[first[0].start : first[0].end]):
        return tuple(sentences)
    return (*first, *others)


def _list(paragraph: list[Sentence], key: Sentence, text: str) -> tuple[Sentence, ...]:
    """Give a list whole; of one that is too long, the lead-in and the items from the key on."""
    # Each item gets a dash, which counts as a word too.
    if words_in(paragraph, text) + len(paragraph) <= MAX_WORDS_OF_LIST:
        return tuple(paragraph)
    lead_ins = [one for one in paragraph if one.kind == "lead_in" and one is not key]
    return (*lead_ins, *_while_short(paragraph[paragraph.index(key) :], 1, text))


def _needs_what_stands_before(sentence: Sentence, before: Sentence, text: str) -> bool:
    """Tell a sentence that leans on the one before it, or that follows a bare "Yes!".

    One that begins small was cut out of a longer one ("Maths - No Problem! and Power Maths").
    """
    return bool(
        (sentence.kind == "sentence" and text[sentence.start].islower())
        or _LEANS_ON_BEFORE.match(text, sentence.start)
        or _BARE_YES_OR_NO.fullmatch(text[before.start : before.end])
    )


def _while_short(sentences: Sequence[Sentence], at_least: int, text: str) -> tuple[Sentence, ...]:
    """Take sentences while they fit, and the first `at_least` whatever their length."""
    taken = list(sentences[:at_least])
    for sentence in sentences[at_least:]:
        if words_in([*taken, sentence], text) > MAX_WORDS_OF_PARAGRAPH:
            break
        taken.append(sentence)
    return tuple(taken)


def words_in(sentences: Sequence[Sentence], text: str) -> int:
    """Count the words of sentences."""
    return sum(len(text[one.start : one.end].split()) for one in sentences)
