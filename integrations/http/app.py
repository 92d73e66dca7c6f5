"""The HTTP application: answers, health, and a page where a question can be asked."""

import uuid
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from assistant.answering import Assistant
from assistant.questions import clean_question
from assistant.types import Answer, Question
from integrations.http.problems import add_problem_handlers

MAX_BODY_BYTES = 16 * 1024
"""A question of 1,000 characters is at most 12 kB as escaped JSON."""

PAGES = Path(__file__).parent.parent / "pages"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class QuestionBody(BaseModel):
    """What `POST /v1/answers` takes."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(description="The question in the teacher's own words.")
    conversation_id: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9_-]{1,64}$",
        description="Continues a conversation: the conversation_id of an earlier answer.",
    )


class Readiness(BaseModel):
    """What `GET /readyz` tells."""

    status: str
    generation: str
    built_at: str
    documents: int
    fault: str | None


def create_app(assistant: Assistant) -> FastAPI:
    """Make the application around an assistant."""
    app = FastAPI(
        title="Mastery assistant",
        version=version("mastery-assistant"),
        description="Answers about teaching for mastery, each sentence a span of a named source.",
        docs_url=None,
        redoc_url=None,
    )
    # FastAPI's own max_body_size stands outside the problem handlers, and answers in plain text.
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY_BYTES)
    add_problem_handlers(app)

    @app.post("/v1/answers")
    def answer(body: QuestionBody) -> Answer:
        """Answer a question."""
        conversation_id = body.conversation_id or uuid.uuid4().hex
        text = clean_question(body.question)
        return assistant.answer(Question(text=text, conversation_id=conversation_id))

    @app.get("/healthz")
    def health() -> dict[str, str]:
        """Tell that the process runs."""
        return {"status": "ok"}

    @app.get("/readyz")
    def readiness() -> Readiness:
        """Tell which index is served."""
        snapshot = assistant.snapshot
        return Readiness(
            status="ready",
            generation=snapshot.generation,
            built_at=snapshot.manifest.built_at,
            documents=snapshot.manifest.documents,
            fault=snapshot.fault,
        )

    @app.get("/version")
    def versions() -> dict[str, str]:
        """Tell the versions of the assistant and of its corpus."""
        return {
            "assistant": version("mastery-assistant"),
            "corpus": assistant.snapshot.generation,
            "model": assistant.snapshot.manifest.model.name,
        }

    add_page(app)
    return app


def add_page(app: FastAPI) -> None:
    """Serve the page at `/` with its script and style."""
    served = {
        "/": ("ask.html", "text/html"),
        "/ask.js": ("ask.js", "text/javascript"),
        "/ask.css": ("ask.css", "text/css"),
    }
    for path, (name, media_type) in served.items():
        content = (PAGES / name).read_text(encoding="utf-8")
        app.add_api_route(
            path,
            _page(content, media_type),
            response_class=HTMLResponse,
            include_in_schema=False,
        )


def _page(content: str, media_type: str) -> Callable[[], HTMLResponse]:
    headers = {"Content-Security-Policy": PAGE_POLICY, "X-Content-Type-Options": "nosniff"}

    def page() -> HTMLResponse:
        return HTMLResponse(content, media_type=media_type, headers=headers)

    return page
