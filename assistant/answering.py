"""The path of a question. Start here.

    clean → screen → understand → retrieve → abstain or read → compose → prove

Every step is a function in a module of its name. The words that a teacher sees are in replies.py;
what may be said stands in the sources.
"""

import hashlib
import time
from dataclasses import dataclass, field

from assistant.abstaining import confidence_in, load_thresholds, named_gap
from assistant.composing import compose
from assistant.conversations import Conversations, Turn
from assistant.framing import (
    Frame,
    framed,
    gap_frame,
    no_source_frame,
    refused_frame,
    screened_frame,
)
from assistant.grounding import proved
from assistant.questions import RefusedQuestionError, clean_question
from assistant.reading import choose_readings
from assistant.retrieval import retrieve
from assistant.screening import screen
from assistant.types import Answer, Question, Understanding
from assistant.understanding import topic_of, understand
from assistant.vocabulary import Vocabulary, vocabulary_of
from index.encoding import Encoder
from index.search import embed_question, load_weights
from index.snapshot import Snapshot


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one snapshot of an index."""

    snapshot: Snapshot
    encoder: Encoder
    vocabulary: Vocabulary
    conversations: Conversations = field(default_factory=Conversations)

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
            elapsed_ms=round((time.perf_counter() - started) * 1000),
            **frame.model_dump(),
        )
        return proved(answer, self.snapshot.documents)

    def _framed(self, question: Question, earlier: tuple[Turn, ...]) -> tuple[Frame, Turn]:
        """Frame the answer, and give the turn that the conversation remembers."""
        try:
            text = clean_question(question.text)
        except RefusedQuestionError as error:
            return refused_frame(str(error)), Turn(question="")
        screening = screen(text)
        if frame := screened_frame(screening):
            return frame, Turn(question="")
        understood = understand(screening.text, earlier, self.vocabulary)
        frame, passage_ids = self._answered(understood)
        topic = topic_of(understood, self.vocabulary)
        return frame, Turn(
            question=screening.text,
            topic=topic,
            programmes=understood.programmes,
            passage_ids=passage_ids,
        )

    def _answered(self, question: Understanding) -> tuple[Frame, tuple[str, ...]]:
        """Answer from the sources, or say that they do not tell; give the passages used."""
        vector = embed_question(question.search_text, self.encoder, self.snapshot)
        evidence = retrieve(question, vector, self.snapshot, self.vocabulary, load_weights())
        threshold = load_thresholds().for_corpus(self.snapshot)
        confidence = confidence_in(evidence, threshold)
        documents = self.snapshot.documents
        if confidence >= threshold.answer_from:
            readings = choose_readings(
                question,
                evidence.hits,
                self.snapshot,
                vector,
                also_within=threshold.also_within,
            )
            draft = compose(readings, documents)
            used = tuple(reading.passage.id for reading in readings)
            return framed(draft, question, documents, confidence), used
        if gap := named_gap(evidence):
            return gap_frame(gap, question, documents, confidence), ()
        return no_source_frame(question, confidence), ()


def load_assistant(snapshot: Snapshot, encoder: Encoder) -> Assistant:
    """Put an assistant together for one generation of an index."""
    return Assistant(snapshot=snapshot, encoder=encoder, vocabulary=vocabulary_of(snapshot))


def _answer_id(*parts: str) -> str:
    """Give the same question in the same conversation and index the same id, for replay."""
    return hashlib.sha256("\x00".join(parts).encode(errors="surrogatepass")).hexdigest()[:20]
