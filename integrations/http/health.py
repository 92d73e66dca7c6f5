"""Whether the process runs, what it serves, and its figures."""

from datetime import UTC, datetime

from anyio import to_thread
from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from integrations.http.asking import VERSION
from integrations.http.desk import Desk, DeskOf
from integrations.http.problems import problem_responses
from integrations.memory.errors import MemoryFaultError

router = APIRouter(tags=["health"])

PROMETHEUS = "text/plain; version=0.0.4"


class Health(BaseModel):
    """What `GET /healthz` tells."""

    status: str


class Readiness(BaseModel):
    """What `GET /readyz` tells."""

    status: str = Field(description="ready, or off where answering is switched off.")
    generation: str = Field(description="The generation of the index that is served.")
    built_at: str
    age_seconds: int = Field(description="Time since it was built.")
    documents: int
    fault: str | None = Field(description="Why the newest generation is not the one served.")
    memory: str = Field(description="ok, or failing: answers go on, but nothing is kept.")


class Version(BaseModel):
    """What `GET /version` tells."""

    assistant: str
    corpus: str
    model: str


@router.get("/healthz", responses=problem_responses(500))
async def health() -> Health:
    """Tell that the process runs."""
    return Health(status="ok")


@router.get(
    "/readyz",
    responses={
        200: {"description": "It answers questions."},
        503: {"description": "It is switched off.", "model": Readiness},
        **problem_responses(500),
    },
)
async def readiness(desk: DeskOf, response: Response) -> Readiness:
    """Tell which index is served, how old it is, and whether questions are answered."""
    memory, is_off = await to_thread.run_sync(_memory_state, desk)
    snapshot = desk.shelf.assistant.snapshot
    if is_off:
        response.status_code = 503
    return Readiness(
        status="off" if is_off else "ready",
        generation=snapshot.generation,
        built_at=snapshot.manifest.built_at,
        age_seconds=int(index_age(desk)),
        documents=snapshot.manifest.documents,
        fault=desk.shelf.fault,
        memory=memory,
    )


@router.get("/version", responses=problem_responses(500))
async def versions(desk: DeskOf) -> Version:
    """Tell the versions of the assistant, its corpus and its model."""
    snapshot = desk.shelf.assistant.snapshot
    return Version(
        assistant=VERSION, corpus=snapshot.generation, model=snapshot.manifest.model.name
    )


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"description": "Figures.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        **problem_responses(500),
    },
)
async def metrics(desk: DeskOf) -> Response:
    """Give figures in the format of Prometheus."""
    desk.metrics.waiting.set(desk.gate.waiting)
    desk.metrics.index_age.set(index_age(desk))
    return Response(await to_thread.run_sync(desk.metrics.text), media_type=PROMETHEUS)


def index_age(desk: Desk) -> float:
    """Give the seconds since the served index was built."""
    built_at = datetime.fromisoformat(desk.shelf.assistant.snapshot.manifest.built_at)
    return max(0.0, (datetime.now(UTC) - built_at).total_seconds())


def _memory_state(desk: Desk) -> tuple[str, bool]:
    try:
        return "ok", desk.settings.off or desk.memory.is_off()
    except MemoryFaultError:
        return "failing", desk.settings.off
