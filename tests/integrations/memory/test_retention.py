"""What is deleted is gone: no row, and with SQLite no byte in any file."""

from pathlib import Path

from kept_things import DAY, Clock, receipt, rows

from assistant.conversations import Turn
from integrations.memory.memory import Memory
from integrations.memory.types import Feedback, HandOff, Reply

CANARY = "canary-8c1f"
KEEP_DAYS = 30


def fill(memory: Memory, conversation_id: str) -> None:
    """Keeps something of every kind."""
    answer_id = conversation_id * 20
    memory.remember(conversation_id, Turn(question=f"Who can join {CANARY}?"))
    memory.keep_receipt(
        receipt(answer_id, conversation_id, f"Who can join {CANARY}?", at=memory.clock())
    )
    given = Feedback(answer_id=answer_id, rating="down", comment=f"Not {CANARY}!")
    memory.keep_feedback(given, f"{conversation_id}-key", Reply(status=201, body=CANARY))
    memory.keep_hand_off(
        HandOff(message=CANARY, email=f"{CANARY}@a.example", conversation_id=conversation_id),
        f"{conversation_id}-other-key",
        lambda kept: Reply(status=201, body=CANARY),
    )
    memory.admit(conversation_id, limit_per_client=3, limit_in_all=3)


def bytes_left(folder: Path) -> dict[str, int]:
    """Counts the canary in every file of a database."""
    counts = {path.name: path.read_bytes().count(CANARY.encode()) for path in folder.iterdir()}
    return {name: count for name, count in counts.items() if count}


def test_everything_is_kept_until_its_day(memory: Memory, clock: Clock) -> None:
    fill(memory, "a")
    clock.now += KEEP_DAYS * DAY - 1
    memory.purge(KEEP_DAYS)
    assert rows(memory) == {"receipts": 1, "feedback": 1, "hand_offs": 1}


def test_nothing_is_kept_after_its_day(memory: Memory, clock: Clock) -> None:
    fill(memory, "a")
    clock.now += KEEP_DAYS * DAY
    assert memory.purge(KEEP_DAYS) == 8
    assert rows(memory) == {}


def test_purge_leaves_no_byte(sqlite_memory: Memory, clock: Clock, tmp_path: Path) -> None:
    fill(sqlite_memory, "a")
    assert bytes_left(tmp_path)
    clock.now += KEEP_DAYS * DAY
    sqlite_memory.purge(KEEP_DAYS)
    assert bytes_left(tmp_path) == {}


def test_purge_leaves_what_is_younger(memory: Memory, clock: Clock) -> None:
    fill(memory, "a")
    clock.now += KEEP_DAYS * DAY
    fill(memory, "b")
    memory.purge(KEEP_DAYS)
    assert (memory.receipts("a"), len(memory.receipts("b"))) == ((), 1)


def test_forgotten_conversation_leaves_no_row(memory: Memory) -> None:
    fill(memory, "a")
    memory.forget("a")
    assert rows(memory) == {"quotas": 2}


def test_forgotten_conversation_leaves_no_byte(sqlite_memory: Memory, tmp_path: Path) -> None:
    fill(sqlite_memory, "a")
    sqlite_memory.forget("a")
    assert bytes_left(tmp_path) == {}


def test_other_conversations_are_not_forgotten(memory: Memory) -> None:
    fill(memory, "a")
    fill(memory, "b")
    memory.forget("a")
    assert len(memory.receipts("b")) == len(memory.earlier("b")) == 1
