"""What somebody thinks of an answer, and questions that a person is asked to take over."""

from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Header, Response
from pydantic import BaseModel, ConfigDict, Field

from integrations.http.answers import ConversationId
from integrations.http.desk import DeskOf
from integrations.http.plain_text import Line, Paragraphs
from integrations.http.problems import problem_responses
from integrations.memory.types import Feedback, HandOff, KeptHandOff, Rating, Reason, Reply

router = APIRouter(tags=["feedback"])

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9_-]{8,128}$",
        description="Sent again with the same request, it has its effect once.",
    ),
]


class FeedbackBody(BaseModel):
    """What `POST /v1/feedback` takes."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"answer_id": "0123456789abcdef0123", "rating": "down", "reason": "wrong"}]
        },
    )

    answer_id: str = Field(pattern=r"^[0-9a-f]{20}$", description="The id of the answer.")
    rating: Rating
    reason: Reason | None = None
    comment: Paragraphs | None = Field(default=None, description="Names and numbers are taken out.")


class HandOffBody(BaseModel):
    """What `POST /v1/handoff` takes."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"message": "Please ring us.", "email": "office@school.example"}]
        },
    )

    message: Paragraphs = Field(min_length=1, description="What the person should know.")
    email: Line = Field(pattern=r"^[^@\s]+@[^@\s]+$", description="Where the reply should go.")
    name: Line | None = None
    area: Line | None = Field(default=None, description="The local authority or hub.")
    conversation_id: ConversationId | None = Field(
        default=None, description="Given where the person may read the conversation."
    )


class Received(BaseModel):
    """Says that something was kept."""

    status: Literal["received"] = "received"
    id: str | None = Field(default=None, description="Of a hand-off, for asking about it.")


@router.post(
    "/v1/feedback",
    status_code=201,
    response_model=Received,
    responses=problem_responses(400, 404, 413, 422, 429, 500, 503),
)
async def give_feedback(body: FeedbackBody, desk: DeskOf, key: IdempotencyKey = None) -> Response:
    """Keep what somebody thinks of an answer."""
    given = Feedback.model_validate(body.model_dump())
    received = Reply(status=201, body=Received().model_dump_json())
    reply = await to_thread.run_sync(desk.memory.keep_feedback, given, key, received)
    desk.metrics.feedback.labels(given.rating).inc()
    return _response(reply)


@router.post(
    "/v1/handoff",
    status_code=201,
    response_model=Received,
    responses=problem_responses(400, 413, 422, 429, 500, 503),
)
async def hand_off(body: HandOffBody, desk: DeskOf, key: IdempotencyKey = None) -> Response:
    """Pass a question on to a person."""
    given = HandOff.model_validate(body.model_dump())
    return _response(await to_thread.run_sync(desk.memory.keep_hand_off, given, key, _received))


def _received(kept: KeptHandOff) -> Reply:
    return Reply(status=201, body=Received(id=kept.id).model_dump_json())


def _response(reply: Reply) -> Response:
    return Response(reply.body, status_code=reply.status, media_type="application/json")
