"""What messages tell: an example for each family of rules, and the development set as a whole."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from assistant.eligibility.knowledge import Told
from assistant.eligibility.telling import Context, facts_told
from assistant.vocabulary import Vocabulary
from corpus.types import Corpus

TODAY = date(2026, 11, 22)
HERE = Path(__file__).parent
MESSAGES = yaml.safe_load((HERE / "told_development.yaml").read_text(encoding="utf-8"))
EXAMPLES = yaml.safe_load((HERE / "told_examples.yaml").read_text(encoding="utf-8"))
LOWEST_PRECISION = 0.97
LOWEST_RECALL = 0.95


@pytest.fixture(scope="session")
def vocabulary(bundled: Corpus) -> Vocabulary:
    return Vocabulary(terms=bundled.terms, programmes=bundled.programmes, hubs=bundled.hubs)


def told_by(
    text: str, bundled: Corpus, vocabulary: Vocabulary, *, asked: str | None = None, **more: str
) -> tuple[Told, ...]:
    context = Context(year=more.get("year", "2026/27"), today=TODAY, asked=asked)
    return facts_told(text, definitions=bundled.facts, vocabulary=vocabulary, context=context)


def as_items(told: tuple[Told, ...], bundled: Corpus) -> set[tuple[str, ...]]:
    """What is told as flat items: the fact with its values, and "?" with an unsure fact."""
    every = {one.id: {option.value for option in one.options} for one in bundled.facts}
    certain = {
        (one.fact, *sorted(one.values)) for one in told if set(one.values) != every[one.fact]
    }
    return certain | {("?", one.fact) for one in told if one.is_unsure}


def expected_items(message: dict[str, object]) -> set[tuple[str, ...]]:
    facts, unsure = message.get("facts", {}), message.get("unsure", [])
    assert isinstance(facts, dict)
    assert isinstance(unsure, list)
    return {(fact, *sorted(values)) for fact, values in facts.items()} | {
        ("?", fact) for fact in unsure
    }


@pytest.mark.parametrize("message", EXAMPLES, ids=lambda message: message["text"][:60])
def test_example_tells_these_facts_alone(
    message: dict[str, object], bundled: Corpus, vocabulary: Vocabulary
) -> None:
    asked = str(message["asked"]) if message.get("asked") else None
    told = told_by(str(message["text"]), bundled, vocabulary, asked=asked)
    assert as_items(told, bundled) == expected_items(message)


def test_development_set_is_read_precisely_and_nearly_whole(
    bundled: Corpus, vocabulary: Vocabulary
) -> None:
    right = told_wrongly = missed = 0
    for message in MESSAGES:
        told = told_by(message["text"], bundled, vocabulary, asked=message["asked"])
        actual, expected = as_items(told, bundled), expected_items(message)
        right += len(actual & expected)
        told_wrongly += len(actual - expected)
        missed += len(expected - actual)
    assert right / (right + told_wrongly) >= LOWEST_PRECISION
    assert right / (right + missed) >= LOWEST_RECALL


def test_fact_keeps_the_askers_words(bundled: Corpus, vocabulary: Vocabulary) -> None:
    told = told_by("Big comp. Our head’s all for it", bundled, vocabulary)
    assert ("head_backs", "Our head’s all for it") in [(one.fact, one.words) for one in told]


def test_history_counts_from_the_year_asked_about(bundled: Corpus, vocabulary: Vocabulary) -> None:
    text = "we did secondary development last year"
    told = told_by(text, bundled, vocabulary, year="2027/28")
    assert [one.values for one in told] == [("earlier",)]


def test_empty_message_tells_nothing(bundled: Corpus, vocabulary: Vocabulary) -> None:
    assert told_by(" ?! ", bundled, vocabulary) == ()


def test_unsure_answer_leaves_every_value_possible(bundled: Corpus, vocabulary: Vocabulary) -> None:
    (told,) = told_by("no idea sorry", bundled, vocabulary, asked="released")
    assert (told.is_unsure, told.values) == (True, ("yes", "no"))


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("1", ("wales",)),
        ("option 2", ("wales",)),
        ("your school is in Wales", ("wales",)),
    ],
)
def test_option_is_chosen_by_number_or_label(
    answer: str, values: tuple[str, ...], bundled: Corpus, vocabulary: Vocabulary
) -> None:
    told = told_by(answer, bundled, vocabulary, asked="nation")
    expected = ("england",) if answer == "1" else values
    assert [one.values for one in told] == [expected]


def test_number_after_the_last_option_is_not_sure(bundled: Corpus, vocabulary: Vocabulary) -> None:
    (told,) = told_by("3", bundled, vocabulary, asked="released")
    assert told.is_unsure


def test_number_answers_a_count_by_itself(bundled: Corpus, vocabulary: Vocabulary) -> None:
    (told,) = told_by("1", bundled, vocabulary, asked="teachers_free")
    assert told.values == ("1",)


def test_new_question_is_no_answer(bundled: Corpus, vocabulary: Vocabulary) -> None:
    assert told_by("does it cost anything?", bundled, vocabulary, asked="released") == ()
