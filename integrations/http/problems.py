"""Errors as RFC 9457 problem documents. Nothing of a request is repeated in one."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.questions import RefusedQuestionError

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
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side; please try again.",
}


def problem(
    status: int, detail: str | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Make a problem document; the detail is ours, never the client's."""
    known = HTTPStatus(status)
    fields = {
        "type": "about:blank",
        "title": known.phrase,
        "status": status,
        "detail": detail or _DETAILS.get(known, known.description or known.phrase),
    }
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


def add_problem_handlers(app: FastAPI) -> None:
    """Turn every error of the application into a problem document."""
    app.add_middleware(LargeBodiesAsProblems)

    async def of_http(request: Request, error: Exception) -> JSONResponse:
        if not isinstance(error, HTTPException):
            return problem(HTTPStatus.INTERNAL_SERVER_ERROR)
        return problem(error.status_code, headers=error.headers)

    async def of_validation(request: Request, error: Exception) -> JSONResponse:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY)

    async def of_question(request: Request, error: Exception) -> JSONResponse:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))

    async def of_fault(request: Request, error: Exception) -> JSONResponse:
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR)

    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_validation)
    app.add_exception_handler(RefusedQuestionError, of_question)
    app.add_exception_handler(Exception, of_fault)
