"""When a follow-up is a question of its own."""

from collections.abc import Callable

import pytest

from assistant.findings import Finding
from assistant.reading import Reading
from assistant.topics import LIKE_A_KNOWN_QUESTION_FROM, STANDS_ALONE_BY, stands_alone
from assistant.types import Understanding
from assistant.vocabulary import Vocabulary
from corpus.types import Document, Programme
from index import chunking

VOCABULARY = Vocabulary(
    programmes=(
        Programme(id="counting", name="Counting Frames Club", phase="primary", joined_by="school"),
        Programme(id="ideas", name="Ideas", phase="all"),
    )
)
NEAR = LIKE_A_KNOWN_QUESTION_FROM + STANDS_ALONE_BY

Find = Callable[..., Finding]


@pytest.fixture
def find(
    understanding_of: Callable[..., Understanding], document_of: Callable[..., Document]
) -> Find:
    passages = tuple(chunking.passages_of(document_of("## One\n\nIt rains.")))
    sentence = passages[0].sentences[0]
    reading = Reading(passage=passages[0], sentences=(sentence,), key=sentence, key_score=1)

    def make(text: str, likeness: float, *, programmes: tuple[str, ...] = ()) -> Finding:
        question = understanding_of(text, programmes=programmes)
        return Finding(question=question, confidence=0.9, likeness=likeness, readings=(reading,))

    return make


@pytest.fixture
def told(find: Find, document_of: Callable[..., Document]) -> Callable[..., bool]:
    document = document_of("## One\n\nIt rains.")

    def tell(
        text: str, alone: float, leaning: float, *, of: tuple[str, ...] = (), topic: str = ""
    ) -> bool:
        about = document.model_copy(update={"programmes": of})
        leaned = find(text, leaning, programmes=(topic,) if topic else ())
        return stands_alone(find(text, alone), leaned, {document.id: about}, VOCABULARY)

    return tell


def test_question_much_liker_a_known_one_stands_alone(told: Callable[..., bool]) -> None:
    assert told("does it mean no sets", NEAR, NEAR - STANDS_ALONE_BY - 0.01)


def test_question_little_liker_leans_on_the_topic(told: Callable[..., bool]) -> None:
    assert not told("does it mean no sets", NEAR, NEAR - STANDS_ALONE_BY + 0.01)


def test_question_like_no_known_one_leans_on_the_topic(told: Callable[..., bool]) -> None:
    assert not told("and the second", LIKE_A_KNOWN_QUESTION_FROM - 0.01, 0.1)


def test_passage_of_a_programme_that_is_not_named_is_no_answer(told: Callable[..., bool]) -> None:
    assert not told("how long is it", 0.9, 0.5, of=("counting",))
    assert told("how long is the counting frames one", 0.9, 0.5, of=("counting",))


def test_theme_that_nobody_joins_needs_no_name(told: Callable[..., bool]) -> None:
    assert told("who pays for it", 0.9, 0.5, of=("ideas",))


def test_the_group_is_that_of_the_programme_before(told: Callable[..., bool]) -> None:
    assert not told("how often does the group meet", 0.9, 0.5, topic="counting")
    assert told("how often does the group meet", 0.9, 0.5)


def test_question_without_an_answer_never_stands_alone(
    find: Find, document_of: Callable[..., Document]
) -> None:
    document = document_of("## One\n\nIt rains.")
    alone = find("who pays", 0.9).model_copy(update={"readings": ()})
    assert not stands_alone(alone, find("who pays", 0.1), {document.id: document}, VOCABULARY)
