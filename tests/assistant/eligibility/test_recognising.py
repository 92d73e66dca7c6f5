"""Which messages ask whether somebody may join, and for which programme."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml

from assistant.eligibility.knowledge import EligibilityQuestion
from assistant.eligibility.recognising import eligibility_question
from assistant.eligibility.telling import Context, facts_told
from assistant.vocabulary import Vocabulary
from corpus.types import Corpus

TODAY = date(2026, 11, 22)
MESSAGES = yaml.safe_load(
    (Path(__file__).parent / "asked_development.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="session")
def vocabulary(bundled: Corpus) -> Vocabulary:
    return Vocabulary(terms=bundled.terms, programmes=bundled.programmes, hubs=bundled.hubs)


def asked_by(
    text: str,
    bundled: Corpus,
    vocabulary: Vocabulary,
    *,
    topic: tuple[str, ...] = (),
    votes: Mapping[str, float] | None = None,
) -> EligibilityQuestion | None:
    told = facts_told(
        text,
        definitions=bundled.facts,
        vocabulary=vocabulary,
        context=Context(year="2026/27", today=TODAY),
    )
    return eligibility_question(
        text, told=told, vocabulary=vocabulary, votes=votes or {}, topic=topic, today=TODAY
    )


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["text"][:60])
def test_message_asks_for_its_programme(
    message: dict[str, str | None], bundled: Corpus, vocabulary: Vocabulary
) -> None:
    question = asked_by(str(message["text"]), bundled, vocabulary)
    actual = "open" if question and question.is_open else question and question.programme_id
    assert actual == message["programme"]


def test_topic_of_the_conversation_is_asked_for(bundled: Corpus, vocabulary: Vocabulary) -> None:
    question = asked_by("could we get on it?", bundled, vocabulary, topic=("primary-sustaining",))
    assert question == EligibilityQuestion(programme_id="primary-sustaining")


def test_votes_choose_between_phases_of_a_loose_name(
    bundled: Corpus, vocabulary: Vocabulary
) -> None:
    votes = {"primary-embedding": 0.2, "secondary-embedding": 0.7, "pd-lead": 3.0}
    question = asked_by("can we join embedding?", bundled, vocabulary, votes=votes)
    assert question == EligibilityQuestion(programme_id="secondary-embedding")


def test_without_programme_or_votes_nothing_is_asked(
    bundled: Corpus, vocabulary: Vocabulary
) -> None:
    assert asked_by("could we get on it?", bundled, vocabulary) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("could we join primary development next year?", "2027/28"),
        ("would we have been let into primary development in 23/24?", "2023/24"),
        ("can we join primary embedding? we did development last year", None),
    ],
)
def test_year_is_that_of_the_place_asked_for(
    text: str, year: str | None, bundled: Corpus, vocabulary: Vocabulary
) -> None:
    question = asked_by(text, bundled, vocabulary)
    assert question
    assert question.year == year


@pytest.mark.parametrize(
    ("text", "looks_back"),
    [
        ("would they have had us in secondary embedding?", True),
        ("were we eligible for secondary embedding?", True),
        ("would they have us in secondary embedding?", False),
    ],
)
def test_looking_back_is_told_from_asking_now(
    text: str, looks_back: bool, bundled: Corpus, vocabulary: Vocabulary
) -> None:
    question = asked_by(text, bundled, vocabulary)
    assert question
    assert question.looks_back is looks_back


def test_next_step_is_what_follows_the_one_done(bundled: Corpus, vocabulary: Vocabulary) -> None:
    text = "primary here, we finished development in July. can we carry on to the next stage?"
    question = asked_by(text, bundled, vocabulary)
    assert question == EligibilityQuestion(programme_id="primary-embedding")


def test_what_next_from_somebody_who_tells_nothing_goes_on_about_what_was_talked_of(
    bundled: Corpus, vocabulary: Vocabulary
) -> None:
    assert asked_by("that one is over, what next?", bundled, vocabulary) is None
    assert asked_by("HoD here, what next for us?", bundled, vocabulary) is not None
