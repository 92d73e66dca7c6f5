"""`POST /v1/answers`: a question in, an answer out, as JSON or as events."""

import uuid
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.questions import clean_question
from assistant.types import Answer, Question
from integrations.http.asking import ask
from integrations.http.desk import DeskOf
from integrations.http.events import MEDIA_TYPE, Stream, answer_frames, wants_events
from integrations.http.problems import problem_responses

router = APIRouter(tags=["answers"])

ConversationId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]

EVENTS = {
    "itemSchema": {
        "type": "object",
        "required": ["event", "id", "data"],
        "properties": {
            "event": {"enum": ["meta", "status", "sources", "delta", "final", "done", "error"]},
            "id": {"type": "string"},
            "data": {"type": "string", "contentMediaType": "application/json"},
        },
    }
}


class QuestionBody(BaseModel):
    """What `POST /v1/answers` takes."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "Who can join a work group?"}]},
    )

    question: str = Field(
        description="The question in the teacher's own words.",
        json_schema_extra={"minLength": 1, "maxLength": 1000},  # told kindly in clean_question
    )
    conversation_id: ConversationId | None = Field(
        default=None,
        description="Continues a conversation: the conversation_id of an earlier answer.",
    )


@router.post(
    "/v1/answers",
    response_model=Answer,
    responses={
        200: {"description": "The answer.", "content": {MEDIA_TYPE: EVENTS}},
        **problem_responses(400, 413, 422, 429, 500, 503),
    },
)
async def answer(
    body: QuestionBody,
    request: Request,
    desk: DeskOf,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """Answer a question.

    With `Accept: text/event-stream` the answer comes as the events meta, status, sources, delta…,
    final (the whole answer) and done, or error (a problem document) in place of the last ones.
    """
    conversation_id = body.conversation_id or uuid.uuid4().hex
    question = Question(text=clean_question(body.question), conversation_id=conversation_id)
    place = await desk.gate.enter()
    answered = partial(ask, desk, desk.shelf.assistant, question, scope=request.scope)
    if wants_events(accept):
        return Stream(answer_frames(conversation_id, answered), place)
    with place:
        made = await answered()
    return Response(made.model_dump_json(), media_type="application/json")
