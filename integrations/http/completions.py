"""`/v1/chat/completions` as chat clients know it: a thin layer over the same answers.

A client sends the whole conversation each time; its last questions are answered again, unkept, so
that a follow-up is understood. Settings of language models are taken and ignored.
"""

import json
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, Strict

from assistant.answering import Assistant
from assistant.conversations import Conversations
from assistant.questions import RefusedQuestionError, clean_question
from assistant.types import Answer, Citation, Question
from integrations.http.asking import ask
from integrations.http.desk import DeskOf
from integrations.http.events import MEDIA_TYPE, Stream, some_words
from integrations.http.logs import LOGGER
from integrations.http.problems import problem_fields, problem_responses
from integrations.http.tracing import current_id

router = APIRouter(tags=["compatible"])

MODEL = "mastery"
MOST_EARLIER_QUESTIONS = 3
"""Each costs as much as a question; a follow-up hardly ever leans on more."""
MAX_BODY_BYTES = 64 * 1024
"""A conversation with its answers, of which each takes up to three kilobytes."""

CHUNKS = {
    "itemSchema": {
        "type": "object",
        "required": ["data"],
        "properties": {"data": {"type": "string"}},
    }
}


class TextPart(BaseModel):
    """A piece of a message."""

    type: Literal["text"]
    text: str


class Message(BaseModel):
    """One message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | Annotated[list[TextPart], Field(max_length=20)] | None = None

    @property
    def text(self) -> str:
        """The words of the message."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class CompletionBody(BaseModel):
    """What `POST /v1/chat/completions` takes; what it does not know is ignored."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [{"messages": [{"role": "user", "content": "Who can join a work group?"}]}]
        },
    )

    model: str = Field(default=MODEL, description="Any; there is one.")
    messages: Annotated[list[Message], Field(min_length=1, max_length=100)]
    stream: Annotated[bool, Strict()] = False


class Completion(BaseModel):
    """What `POST /v1/chat/completions` gives."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[dict[str, Any]]
    usage: dict[str, int]


class Models(BaseModel):
    """What `GET /v1/models` gives."""

    object: Literal["list"] = "list"
    data: list[dict[str, Any]]


@router.get("/v1/models", responses=problem_responses(429, 500))
async def models() -> Models:
    """Name the one model that chat clients can choose."""
    one = {"id": MODEL, "object": "model", "created": 0, "owned_by": "mastery-assistant"}
    return Models(data=[one])


@router.post(
    "/v1/chat/completions",
    response_model=Completion,
    max_body_size=MAX_BODY_BYTES,
    responses={
        200: {
            "description": "The answer.",
            "content": {MEDIA_TYPE: CHUNKS},
        },
        **problem_responses(400, 413, 422, 429, 500, 503),
    },
)
async def complete(body: CompletionBody, request: Request, desk: DeskOf) -> Response:
    """Answer the last question of a conversation, in the form that chat clients read."""
    *earlier, last = [one.text for one in body.messages if one.role == "user"] or [""]
    question = Question(text=clean_question(last), conversation_id=uuid.uuid4().hex)
    place = await desk.gate.enter()
    assistant = replace(desk.shelf.assistant, conversations=Conversations())
    asked = partial(ask, desk, assistant, question, scope=request.scope)
    answered = partial(_after, earlier[-MOST_EARLIER_QUESTIONS:], assistant, question, asked)
    if body.stream:
        return Stream(_chunks(answered), place)
    with place:
        answer = await answered()
    return Response(_completion(answer).model_dump_json(), media_type="application/json")


async def _after(
    earlier: list[str], assistant: Assistant, last: Question, asked: Callable[[], Awaitable[Answer]]
) -> Answer:
    """Play the questions before, so that the conversation is remembered, and ask the last one."""
    for text in earlier:
        try:
            question = last.model_copy(update={"text": clean_question(text)})
        except RefusedQuestionError:
            continue
        await to_thread.run_sync(assistant.answer, question)
    return await asked()


def _completion(answer: Answer) -> Completion:
    content = content_of(answer)
    message = {
        "role": "assistant",
        "content": content,
        "annotations": [_annotation(one, content) for one in answer.citations if one.url],
    }
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    return Completion(
        id=f"chatcmpl-{answer.id}", created=int(time.time()), choices=[choice], usage=usage
    )


def content_of(answer: Answer) -> str:
    """Give the text, its notices and its numbered sources, for clients that show text only."""
    notices = [one.text for one in answer.notices if one.kind != "gap"]
    return "\n\n".join([answer.text, *notices, *map(_source, answer.citations)])


def _source(citation: Citation) -> str:
    year = citation.academic_year or citation.published
    known = (citation.title, citation.publisher, year, citation.url)
    return f"[{citation.number}] " + ", ".join(part for part in known if part)


def _annotation(citation: Citation, content: str) -> dict[str, object]:
    mark = f"[{citation.number}]"
    start = max(0, content.find(mark))
    return {
        "type": "url_citation",
        "url_citation": {
            "url": citation.url,
            "title": citation.title,
            "start_index": start,
            "end_index": start + len(mark),
        },
    }


async def _chunks(answered: Callable[[], Awaitable[Answer]]) -> AsyncIterator[str]:
    """Give the completion in pieces, ended by [DONE]; an error ends it without."""
    made: dict[str, object] = {
        "id": f"chatcmpl-{current_id()}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": MODEL,
    }

    def chunk(delta: dict[str, object], finish_reason: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        return f"data: {json.dumps({**made, 'choices': [choice]})}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    try:
        content = content_of(await answered())
    except Exception:
        LOGGER.exception("fault", extra={"fields": {"request_id": current_id()}})
        yield f"data: {json.dumps({'error': problem_fields(500)})}\n\n"
        return
    for words in some_words(content):
        yield chunk({"content": words})
    yield chunk({}, "stop")
    yield "data: [DONE]\n\n"
