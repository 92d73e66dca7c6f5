from collections.abc import Callable
from datetime import date

import pytest

from assistant.eligibility.hearing import Heard, hear, votes_of
from assistant.eligibility.rulebook import Rulebook
from assistant.eligibility.talking import Talk
from assistant.types import Eligibility
from assistant.understanding import understand
from assistant.vocabulary import Vocabulary
from corpus.types import Corpus, Document, Hub, Source
from index.types import Hit, Passage, Signals

TODAY = date(2026, 11, 22)
EMBEDDING = "Can we join Secondary Embedding?"
Hears = Callable[..., Heard | None]


@pytest.fixture(scope="session")
def hears(bundled: Corpus, bundled_rules: Rulebook) -> Hears:
    vocabulary = Vocabulary(terms=bundled.terms, programmes=bundled.programmes, hubs=bundled.hubs)

    def put(
        text: str,
        before: Talk | None = None,
        hub: Hub | None = None,
        votes: str = "",
        said_before: tuple[str, ...] = (),
    ) -> Heard | None:
        return hear(
            understand(text, (), vocabulary, TODAY),
            before,
            bundled_rules,
            vocabulary,
            lambda: {votes: 1.0} if votes else {},
            today=TODAY,
            hub=hub,
            said_before=said_before,
        )

    return put


def heard_in(*texts: str, hears: Hears) -> Heard:
    """Play messages one after another; what is not heard ends the test."""
    heard = None
    for text in texts:
        heard = hears(text, heard.talk if heard else None)
        assert heard, text
    assert heard
    return heard


def decided(*texts: str, hears: Hears) -> Eligibility:
    eligibility = heard_in(*texts, hears=hears).frame.eligibility
    assert eligibility
    return eligibility


def test_question_about_joining_is_decided_by_what_it_tells(hears: Hears) -> None:
    found = decided(f"{EMBEDDING} We did Secondary Development in 2021/22.", hears=hears)
    assert (found.programme_id, found.verdict) == ("secondary-embedding", "not_yet")


def test_school_described_before_the_question_is_remembered(hears: Hears) -> None:
    described = ("We did Secondary Development in 2021/22.", "Thanks, that helps.")
    heard = hears(EMBEDDING, said_before=described)
    assert heard
    assert heard.frame.eligibility
    assert heard.frame.eligibility.verdict == "not_yet"
    assert [one.fact for one in heard.talk.told] == ["did_secondary_development"]


def test_question_itself_wins_over_what_was_said_before_it(hears: Hears) -> None:
    heard = hears(
        f"{EMBEDDING} We did Secondary Development last year.",
        said_before=("We did Secondary Development in 2021/22.",),
    )
    assert heard
    [told] = [one for one in heard.talk.told if one.fact == "did_secondary_development"]
    assert told.values == ("previous_year",)


def test_loose_name_is_of_the_phase_that_is_asked_for(hears: Hears) -> None:
    found = decided(f"Our department did the dev year in 2021/22. {EMBEDDING}", hears=hears)
    assert found.verdict == "not_yet"


def test_answers_go_on_with_the_talk_in_words_or_by_number(hears: Hears) -> None:
    first = decided(EMBEDDING, hears=hears)
    assert first.follow_up
    assert first.follow_up.fact == "did_secondary_development"
    for answer in ("never", "1", first.follow_up.options[0]):
        assert decided(EMBEDDING, answer, hears=hears).verdict == "not_yet"
    later = decided(EMBEDDING, "last year", hears=hears)
    assert later.verdict == "depends"
    assert later.follow_up
    assert later.follow_up.fact != first.follow_up.fact


def test_answer_that_is_not_known_is_not_asked_for_again(hears: Hears) -> None:
    heard = heard_in(EMBEDDING, "not sure", hears=hears)
    assert heard.frame.eligibility
    assert heard.frame.eligibility.follow_up
    assert heard.frame.eligibility.follow_up.fact != "did_secondary_development"


def test_earlier_fact_can_be_put_right_later(hears: Hears) -> None:
    told = f"{EMBEDDING} We did Secondary Development last year."
    assert decided(told, hears=hears).verdict == "depends"
    assert decided(told, "actually it was the year before", hears=hears).verdict == "not_yet"


def test_stop_gives_the_checklist_so_far(hears: Hears) -> None:
    found = decided(EMBEDDING, "just tell me", hears=hears)
    assert (found.verdict, found.follow_up) == ("depends", None)


@pytest.mark.parametrize(
    "text", ["Who is Secondary Embedding for?", "How long does Embedding last?", "Good morning"]
)
def test_other_messages_are_not_heard(hears: Hears, text: str) -> None:
    assert hears(text) is None
    heard = heard_in(EMBEDDING, hears=hears)
    assert hears(text, heard.talk) is None


def test_programme_that_is_not_named_is_taken_from_the_nearest_passages(hears: Hears) -> None:
    heard = hears("Are we allowed to join?", votes="secondary-development")
    assert heard
    assert heard.talk.question.programme_id == "secondary-development"
    assert hears("Are we allowed to join?") is None


def test_hub_that_was_named_stays_known(hears: Hears, bundled: Corpus) -> None:
    first = hears(EMBEDDING, hub=bundled.hubs[0])
    assert first
    then = hears("never", first.talk)
    assert then
    assert then.frame.contact
    assert then.frame.contact.name == bundled.hubs[0].name


def test_passages_vote_for_their_programmes_by_their_scores() -> None:
    def document(name: str, *programmes: str) -> Document:
        source = Source(title=name)
        return Document(id=name, source=source, programmes=programmes, text="", blocks=())

    def hit(name: str, score: float) -> Hit:
        passage = Passage(
            id=name,
            document_id=name,
            heading_path=(),
            start=0,
            end=0,
            text_to_embed="",
            sentences=(),
        )
        return Hit(passage=passage, score=score, signals=Signals())

    documents = {
        "both": document("both", "embedding", "development"),
        "one": document("one", "embedding"),
        "none": document("none"),
    }
    hits = [hit("both", 1.0), hit("one", 0.5), hit("none", 2.0)]
    assert votes_of(hits, documents) == {"embedding": 1.0, "development": 0.5}
