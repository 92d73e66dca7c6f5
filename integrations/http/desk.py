"""What every route works with: the assistant, the memory, and what keeps the service whole."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from integrations.http.admission import Gate
from integrations.http.metrics import Metrics
from integrations.http.reloading import Shelf
from integrations.memory.memory import Memory
from integrations.settings import Settings


@dataclass(frozen=True)
class Desk:
    """One a process, made at its start."""

    shelf: Shelf
    memory: Memory
    gate: Gate
    metrics: Metrics
    settings: Settings


def desk_of(request: Request) -> Desk:
    """Give the desk of the application."""
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(desk_of)]
