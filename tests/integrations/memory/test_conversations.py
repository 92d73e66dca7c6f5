"""Stored conversations keep to the rules of those in a process, on both databases."""

from pathlib import Path

import pytest
from kept_things import Clock

from assistant.conversations import EXPIRES_AFTER_SECONDS, MAX_TURNS, Turn
from integrations.memory.conversations import StoredConversations
from integrations.memory.errors import MemoryFaultError
from integrations.memory.memory import Memory, open_memory
from integrations.memory.tables import turns


def turn(number: int) -> Turn:
    return Turn(question=f"question {number}", programmes=("primary-development",))


@pytest.fixture
def faults() -> list[str]:
    return []


@pytest.fixture
def kept(memory: Memory, faults: list[str]) -> StoredConversations:
    return StoredConversations(memory, on_fault=lambda: faults.append("fault"))


def test_turns_come_back_oldest_first(kept: StoredConversations) -> None:
    kept.remember("a", turn(1))
    kept.remember("a", turn(2))
    assert kept.earlier("a") == (turn(1), turn(2))


def test_conversations_do_not_mix(kept: StoredConversations) -> None:
    kept.remember("a", turn(1))
    assert kept.earlier("b") == ()


def test_question_outside_conversations_is_not_kept(kept: StoredConversations) -> None:
    kept.remember("", turn(1))
    assert kept.earlier("") == ()


def test_oldest_turns_are_dropped(kept: StoredConversations) -> None:
    for number in range(MAX_TURNS + 3):
        kept.remember("a", turn(number))
    assert kept.earlier("a") == tuple(turn(number) for number in range(3, MAX_TURNS + 3))


def test_conversation_lasts_until_it_expires(kept: StoredConversations, clock: Clock) -> None:
    kept.remember("a", turn(1))
    clock.now += EXPIRES_AFTER_SECONDS - 1
    assert kept.earlier("a") == (turn(1),)
    clock.now += 1
    assert kept.earlier("a") == ()


def test_expired_turns_do_not_come_back(kept: StoredConversations, clock: Clock) -> None:
    kept.remember("a", turn(1))
    clock.now += EXPIRES_AFTER_SECONDS
    kept.remember("a", turn(2))
    assert kept.earlier("a") == (turn(2),)


def test_each_turn_renews_the_conversation(kept: StoredConversations, clock: Clock) -> None:
    for number in range(3):
        kept.remember("a", turn(number))
        clock.now += EXPIRES_AFTER_SECONDS - 1
    assert len(kept.earlier("a")) == 3


def test_another_process_continues_it(kept: StoredConversations, url: str, clock: Clock) -> None:
    kept.remember("a", turn(1))
    other = open_memory(url, clock)
    assert other.earlier("a") == (turn(1),)
    other.close()


def test_personal_data_of_a_turn_is_not_kept(kept: StoredConversations, memory: Memory) -> None:
    kept.remember("a", Turn(question="Can jo.bloggs@school.example join?"))
    with memory.engine.begin() as connection:
        assert "bloggs" not in str(
            connection.scalar(turns.select().with_only_columns(turns.c.turn))
        )


def test_turn_of_another_version_is_forgotten(kept: StoredConversations, memory: Memory) -> None:
    kept.remember("a", turn(1))
    with memory.engine.begin() as connection:
        connection.execute(turns.update().values(turn='{"asked": "what?"}'))
    assert kept.earlier("a") == ()


def test_database_that_fails_leaves_the_process_remembering(
    tmp_path: Path, faults: list[str], clock: Clock
) -> None:
    memory = open_memory(f"sqlite:///{tmp_path / 'memory.sqlite'}", clock)
    kept = StoredConversations(memory, on_fault=lambda: faults.append("fault"))
    with memory.engine.begin() as connection:
        connection.execute(turns.delete())
        turns.drop(connection)
    kept.remember("a", turn(1))
    assert kept.earlier("a") == (turn(1),)
    assert faults == ["fault", "fault"]
    with pytest.raises(MemoryFaultError):
        kept.forget("a")
    memory.close()
