"""Receipts, feedback, hand-offs, keys, limits and the switch, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from kept_things import Clock, receipt, rows

from integrations.memory.errors import ReusedKeyError, UnknownAnswerError
from integrations.memory.memory import Memory
from integrations.memory.types import Feedback, HandOff, KeptHandOff, Reply

KEY = "4f6c-a-key-of-a-client"
THANKS = Reply(status=201, body="{}")
HAND_OFF = HandOff(message="Please ring us.", email="office@school.example", name="Jo Bloggs")


def reply_for(kept: KeptHandOff) -> Reply:
    return Reply(status=201, body=kept.id)


def liked(comment: str | None = None) -> Feedback:
    return Feedback(answer_id="a" * 20, rating="up", comment=comment)


# receipts and feedback


def test_receipt_comes_back_as_it_was(memory: Memory) -> None:
    memory.keep_receipt(receipt())
    assert memory.receipts("talk") == (receipt(),)


def test_question_of_a_receipt_is_redacted(memory: Memory) -> None:
    memory.keep_receipt(receipt(question="Can jo.bloggs@school.example join?"))
    kept = memory.receipts("talk")[0].question
    assert ("bloggs" in kept, "join?" in kept) == (False, True)


def test_feedback_belongs_to_its_answer(memory: Memory) -> None:
    memory.keep_receipt(receipt())
    given = Feedback(answer_id="a" * 20, rating="down", reason="wrong", comment="It has ended.")
    memory.keep_feedback(given, None, THANKS)
    assert memory.feedback("a" * 20) == (given,)


def test_comment_is_redacted(memory: Memory) -> None:
    memory.keep_receipt(receipt())
    memory.keep_feedback(liked("Thanks, ring 07700 900123!"), None, THANKS)
    assert "900123" not in str(memory.feedback("a" * 20)[0].comment)


def test_feedback_on_an_unknown_answer_is_refused(memory: Memory) -> None:
    with pytest.raises(UnknownAnswerError):
        memory.keep_feedback(liked(), KEY, THANKS)
    assert rows(memory) == {}


# keys


def test_hand_off_is_kept_as_given(memory: Memory) -> None:
    memory.keep_hand_off(HAND_OFF, None, reply_for)
    assert memory.hand_offs()[0].model_dump(exclude={"id", "asked_at"}) == HAND_OFF.model_dump()


def test_repeated_request_has_its_effect_once(memory: Memory) -> None:
    first = memory.keep_hand_off(HAND_OFF, KEY, reply_for)
    assert memory.keep_hand_off(HAND_OFF, KEY, reply_for) == first
    assert len(memory.hand_offs()) == 1


def test_requests_at_the_same_time_have_their_effect_once(memory: Memory) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: memory.keep_hand_off(HAND_OFF, KEY, reply_for), range(24)))
    assert (len({reply.body for reply in made}), len(memory.hand_offs())) == (1, 1)


def test_key_of_another_request_is_refused(memory: Memory) -> None:
    memory.keep_hand_off(HAND_OFF, KEY, reply_for)
    with pytest.raises(ReusedKeyError):
        memory.keep_hand_off(HAND_OFF.model_copy(update={"name": None}), KEY, reply_for)


def test_request_without_key_has_its_effect_each_time(memory: Memory) -> None:
    for _ in range(2):
        memory.keep_hand_off(HAND_OFF, None, reply_for)
    assert len(memory.hand_offs()) == 2


def test_refused_request_leaves_its_key_free(memory: Memory) -> None:
    with pytest.raises(UnknownAnswerError):
        memory.keep_feedback(liked(), KEY, THANKS)
    memory.keep_receipt(receipt())
    assert memory.keep_feedback(liked(), KEY, THANKS) == THANKS


# limits


def admitted(memory: Memory, client: str, **limits: int) -> bool:
    admission = memory.admit(client, **{"limit_per_client": 0, "limit_in_all": 0, **limits})
    quotas = (admission.client, admission.everybody)
    return not any(quota and quota.is_exceeded for quota in quotas)


def test_limit_holds_among_threads(memory: Memory) -> None:
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: admitted(memory, "a", limit_per_client=20), range(60)))
    assert results.count(True) == 20


def test_limit_begins_anew_after_a_minute(memory: Memory, clock: Clock) -> None:
    assert [admitted(memory, "a", limit_per_client=1) for _ in range(2)] == [True, False]
    clock.now += 59.9
    assert not admitted(memory, "a", limit_per_client=1)
    clock.now += 0.1
    assert admitted(memory, "a", limit_per_client=1)


def test_clients_share_nothing_but_the_limit_in_all(memory: Memory) -> None:
    results = [admitted(memory, one, limit_per_client=1, limit_in_all=3) for one in "aabcd"]
    assert results == [True, False, True, True, False]


def test_what_is_left_is_told(memory: Memory, clock: Clock) -> None:
    memory.admit("a", limit_per_client=3, limit_in_all=0)
    clock.now += 20
    quota = memory.admit("a", limit_per_client=3, limit_in_all=0).client
    assert quota
    assert (quota.limit, quota.remaining, quota.resets_in) == (3, 1, 40)


# the switch


def test_switch_is_told_with_each_admission(memory: Memory) -> None:
    positions = []
    for off in (True, False):
        memory.switch(off=off)
        positions.append(memory.admit("a", limit_per_client=0, limit_in_all=0).is_off)
    assert positions == [True, False]


def test_nothing_is_off_at_first(memory: Memory) -> None:
    assert not memory.is_off()
