import asyncio

import pytest

from integrations.http import admission
from integrations.http.admission import Gate, OverloadedError


def test_places_are_given_in_turn() -> None:
    async def story() -> list[int]:
        gate, order = Gate(most_running=1, most_waiting=2), []

        async def work(number: int) -> None:
            with await gate.enter():
                order.append(number)
                await asyncio.sleep(0)

        await asyncio.gather(*(work(number) for number in range(3)))
        return order

    assert asyncio.run(story()) == [0, 1, 2]


def test_further_ones_are_sent_away() -> None:
    async def story() -> int:
        gate = Gate(most_running=1, most_waiting=1)
        place = await gate.enter()
        waits = asyncio.create_task(gate.enter())
        await asyncio.sleep(0)
        with pytest.raises(OverloadedError):
            await gate.enter()
        place.leave()
        await waits
        return gate.waiting

    assert asyncio.run(story()) == 0


def test_place_left_twice_is_given_once() -> None:
    async def story() -> None:
        gate = Gate(most_running=1, most_waiting=0)
        place = await gate.enter()
        place.leave()
        place.leave()
        await gate.enter()
        with pytest.raises(OverloadedError):
            await gate.enter()

    asyncio.run(story())


def test_nobody_waits_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "SECONDS_TO_WAIT", 0.01)

    async def story() -> None:
        gate = Gate(most_running=1, most_waiting=1)
        await gate.enter()
        with pytest.raises(OverloadedError):
            await gate.enter()
        assert gate.waiting == 0

    asyncio.run(story())


def test_who_gives_up_waiting_takes_no_place() -> None:
    async def story() -> None:
        gate = Gate(most_running=1, most_waiting=1)
        place = await gate.enter()
        waits = asyncio.create_task(gate.enter())
        await asyncio.sleep(0)
        waits.cancel()
        await asyncio.gather(waits, return_exceptions=True)
        place.leave()
        assert gate.waiting == 0
        await gate.enter()

    asyncio.run(story())
