"""Our own wording states no fact, ends properly, and names who would know."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import replies
from corpus.types import KnownGap

GAP = KnownGap(id="lunch", topic="whether lunch is provided.", phrasings=())
NO_SENTENCES = {"HUB", "HUB_CONTACT_NAME", "HUB_CONTACT_URL"}
REPLIES = {
    **{
        name: text
        for name, text in vars(replies).items()
        if isinstance(text, str) and name.isupper() and name[0] != "_" and name not in NO_SENTENCES
    },
    **replies.REDIRECTS,
    "gap": replies.gap(GAP, has_nearest=False),
    "gap with nearest": replies.gap(GAP, has_nearest=True),
    "dated": replies.dated("that year"),
    "assumed_topic": replies.assumed_topic("lunch"),
}


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES)
def test_reply_states_no_figure(reply: str) -> None:
    ours = reply.replace("call 999", "").replace("1,000 characters", "").replace("UTF-8", "")
    assert not re.search(r"[\d£%]", ours)


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES)
def test_reply_ends_like_a_sentence(reply: str) -> None:
    assert reply.endswith((".", ":"))
    assert reply == " ".join(reply.split())


@pytest.mark.parametrize("name", ["complaint", "foreign", "NO_SOURCE", "ENDED", "gap", "dated"])
def test_refusal_names_whom_to_ask(name: str) -> None:
    assert replies.HUB in REPLIES[name]


@pytest.mark.parametrize("name", ["everyday", "injection", "greeting", "off_topic"])
def test_turning_away_says_what_can_be_asked(name: str) -> None:
    assert "teaching for mastery" in REPLIES[name]


def test_gap_names_its_own_contact() -> None:
    gap = GAP.model_copy(update={"ask": "the exam board"})
    assert "Please ask the exam board." in replies.gap(gap, has_nearest=True)


def test_gap_has_one_full_stop_after_its_topic() -> None:
    assert "say whether lunch is provided. Please" in replies.gap(GAP, has_nearest=False)


@given(st.text(min_size=1, max_size=20))
def test_notices_repeat_their_words(words: str) -> None:
    assert words in replies.dated(words)
    assert words in replies.assumed_topic(words)
