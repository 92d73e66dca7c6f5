"""What a conversation begins with, and how it is forgotten."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from assistant.suggesting import suggestions
from integrations.http.desk import DeskOf
from integrations.http.problems import problem_responses

router = APIRouter(tags=["conversations"])


class Welcome(BaseModel):
    """What `GET /v1/suggestions` tells."""

    suggestions: tuple[str, ...] = Field(description="Questions that the sources answer.")
    privacy_url: str | None = Field(description="What is kept, and for how long.")
    complaints: str | None = Field(description="Where to complain: a page or a mailbox.")


@router.get("/v1/suggestions", responses=problem_responses(429, 500))
def suggest(desk: DeskOf) -> Welcome:
    """Suggest questions to begin with."""
    return Welcome(
        suggestions=suggestions(desk.shelf.assistant.snapshot, (), ()),
        privacy_url=desk.settings.privacy_url,
        complaints=desk.settings.complaints,
    )


@router.delete(
    "/v1/conversations/{conversation_id}",
    status_code=204,
    response_class=Response,  # else it would be called JSON
    responses=problem_responses(422, 429, 500, 503),
)
async def forget(
    conversation_id: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")], desk: DeskOf
) -> None:
    """Forget a conversation: its questions, receipts, feedback and hand-offs are deleted.

    Whether there was one is not told.
    """
    await to_thread.run_sync(desk.shelf.assistant.conversations.forget, conversation_id)
