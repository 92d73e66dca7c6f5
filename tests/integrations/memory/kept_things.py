"""A clock, a receipt, and a count of what is kept."""

from assistant.types import Status
from integrations.memory.memory import Memory
from integrations.memory.tables import metadata
from integrations.memory.types import Cited, Receipt

DAY = 24 * 60 * 60


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def rows(memory: Memory) -> dict[str, int]:
    """Counts the rows of every table that has any."""
    with memory.engine.begin() as connection:
        counts = {
            table.name: len(connection.execute(table.select()).all())
            for table in metadata.sorted_tables
        }
    return {name: count for name, count in counts.items() if count}


def receipt(
    answer_id: str = "a" * 20,
    conversation_id: str = "talk",
    question: str = "Who can join?",
    status: Status = "answered",
    at: float = 1_800_000_000.0,
) -> Receipt:
    return Receipt(
        answer_id=answer_id,
        conversation_id=conversation_id,
        channel="v1/answers",
        asked_at=at,
        question=question,
        status=status,
        confidence=0.5,
        cited=(Cited(document_id="guide", start=3, end=9),),
        answer_digest="d" * 64,
        generation="gen-1",
        corpus_digest="c" * 64,
        model_digest="m" * 64,
        assistant_version="0.1.0",
        today="2026-11-22",
    )
