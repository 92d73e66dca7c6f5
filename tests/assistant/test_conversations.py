"""Conversations are bounded in turns, number and time."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant import conversations
from assistant.conversations import EXPIRES_AFTER_SECONDS, MAX_TURNS, Conversations, Turn


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def turn(number: int) -> Turn:
    return Turn(question=f"question {number}")


def test_turns_come_back_oldest_first() -> None:
    kept = Conversations()
    kept.remember("a", turn(1))
    kept.remember("a", turn(2))
    assert kept.earlier("a") == (turn(1), turn(2))


def test_conversations_do_not_mix() -> None:
    kept = Conversations()
    kept.remember("a", turn(1))
    assert kept.earlier("b") == ()


def test_question_outside_conversations_is_not_kept() -> None:
    kept = Conversations()
    kept.remember("", turn(1))
    assert kept.earlier("") == ()


def test_oldest_turns_are_dropped() -> None:
    kept = Conversations()
    for number in range(MAX_TURNS + 3):
        kept.remember("a", turn(number))
    assert kept.earlier("a") == tuple(turn(number) for number in range(3, MAX_TURNS + 3))


def test_conversation_lasts_until_it_expires() -> None:
    clock = Clock()
    kept = Conversations(clock=clock)
    kept.remember("a", turn(1))
    clock.now += EXPIRES_AFTER_SECONDS - 1
    assert kept.earlier("a") == (turn(1),)
    clock.now += 1
    assert kept.earlier("a") == ()


def test_expired_turns_do_not_come_back() -> None:
    clock = Clock()
    kept = Conversations(clock=clock)
    kept.remember("a", turn(1))
    clock.now += EXPIRES_AFTER_SECONDS
    kept.remember("a", turn(2))
    assert kept.earlier("a") == (turn(2),)


def test_each_turn_renews_the_conversation() -> None:
    clock = Clock()
    kept = Conversations(clock=clock)
    for number in range(3):
        kept.remember("a", turn(number))
        clock.now += EXPIRES_AFTER_SECONDS - 1
    assert len(kept.earlier("a")) == 3


def test_least_recent_conversation_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "MAX_CONVERSATIONS", 2)
    kept = Conversations()
    for id_ in ("a", "b", "a", "c"):
        kept.remember(id_, turn(1))
    assert [len(kept.earlier(id_)) for id_ in "abc"] == [2, 0, 1]


def test_forgotten_conversation_is_gone() -> None:
    kept = Conversations()
    kept.remember("a", turn(1))
    kept.forget("a")
    kept.forget("never there")
    assert kept.earlier("a") == ()


def test_threads_lose_no_turn() -> None:
    kept = Conversations()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: kept.remember("a", turn(number)), range(MAX_TURNS)))
    assert set(kept.earlier("a")) == {turn(number) for number in range(MAX_TURNS)}
