"""Errors as RFC 9457 problem documents. Nothing of a request is repeated in one."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.questions import RefusedQuestionError
from integrations.http.admission import RETRY_AFTER_SECONDS, OverloadedError
from integrations.http.tracing import current_id
from integrations.memory.errors import MemoryFaultError, ReusedKeyError, UnknownAnswerError

MEDIA_TYPE = "application/problem+json"

_DETAILS = {
    HTTPStatus.BAD_REQUEST: "The request cannot be read; send JSON in UTF-8.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not take that method.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The request is too large; a question is much shorter.",
    HTTPStatus.UNPROCESSABLE_ENTITY: (
        'Send JSON like {"question": "…"}, with a conversation_id of letters, digits, - and _'
        " if there is one."
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        "That were too many requests in a minute; please wait as long as Retry-After says."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side; please try again.",
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "No questions can be taken just now; please try again later, or ask your local Maths Hub."
    ),
}
KEY_WAS_REUSED = "This Idempotency-Key came with another request before; make a new one."
NO_SUCH_ANSWER = "No answer with this id is kept; it may have been deleted."


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str = Field(description="Always about:blank: the status says what kind it is.")
    title: str = Field(description="The name of the status.")
    status: int
    detail: str = Field(description="What to do next.")
    instance: str = Field(description="The request's id, as a URN, for asking about it.")


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the problems that a route can give, for the OpenAPI document."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            "headers": _headers_of(status),
        }
        for status in statuses
    }


def _headers_of(status: int) -> dict[str, Any]:
    if status not in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return {}
    after = {"description": "Seconds to wait.", "schema": {"type": "integer"}, "required": True}
    return {"Retry-After": after}


def problem_fields(status: int, detail: str | None = None) -> dict[str, object]:
    """Give the members of a problem document; the detail is ours, never the client's."""
    known = HTTPStatus(status)
    return {
        "type": "about:blank",
        "title": known.phrase,
        "status": status,
        "detail": detail or _DETAILS.get(known, known.description or known.phrase),
        "instance": f"urn:uuid:{current_id()}",
    }


def problem(
    status: int, detail: str | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Make a problem document."""
    fields = problem_fields(status, detail)
    return JSONResponse(fields, status_code=status, media_type=MEDIA_TYPE, headers=headers)


class LargeBodiesAsProblems:
    """Puts a problem document in place of the framework's plain text for a body over the limit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, but for the response to a body over the limit."""
        is_too_large = False

        async def send_problem(message: Message) -> None:
            nonlocal is_too_large
            if message["type"] == "http.response.start":
                is_too_large = message["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            if not is_too_large:
                await send(message)
            elif message["type"] == "http.response.start":
                await problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)(scope, receive, send)

        await self.app(scope, receive, send_problem)


async def _of_http(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR)
    return problem(error.status_code, headers=error.headers)


async def _of_question(request: Request, error: Exception) -> JSONResponse:
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))


def _always(
    status: int, detail: str | None = None, headers: Mapping[str, str] | None = None
) -> Callable[[Request, Exception], Any]:
    async def handler(request: Request, error: Exception) -> JSONResponse:
        return problem(status, detail, headers)

    return handler


_LATER = {"Retry-After": str(RETRY_AFTER_SECONDS)}
HANDLERS: dict[int | type[Exception], Callable[[Request, Exception], Any]] = {
    HTTPException: _of_http,
    RefusedQuestionError: _of_question,
    RequestValidationError: _always(HTTPStatus.UNPROCESSABLE_ENTITY),
    OverloadedError: _always(HTTPStatus.SERVICE_UNAVAILABLE, headers=_LATER),
    MemoryFaultError: _always(HTTPStatus.SERVICE_UNAVAILABLE, headers=_LATER),
    ReusedKeyError: _always(HTTPStatus.UNPROCESSABLE_ENTITY, KEY_WAS_REUSED),
    UnknownAnswerError: _always(HTTPStatus.NOT_FOUND, NO_SUCH_ANSWER),
}
"""What each error becomes; any other is a fault of ours, and left to the outermost middleware."""
