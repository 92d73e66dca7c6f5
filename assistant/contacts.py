"""Names who would know: the Maths Hub of the asker's area, or somebody that a known gap names."""

import re
from collections.abc import Sequence

from assistant import replies
from assistant.types import Contact, Understanding
from assistant.vocabulary import Vocabulary
from corpus.types import Hub, KnownGap

HUB_CONTACT = Contact(name=replies.HUB_CONTACT_NAME, url=replies.HUB_CONTACT_URL)

_HUB = re.compile(r"\bhub\b", re.IGNORECASE)


def contact_for(hub: Hub | None, gap: KnownGap | None = None) -> Contact:
    """Name whom a gap names, else the hub, else the local hub whichever it is."""
    if gap and gap.ask and not _HUB.search(gap.ask):
        return Contact(name=gap.ask[0].upper() + gap.ask[1:])
    if hub is None:
        return HUB_CONTACT
    return Contact(
        name=hub.name,
        url=hub.website or HUB_CONTACT.url,
        email=hub.email,
        area=", ".join(hub.areas) or None,
    )


def hub_of(questions: Sequence[Understanding], vocabulary: Vocabulary) -> Hub | None:
    """Give the one hub that the questions or the turn before them name; None for none or several.

    Places count where they stand as places do ("in Leeds", "Leeds"): "reading" is a word as well.
    """
    ids = {id_ for question in questions for id_ in question.hub_ids}
    named = [hub for hub in vocabulary.hubs if hub.id in ids]
    named = named or [
        hub
        for question in questions
        for hub in vocabulary.hubs_in(question.search_text)
        if _stands_as_a_place(question.search_text, hub)
    ]
    return named[0] if len(set(named)) == 1 else None


def is_of_asked_hub(said: str, question: Understanding, vocabulary: Vocabulary) -> bool:
    """Tell whether a text may answer a question for contact details: not with another hub's."""
    told = [hub.id for hub in vocabulary.hubs if hub.name in said]
    is_another = len(told) == 1 and told[0] not in question.hub_ids
    return not is_another or question.answer_types[0] != "contact"


def _stands_as_a_place(text: str, hub: Hub) -> bool:
    names = [re.escape(name) for name in (hub.name, *hub.also, *hub.areas, *hub.places)]
    capital = rf"(?<!\w)(?:{'|'.join(names)})(?!\w)"
    after = rf"\b(?:in|near|around|from|at|based in|outside) (?:{'|'.join(names)})(?!\w)"
    return bool(re.search(capital, text) or re.search(after, text, re.IGNORECASE))
