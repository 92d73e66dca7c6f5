"""Reads a passage for an answer: the key sentence, and how much around it is worth quoting.

A list or table is quoted whole with its lead-in; of a paragraph, the key sentence and what follows
it while the answer stays short.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from assistant.answer_types import holds
from assistant.types import Understanding
from corpus.types import Record
from index.encoding import Vectors
from index.lexical import words_of
from index.search import sentence_cosines
from index.snapshot import Snapshot
from index.types import Hit, Passage, Sentence

HITS_READ = 6
MAX_READINGS = 2
"""One passage held the whole gold of 64 % of the development questions, the best three of 84 %."""
SAME_SAID_FROM = 82
"""rapidfuzz token_set_ratio, 0 to 100, from which two sentences say the same."""
MAX_WORDS_OF_PARAGRAPH = 60
MAX_WORDS_OF_LIST = 170
"""With its frame a list stays under the 200 words that an answer may have."""

# What makes a sentence the key one; cosines of good sentences lie between 0.4 and 0.8.
SHARED_WORDS = 0.25
HOLDS_WHAT_IS_ASKED = 0.15
OPENS_ITS_SECTION = 0.10
QUOTATION = -1.00
CONTACT_NOT_ASKED = -0.40
ASKS_ITSELF = -0.50

_LEANS_ON_BEFORE = re.compile(
    r"(?:It|This|These|They|Their|That|Those|Both|One|Also|In addition|Additionally|However"
    r"|Together|Such|Then|He|She)\b"
)
_BARE_YES_OR_NO = re.compile(r"(?:yes|no)[.!]", re.IGNORECASE)


class Reading(Record):
    """What to quote of one passage: sentences in the order in which they are said."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    key: Sentence
    key_score: float


def choose_readings(
    question: Understanding,
    hits: Sequence[Hit],
    snapshot: Snapshot,
    vector: Vectors,
    *,
    also_within: float,
) -> tuple[Reading, ...]:
    """Read the best passage, and another that is nearly as good and says something else.

    `also_within` is how far its score may lie below the best one's.
    """
    chosen: list[Reading] = []
    for hit in hits[:HITS_READ]:
        text = snapshot.documents[hit.passage.document_id].text
        cosines = sentence_cosines(snapshot, vector, snapshot.number_of[hit.passage.id])
        is_near = not chosen or hit.score >= hits[0].score - also_within
        if not cosines or not is_near or len(chosen) == MAX_READINGS:
            continue
        reading = read(hit, question, text, cosines)
        if all(_says_something_else(reading, other, snapshot) for other in chosen):
            chosen.append(reading)
    return tuple(chosen)


def _says_something_else(reading: Reading, other: Reading, snapshot: Snapshot) -> bool:
    """Tell whether the key sentences differ in more than their wording."""
    one, two = (
        snapshot.documents[some.passage.document_id].text[some.key.start : some.key.end]
        for some in (reading, other)
    )
    return fuzz.token_set_ratio(one.lower(), two.lower()) < SAME_SAID_FROM


def read(hit: Hit, question: Understanding, text: str, cosines: Sequence[float]) -> Reading:
    """Choose what to quote of a hit; `cosines` has the question's cosine with each sentence."""
    passage = hit.passage
    scored = [
        (_score(sentence, position, cosine, question, hit, text), -position)
        for position, (sentence, cosine) in enumerate(zip(passage.sentences, cosines, strict=True))
    ]
    best, negative = max(scored)
    key = passage.sentences[-negative]
    return Reading(
        passage=passage,
        sentences=_extent(passage, -negative, text),
        key=key,
        key_score=best,
    )


def _score(
    sentence: Sentence, position: int, cosine: float, question: Understanding, hit: Hit, text: str
) -> float:
    words = text[sentence.start : sentence.end]
    score = cosine + SHARED_WORDS * _shared(question, words)
    if holds(words, question.answer_types[0]):
        score += HOLDS_WHAT_IS_ASKED
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


def _extent(passage: Passage, key: int, text: str) -> tuple[Sentence, ...]:
    """Give a short section whole; else the whole list, or the key sentence with its neighbours."""
    aside = {"quotation", "contact", "heading"} - {passage.sentences[key].kind}
    facts = [one for one in passage.sentences if one.kind not in aside]
    if passage.sentences[key] in facts and _words(facts, text) <= MAX_WORDS_OF_PARAGRAPH:
        return _key_paragraph_first(facts, passage.sentences[key])
    number = passage.sentences[key].paragraph
    paragraph = [one for one in passage.sentences if one.paragraph == number]
    if any(one.kind in {"item", "row", "lead_in", "quotation"} for one in paragraph):
        return _list(paragraph, passage.sentences[key], text)
    at = paragraph.index(passage.sentences[key])
    first = at
    while first > 0 and _needs_what_stands_before(paragraph[first], paragraph[first - 1], text):
        first -= 1
    return _while_short(paragraph[first:], at - first + 1, text)


def _key_paragraph_first(sentences: list[Sentence], key: Sentence) -> tuple[Sentence, ...]:
    """Put the paragraph of the key sentence before the others, which keep their order."""
    first = [one for one in sentences if one.paragraph == key.paragraph]
    return (*first, *(one for one in sentences if one.paragraph != key.paragraph))


def _list(paragraph: list[Sentence], key: Sentence, text: str) -> tuple[Sentence, ...]:
    """Give a list whole; of one that is too long, the lead-in and the items from the key on."""
    # Each item gets a dash, which counts as a word too.
    if _words(paragraph, text) + len(paragraph) <= MAX_WORDS_OF_LIST:
        return tuple(paragraph)
    lead_ins = [one for one in paragraph if one.kind == "lead_in" and one is not key]
    return (*lead_ins, *_while_short(paragraph[paragraph.index(key) :], 1, text))


def _needs_what_stands_before(sentence: Sentence, before: Sentence, text: str) -> bool:
    """Tell a sentence that leans on the one before it, or that follows a bare "Yes!"."""
    return bool(
        _LEANS_ON_BEFORE.match(text, sentence.start)
        or _BARE_YES_OR_NO.fullmatch(text[before.start : before.end])
    )


def _while_short(sentences: Sequence[Sentence], at_least: int, text: str) -> tuple[Sentence, ...]:
    """Take sentences while they fit, and the first `at_least` whatever their length."""
    taken = list(sentences[:at_least])
    for sentence in sentences[at_least:]:
        if _words([*taken, sentence], text) > MAX_WORDS_OF_PARAGRAPH:
            break
        taken.append(sentence)
    return tuple(taken)


def _words(sentences: Sequence[Sentence], text: str) -> int:
    return sum(len(text[one.start : one.end].split()) for one in sentences)
