"""Tells a question that only seems to lean on the turns before it from one that does.

"Does it mean no setting?" after a talk about a hub is a question of its own: answered with the
hub's name beside it, it would be answered by the hub.
"""

import re
from collections.abc import Mapping

from assistant.findings import Finding
from assistant.vocabulary import Vocabulary
from corpus.types import Document
from index.lexical import words_of

LIKE_A_KNOWN_QUESTION_FROM = 0.60
STANDS_ALONE_BY = 0.15
"""Of 116 follow-ups read by hand, the 12 that were better answered alone had a nearest phrasing
nearer by 0.15 or more; of those that leaned, three had, and named no programme of the passage."""
WORDS_OF_A_NAME = 2
_REFERS_BACK = re.compile(
    r"\b(?:the|that|this|those|these) (?:work )?"
    r"(?:groups?|course|program(?:me)?|sessions?|training|meetings?|days?|workshops?|place)\b",
    re.IGNORECASE,
)
"""To the programme that was talked of."""


def stands_alone(
    alone: Finding, leaning: Finding, documents: Mapping[str, Document], vocabulary: Vocabulary
) -> bool:
    """Tell whether a question is better answered without the topic of the turns before it."""
    if not alone.readings or alone.likeness < LIKE_A_KNOWN_QUESTION_FROM:
        return False
    if alone.likeness < leaning.likeness + STANDS_ALONE_BY:
        return False
    if leaning.question.programmes and _REFERS_BACK.search(alone.question.text):
        return False
    document = documents[alone.readings[0].passage.document_id]
    joined = [
        one
        for one in vocabulary.programmes
        if one.joined_by and one.id in document.programmes and len(document.programmes) == 1
    ]
    asked = set(words_of(alone.question.text))
    return all(len(asked & set(words_of(one.name))) >= WORDS_OF_A_NAME for one in joined)
