"""The key sentence is found, and as much around it quoted as belongs to it."""

from collections.abc import Callable

import pytest

from assistant.reading import (
    MAX_READINGS,
    MAX_WORDS_OF_PARAGRAPH,
    Reading,
    choose_readings,
    read,
)
from assistant.retrieval import retrieve
from assistant.types import AnswerType, Understanding
from assistant.vocabulary import Vocabulary
from corpus.types import Block, BlockKind, Document
from index.chunking import passages_of
from index.encoding import Encoder
from index.search import embed_question, load_weights
from index.snapshot import Snapshot
from index.types import Hit, Signals

Understood = Callable[..., Understanding]
Read = Callable[..., list[str]]
FILLER = "Nothing else of any weight is told in these words here."
LONG = " ".join([FILLER] * 7)


@pytest.fixture
def reading_of(
    document_of: Callable[..., Document], understanding_of: Understood
) -> Callable[..., tuple[Reading, str]]:
    """Reads the first passage of a text for a question, all sentences being equally near."""

    def make(
        text: str, question: str, answer_types: tuple[AnswerType, ...] = ("open",), **blocks: object
    ) -> tuple[Reading, str]:
        passage = next(passages_of(document_of(text, **blocks)))
        hit = Hit(passage=passage, score=1.0, signals=Signals())
        cosines = [0.5] * len(passage.sentences)
        understood = understanding_of(question, answer_types=answer_types)
        return read(hit, understood, text, cosines), text

    return make


@pytest.fixture
def quoted(reading_of: Callable[..., tuple[Reading, str]]) -> Read:
    def quote(text: str, question: str, **fields: object) -> list[str]:
        reading, whole = reading_of(text, question, **fields)
        return [whole[one.start : one.end] for one in reading.sentences]

    return quote


@pytest.fixture
def key_of(reading_of: Callable[..., tuple[Reading, str]]) -> Callable[..., str]:
    def find(text: str, question: str, **fields: object) -> str:
        reading, whole = reading_of(text, question, **fields)
        return whole[reading.key.start : reading.key.end]

    return find


def test_short_section_is_quoted_whole(quoted: Read) -> None:
    assert quoted("Lead teachers go. Cover is paid.", "cover") == [
        "Lead teachers go.",
        "Cover is paid.",
    ]


def test_paragraph_of_the_key_comes_first(quoted: Read) -> None:
    text = "Lead teachers go.\n\nCover is paid."
    assert quoted(text, "cover") == ["Cover is paid.", "Lead teachers go."]


def test_long_section_is_quoted_from_the_key_on(quoted: Read) -> None:
    words = quoted(f"{LONG} Cover is paid. {FILLER}", "cover paid")
    assert words == ["Cover is paid.", FILLER]


def test_quotation_of_a_paragraph_stays_short(quoted: Read) -> None:
    said = quoted(f"Cover is paid. {LONG}", "cover paid")
    assert said[0] == "Cover is paid."
    assert len(" ".join(said).split()) <= MAX_WORDS_OF_PARAGRAPH


def test_leaning_sentence_brings_the_one_before(quoted: Read) -> None:
    said = quoted(f"{LONG} The hub gives a grant. It pays for cover.", "pays cover")
    assert said == ["The hub gives a grant.", "It pays for cover."]


def test_sentence_after_a_bare_yes_brings_it(quoted: Read) -> None:
    said = quoted(f"Yes! Cover is paid. {LONG}", "cover paid")
    assert said[:2] == ["Yes!", "Cover is paid."]


def test_list_is_quoted_whole(quoted: Read) -> None:
    text = f"Schools bring:\n\n- two teachers\n- one head\n- cover\n\n{LONG}"
    assert quoted(text, "head") == ["Schools bring:", "two teachers", "one head", "cover"]


def test_too_long_list_begins_at_the_key(quoted: Read) -> None:
    items = "\n".join(f"- item {number} of the wooden rods" for number in range(40))
    said = quoted(f"Schools bring:\n\n{items}", "item 20")
    assert said[:2] == ["Schools bring:", "item 20 of the wooden rods"]
    assert len(" ".join(said).split()) <= MAX_WORDS_OF_PARAGRAPH + 2


def test_dashes_of_a_list_are_counted(quoted: Read) -> None:
    items = "\n".join(f"- rod {number}" for number in range(80))
    assert len(quoted(f"Schools bring:\n\n{items}", "rods")) < 80


def test_sentence_that_holds_the_amount_is_the_key(key_of: Callable[..., str]) -> None:
    text = "Schools apply now. They receive £1,500 now."
    assert key_of(text, "money now", answer_types=("amount",)) == "They receive £1,500 now."
    assert key_of(text, "money now", answer_types=("reason",)) == "Schools apply now."


def test_question_is_not_its_own_answer(key_of: Callable[..., str]) -> None:
    assert key_of("Who pays for cover? The hub does.", "who pays for cover") == "The hub does."


@pytest.mark.parametrize("kind", ["quotation", "contact"])
def test_other_kinds_yield_to_a_fact(key_of: Callable[..., str], kind: BlockKind) -> None:
    text = "Cover was paid.\n\nThe hub pays cover."
    blocks = (Block(kind=kind, start=0, end=15), Block(kind="paragraph", start=17, end=36))
    assert key_of(text, "cover paid", blocks=blocks) == "The hub pays cover."


def test_contact_is_the_key_where_it_is_asked(key_of: Callable[..., str]) -> None:
    text = "Write to office@northern.example\n\nWrite soon."
    blocks = (Block(kind="contact", start=0, end=32), Block(kind="paragraph", start=34, end=45))
    said = key_of(text, "write", answer_types=("contact",), blocks=blocks)
    assert said == "Write to office@northern.example"


def test_first_of_equal_sentences_is_the_key(key_of: Callable[..., str]) -> None:
    assert key_of("Cover is paid now. Cover is paid then.", "cover paid") == "Cover is paid now."


@pytest.fixture
def choose(
    snapshot: Snapshot, encoder: Encoder, understanding_of: Understood
) -> Callable[[str], tuple[Reading, ...]]:
    def readings(text: str) -> tuple[Reading, ...]:
        question = understanding_of(text)
        vector = embed_question(text, encoder, snapshot)
        evidence = retrieve(question, vector, snapshot, Vocabulary(), load_weights())
        return choose_readings(question, evidence.hits, snapshot, vector, also_within=0.2)

    return readings


def test_readings_are_few_and_differ(choose: Callable[[str], tuple[Reading, ...]]) -> None:
    readings = choose("How long is it?")
    assert len({reading.passage.id for reading in readings}) == len(readings) == MAX_READINGS


def test_clear_answer_is_read_alone(choose: Callable[[str], tuple[Reading, ...]]) -> None:
    [reading] = choose("When did the abacus club meet?")
    assert reading.passage.document_id == "abacus-club"


def test_same_words_are_not_said_twice(choose: Callable[[str], tuple[Reading, ...]]) -> None:
    readings = choose("cupboard box of wooden counting rods")
    assert [reading.passage.document_id for reading in readings].count("cupboards") == 1


def test_no_hits_give_no_reading(
    snapshot: Snapshot, encoder: Encoder, understanding_of: Understood
) -> None:
    vector = embed_question("how", encoder, snapshot)
    question = understanding_of("how")
    assert choose_readings(question, (), snapshot, vector, also_within=0.2) == ()
