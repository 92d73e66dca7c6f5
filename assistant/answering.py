"""The path of a question. Start here.

    clean → screen → hear → split → understand → retrieve → decide → compose → prove

Every step is a function in a module of its name; who asks to join is heard by assistant/eligibility
and gets a verdict. The words that a teacher sees are in replies.py; what may be said stands in the
sources.
"""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from assistant.choosing import MAX_READINGS
from assistant.contacts import hub_of
from assistant.conversations import ConversationMemory, Conversations, Turn
from assistant.deciding import decide
from assistant.eligibility.hearing import hear, votes_of
from assistant.eligibility.rulebook import rulebook_of
from assistant.eligibility.talking import Talk, interrupted, number_answering
from assistant.findings import (
    Finding,
    passages_of,
    with_shared_passages,
    with_the_whole,
    without_repeats,
)
from assistant.framing import (
    Frame,
    framed,
    refused_frame,
    screened_frame,
    with_personal_data_notice,
)
from assistant.grounding import proved
from assistant.parts import parts_of
from assistant.questions import RefusedQuestionError, clean_question
from assistant.retrieval import Evidence, retrieve
from assistant.screening import Published, Screening, is_off_topic, published_in, screen
from assistant.suggesting import suggestions
from assistant.topics import stands_alone
from assistant.types import Answer, Question, Understanding
from assistant.understanding import topic_of, understand
from assistant.vocabulary import Vocabulary, vocabulary_of
from assistant.weighing import weighed
from index.encoding import Encoder, Vectors
from index.search import embed_question, load_weights
from index.snapshot import Snapshot


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one snapshot of an index."""

    snapshot: Snapshot
    encoder: Encoder
    vocabulary: Vocabulary
    conversations: ConversationMemory = field(default_factory=Conversations)
    today: date | None = None
    """The day to take as today; by default the clock's."""

    @property
    def day(self) -> date:
        """The day on which a question is asked."""
        return self.today or date.today()

    @cached_property
    def published(self) -> Published:
        """What everybody can read, and so is no secret in a question."""
        return published_in(tuple(self.snapshot.documents.values()))

    def answer(self, question: Question) -> Answer:
        """Answer a question; what is not one is refused kindly, with the status needs_detail."""
        started = time.perf_counter()
        earlier = self.conversations.earlier(question.conversation_id)
        frame, turn = self._framed(question, earlier)
        self.conversations.remember(question.conversation_id, turn)
        asked = (*(turn.question for turn in earlier), question.text)
        answer = Answer(
            id=_answer_id(self.snapshot.generation, question.conversation_id, *asked),
            conversation_id=question.conversation_id,
            corpus_version=self.snapshot.generation,
            suggestions=suggestions(self.snapshot, turn.programmes, frame.citations),
            elapsed_ms=round((time.perf_counter() - started) * 1000),
            **frame.model_dump(),
        )
        return proved(answer, self.snapshot.documents)

    def _framed(self, question: Question, earlier: tuple[Turn, ...]) -> tuple[Frame, Turn]:
        """Frame the answer, and give the turn that the conversation remembers."""
        talk = earlier[-1].talk if earlier else None
        try:
            text = number_answering(question.text, talk) or clean_question(question.text)
        except RefusedQuestionError as error:
            return refused_frame(str(error)), Turn(question="", talk=interrupted(talk))
        screening = screen(text, self.published)
        if frame := screened_frame(screening):
            return frame, Turn(question="", talk=interrupted(talk))
        if heard := self._heard(screening.text, earlier):
            return with_personal_data_notice(heard[0], screening), heard[1]
        findings = without_repeats(with_shared_passages(self._found(screening.text, earlier)))
        if frame := screened_frame(self._screened_again(screening, findings)):
            return frame, Turn(question="", talk=interrupted(talk))
        hub = hub_of([one.question for one in findings], self.vocabulary)
        frame = framed(findings, self.snapshot.documents, hub, self.day)
        frame = with_personal_data_notice(frame, screening)
        return frame, self._turn(screening.text, findings, interrupted(talk))

    def _heard(self, message: str, earlier: tuple[Turn, ...]) -> tuple[Frame, Turn] | None:
        """Decide who may join, if a message asks that or tells more of who asks it."""
        understood = self._understood(message, earlier)
        heard = hear(
            understood,
            earlier[-1].talk if earlier else None,
            rulebook_of(self.snapshot),
            self.vocabulary,
            lambda: votes_of(self._evidence(understood).hits, self.snapshot.documents),
            today=self.day,
            hub=hub_of([understood], self.vocabulary),
            said_before=[turn.question for turn in earlier if turn.question],
        )
        if heard is None:
            return None
        about = heard.frame.eligibility
        return heard.frame, Turn(
            question=message,
            topic=about.programme if about else None,
            programmes=(about.programme_id,) if about else (),
            talk=heard.talk,
        )

    def _screened_again(self, screening: Screening, findings: Sequence[Finding]) -> Screening:
        """Turn away a message that is like no question known, where enough are known to tell."""
        is_known = self.published.is_about_mastery and self.snapshot.content.phrasings
        is_off = is_known and all(is_off_topic(one.question, one.score) for one in findings)
        return screening.model_copy(update={"kind": "off_topic"}) if is_off else screening

    def _found(self, message: str, earlier: tuple[Turn, ...]) -> tuple[Finding, ...]:
        """Find what the sources tell of each question of a message."""
        whole = self._find(self._understood(message, earlier))
        if whole.question.carried_topic:
            alone = self._find(self._understood(message, ()))
            if stands_alone(alone, whole, self.snapshot.documents, self.vocabulary):
                whole, earlier = alone, ()
        parts = parts_of(message, self.vocabulary)
        if len(parts) == 1 or (whole.is_answered and whole.is_known_as_one):
            return (whole,)
        found = [self._find(self._understood(one, earlier), at_most=1) for one in parts]
        return with_the_whole(found, whole)

    def _understood(self, text: str, earlier: tuple[Turn, ...]) -> Understanding:
        return understand(text, earlier, self.vocabulary, self.day)

    def _find(self, question: Understanding, *, at_most: int = MAX_READINGS) -> Finding:
        """Find what answers one question, from at most so many passages."""
        snapshot, vocabulary = self.snapshot, self.vocabulary
        vector = embed_question(question.search_text, self.encoder, snapshot)
        evidence = self._evidence(question, vector)
        found = decide(question, evidence, snapshot, vocabulary, vector, at_most=at_most)
        return weighed(found, evidence.hits, snapshot, self.day) if found.readings else found

    def _evidence(self, question: Understanding, vector: Vectors | None = None) -> Evidence:
        """Find the passages nearest to a question."""
        snapshot, encoder = self.snapshot, self.encoder
        if vector is None:
            vector = embed_question(question.search_text, encoder, snapshot)
        return retrieve(question, vector, snapshot, self.vocabulary, load_weights(), self.day)

    def _turn(self, message: str, findings: Sequence[Finding], talk: Talk | None) -> Turn:
        """Give what the conversation remembers of a message."""
        last = findings[-1].question
        return Turn(
            question=message,
            topic=topic_of(last, self.vocabulary),
            programmes=last.programmes,
            passage_ids=passages_of(findings),
            talk=talk,
        )


def load_assistant(snapshot: Snapshot, encoder: Encoder, today: date | None = None) -> Assistant:
    """Put an assistant together for one generation of an index."""
    return Assistant(
        snapshot=snapshot, encoder=encoder, vocabulary=vocabulary_of(snapshot), today=today
    )


def _answer_id(*parts: str) -> str:
    """Give the same question in the same conversation and index the same id, for replay."""
    return hashlib.sha256("\x00".join(parts).encode(errors="surrogatepass")).hexdigest()[:20]
