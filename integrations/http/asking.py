"""Asks the assistant for a route, away from the event loop, and keeps the receipt."""

from importlib.metadata import version

from anyio import to_thread
from starlette.types import Scope

from assistant.answering import Assistant
from assistant.types import Answer, Question
from integrations.http.desk import Desk
from integrations.http.tracing import note
from integrations.memory.errors import MemoryFaultError
from integrations.memory.receipts import digest_of
from integrations.memory.types import Cited, Receipt

VERSION = version("mastery-assistant")


async def ask(desk: Desk, assistant: Assistant, question: Question, *, scope: Scope) -> Answer:
    """Answer a question by the assistant that was taken from the shelf."""
    answer = await to_thread.run_sync(_answer_and_keep, desk, assistant, question, scope["path"])
    desk.metrics.answers.labels(answer.status).inc()
    note(
        scope,
        answer_status=answer.status,
        confidence=round(answer.confidence, 3),
        citations=len(answer.citations),
        generation=answer.corpus_version,
        answer_ms=answer.elapsed_ms,
    )
    return answer


def _answer_and_keep(desk: Desk, assistant: Assistant, question: Question, channel: str) -> Answer:
    answer = assistant.answer(question)
    try:
        desk.memory.keep_receipt(_receipt(desk, assistant, question, answer, channel))
    except MemoryFaultError:  # somebody waits for an answer, not for our books
        desk.metrics.memory_faults.inc()
    return answer


def _receipt(
    desk: Desk, assistant: Assistant, question: Question, answer: Answer, channel: str
) -> Receipt:
    manifest = assistant.snapshot.manifest
    return Receipt(
        answer_id=answer.id,
        conversation_id=answer.conversation_id,
        channel=channel.strip("/"),
        asked_at=desk.memory.clock(),
        question=question.text,
        status=answer.status,
        confidence=answer.confidence,
        cited=tuple(
            Cited(document_id=one.document_id, start=one.start, end=one.end)
            for one in answer.citations
        ),
        answer_digest=digest_of(answer),
        generation=answer.corpus_version,
        corpus_digest=manifest.corpus_digest,
        model_digest=manifest.model.digest,
        assistant_version=VERSION,
        today=assistant.day.isoformat(),
    )
