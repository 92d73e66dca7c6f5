"""Hears a message on who may join: what it tells, the talk it belongs to, and the answer."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from assistant.eligibility.clauses import clauses_of
from assistant.eligibility.deciding import decide
from assistant.eligibility.knowledge import Told, merged
from assistant.eligibility.recognising import eligibility_question
from assistant.eligibility.rulebook import Rulebook
from assistant.eligibility.talking import Talk, after_answer, asks_for, continued
from assistant.eligibility.telling import Context, facts_told
from assistant.framing import Frame
from assistant.types import Understanding
from assistant.vocabulary import Vocabulary
from assistant.years import academic_year_of
from corpus.types import Document, Hub, Record
from index.types import Hit


class Heard(Record):
    """An answer, and the talk as it stands after it."""

    frame: Frame
    talk: Talk


def hear(
    message: Understanding,
    before: Talk | None,
    rulebook: Rulebook,
    vocabulary: Vocabulary,
    votes: Callable[[], Mapping[str, float]],
    *,
    today: date,
    hub: Hub | None = None,
    said_before: Sequence[str] = (),
) -> Heard | None:
    """Answer a message on who may join; None where it is not, or where no rules can decide.

    `votes` gives the programmes that the passages nearest to it are about, and is called only where
    the message names none; `hub` is the one that it names. What was `said_before` the talk began,
    oldest first, tells facts too: many describe their school in one message and ask in the next.
    """

    def told(
        text: str, asked: str | None, year: str, programme: str | None = None
    ) -> tuple[Told, ...]:
        phase = message.phase or vocabulary.phase_of(programme or "")
        context = Context(
            year=year, today=today, asked=asked, phase=None if phase == "all" else phase
        )
        return facts_told(text, definitions=rulebook.facts, vocabulary=vocabulary, context=context)

    known = before.question.programme_id if before else None
    awaits = before.awaits if before else None
    now = told(message.text, awaits, academic_year_of(today), known)
    recognised = partial(
        eligibility_question,
        message.text,
        told=(*(before.told if before else ()), *now),
        vocabulary=vocabulary,
        topic=message.programmes or ((known,) if known else ()),
        today=today,
    )
    asks = any(clause.asks for clause in clauses_of(message.text))
    may_ask = asks or "?" in message.text
    question = recognised(votes={}) or (recognised(votes=votes()) if may_ask else None)
    if question and question.is_open:
        question = question.model_copy(update={"joined_by": asks_for(message.text)})
    # "The first year" is that of the phase whose programme is asked for.
    told_for = partial(told, programme=question.programme_id if question else known)
    talk = continued(message.text, question, before, told_for, today, asks_else=asks)
    if talk is None:
        return None
    if before is None:
        year = talk.question.year or academic_year_of(today)
        talk = _begun_with(talk, [told_for(text, None, year) for text in said_before])
    return _answered(talk, rulebook, vocabulary, today=today, hub=hub)


def _begun_with(talk: Talk, told_before: Sequence[tuple[Told, ...]]) -> Talk:
    """Put what was told before a talk below what its first message tells."""
    told = tuple(one for message in told_before for one in message)
    return talk.model_copy(update={"told": merged(told, talk.told)})


def _answered(
    talk: Talk, rulebook: Rulebook, vocabulary: Vocabulary, *, today: date, hub: Hub | None
) -> Heard | None:
    """Decide by what was told so far, and remember what the answer asks for."""
    own_hub = hub or next((one for one in vocabulary.hubs if one.id == talk.hub_id), None)
    frame = decide(
        talk.question,
        talk.told,
        rulebook,
        today=today,
        hub=own_hub,
        already_asked=talk.already_asked,
        asks=not talk.is_stopped,
    )
    if frame is None:
        return None
    follow_up = frame.eligibility.follow_up if frame.eligibility else None
    hub_id = own_hub.id if own_hub else None
    return Heard(frame=frame, talk=after_answer(talk, follow_up, hub_id))


def votes_of(hits: Sequence[Hit], documents: Mapping[str, Document]) -> dict[str, float]:
    """Weigh the programmes that passages are about: each passage shares its score among its own."""
    votes: defaultdict[str, float] = defaultdict(float)
    for hit in hits:
        programmes = documents[hit.passage.document_id].programmes
        for programme in programmes:
            votes[programme] += hit.score / len(programmes)
    return dict(votes)
