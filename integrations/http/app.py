"""The HTTP application: which routes there are, and what stands around them.

From the outside in: an id and a line in the log for everything; which origins may read; limits and
the off switch; the size of a body; errors as problem documents; a route.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from integrations.http import answers, completions, conversations, health, opinions
from integrations.http.asking import VERSION
from integrations.http.cross_origin import CrossOrigin
from integrations.http.desk import Desk
from integrations.http.guarding import Guarding
from integrations.http.logs import LOGGER
from integrations.http.observing import Observing
from integrations.http.page import page_routes
from integrations.http.problems import HANDLERS, LargeBodiesAsProblems, Problem
from integrations.http.reloading import SECONDS_BETWEEN_LOOKS
from integrations.memory.errors import MemoryFaultError

MAX_BODY_BYTES = 16 * 1024
"""A question of 1,000 characters is at most 12 kB as escaped JSON."""
SECONDS_BETWEEN_PURGES = 600

TAGS = [
    {"name": "answers", "description": "Questions and their answers."},
    {"name": "conversations", "description": "How they begin and are forgotten."},
    {"name": "feedback", "description": "Opinions, and questions for a person."},
    {"name": "compatible", "description": "The same answers for existing chat clients."},
    {"name": "health", "description": "Whether it runs, what it serves, its figures."},
]


Application = FastAPI
"""For those who pass one on without knowing the framework."""


def create_app(desk: Desk) -> FastAPI:
    """Make the application around a desk."""
    app = bare_app()
    app.state.desk = desk
    return app


def bare_app() -> FastAPI:
    """Make the application without anything to answer from: enough to describe it."""
    app = _App(
        title="Mastery assistant",
        version=VERSION,
        summary="Answers about teaching for mastery, each sentence a span of a named source.",
        description=(
            "Questions about teaching for mastery programmes in England are answered from named,"
            " dated sources, word for word, or it is said that they do not tell. Errors are"
            " problem documents (RFC 9457). No cookies, no keys."
        ),
        contact={
            "name": "Whoever runs this service",
            "url": "https://www.ncetm.org.uk/maths-hubs/",
        },
        servers=[{"url": "/", "description": "This server."}],
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        exception_handlers=HANDLERS,
        middleware=[
            Middleware(Observing),
            Middleware(CrossOrigin),
            Middleware(Guarding),
            Middleware(LargeBodiesAsProblems),
            # FastAPI's own max_body_size stands outside all of these.
            Middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY_BYTES),
        ],
    )
    for part in (answers, conversations, opinions, completions, health):
        app.include_router(part.router)
    app.include_router(page_routes())
    return app


class _App(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """Describe the application; FastAPI's own error model is not what it gives."""
        if not self.openapi_schema:
            document = super().openapi()
            schemas = document["components"]["schemas"]
            schemas["Problem"] = Problem.model_json_schema()
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
        return super().openapi()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    desk: Desk = app.state.desk
    tasks = [asyncio.create_task(_look(desk)), asyncio.create_task(_purge(desk))]
    yield
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    desk.memory.close()


async def _look(desk: Desk) -> None:
    """Take over new generations of the index as they are published."""
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        try:
            outcome = await to_thread.run_sync(desk.shelf.look)
        except Exception:  # the old generation serves on; the loop must too
            outcome = "refused"
            LOGGER.exception("reload failed")
        if outcome != "unchanged":
            desk.metrics.reloads.labels(outcome).inc()
            generation = desk.shelf.assistant.snapshot.generation
            LOGGER.warning(outcome, extra={"fields": {"generation": generation}})


async def _purge(desk: Desk) -> None:
    """Delete what is over its time."""
    while True:
        try:
            deleted = await to_thread.run_sync(desk.memory.purge, desk.settings.keep_days)
            LOGGER.info("purged", extra={"fields": {"rows": deleted}})
        except MemoryFaultError:
            desk.metrics.memory_faults.inc()
            LOGGER.exception("purge failed")
        await asyncio.sleep(SECONDS_BETWEEN_PURGES)
