"""Two programmes are set side by side where a question weighs them, on what matters to it."""

from collections.abc import Callable, Mapping

import pytest

from assistant.comparing import MAX_ROWS, compared_programmes, find_comparison, is_compared_in
from assistant.types import AnswerType, Understanding
from corpus.types import Document, FactTopic, Programme, ProgrammeFact
from index.chunking import passages_of
from index.types import Hit, Signals

Understood = Callable[..., Understanding]
TEXT = """\
Dev is for new schools. Dev lasts one year. Dev is free. Nothing comes before Dev. Dev had a grant.

Dev got £1,000 in 2025. Plus is for old schools. Plus lasts two years. Plus is free too.

Dev comes before Plus. Plus gets £500.
"""


def fact(topic: FactTopic, quote: str, year: str | None = None) -> ProgrammeFact:
    return ProgrammeFact(topic=topic, quote=quote, document_id="guide", academic_year=year)


PLUS = Programme(
    id="plus",
    name="Primary Plus",
    phase="primary",
    joined_by="school",
    facts=(
        fact("audience", "Plus is for old schools."),
        fact("length", "Plus lasts two years."),
        fact("cost", "Plus is free too."),
        fact("before", "Dev comes before Plus."),
        fact("money", "Plus gets £500."),
    ),
)
DEV = Programme(
    id="dev",
    name="Primary Dev",
    phase="primary",
    joined_by="school",
    facts=(
        fact("audience", "Dev is for new schools."),
        fact("length", "Dev lasts one year."),
        fact("cost", "Dev is free."),
        fact("before", "Nothing comes before Dev."),
        fact("money", "Dev had a grant.", "2016/17"),
        fact("money", "Dev got £1,000 in 2025.", "2025/26"),
    ),
)
SECONDARY_PLUS = Programme(
    id="secondary-plus",
    name="Secondary Plus",
    phase="secondary",
    joined_by="school",
    facts=(fact("cost", "Plus is free too."),),
)
THEME = Programme(id="theme", name="Mastery", phase="all")
PROGRAMMES = (PLUS, DEV, SECONDARY_PLUS, THEME)


@pytest.fixture
def documents(document_of: Callable[..., Document]) -> Mapping[str, Document]:
    return {"guide": document_of(TEXT)}


@pytest.fixture
def asked(understanding_of: Understood) -> Understood:
    def ask(
        text: str, *slugs: str, answer_types: tuple[AnswerType, ...] = ("open",)
    ) -> Understanding:
        return understanding_of(text, programmes=slugs, answer_types=answer_types)

    return ask


@pytest.mark.parametrize(
    "text", ["Dev vs Plus?", "Dev or Plus, which suits us?", "How do Dev and Plus differ?"]
)
def test_weighed_programmes_are_compared(asked: Understood, text: str) -> None:
    assert compared_programmes(asked(text, "plus", "dev"), PROGRAMMES) == (PLUS, DEV)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Do we need Dev before we join Plus?", ("plus", "dev")),
        ("How does Dev differ from last year's?", ("dev",)),
        ("Dev or Plus or the other?", ("plus", "dev", "secondary-plus")),
        ("Is Dev the same as mastery?", ("dev", "theme")),
    ],
)
def test_other_questions_compare_nothing(
    asked: Understood, text: str, slugs: tuple[str, ...]
) -> None:
    assert compared_programmes(asked(text, *slugs), PROGRAMMES) is None


def test_phase_of_the_one_tells_the_other(asked: Understood) -> None:
    """ "Primary Dev or Plus" means the Plus of primary schools."""
    found = compared_programmes(asked("Dev or plus for us?", "dev"), PROGRAMMES)
    assert found == (DEV, PLUS)


def test_two_phases_of_one_name_are_two(asked: Understood) -> None:
    found = compared_programmes(asked("primary or secondary plus, which is free?"), PROGRAMMES)
    assert found == (PLUS, SECONDARY_PLUS)


def test_usual_topics_come_in_their_order(
    asked: Understood, documents: Mapping[str, Document]
) -> None:
    found = find_comparison(asked("Dev vs Plus?", "plus", "dev"), PROGRAMMES, documents)
    assert found
    assert [row.topic for row in found.rows] == ["audience", "length", "before"][:MAX_ROWS]


def test_topic_asked_for_comes_first(asked: Understood, documents: Mapping[str, Document]) -> None:
    question = asked("Which has more grant money, Dev or Plus?", "plus", "dev")
    found = find_comparison(question, PROGRAMMES, documents)
    assert found
    assert (found.rows[0].topic, found.rows[0].second.academic_year) == ("money", "2025/26")


def test_fact_that_is_not_in_its_document_is_left_out(
    asked: Understood, document_of: Callable[..., Document]
) -> None:
    documents = {"guide": document_of(TEXT.replace("Dev lasts one year.", ""))}
    found = find_comparison(asked("Dev vs Plus?", "plus", "dev"), PROGRAMMES, documents)
    assert found
    assert "length" not in [row.topic for row in found.rows]


def test_nothing_in_common_is_no_comparison(asked: Understood) -> None:
    assert find_comparison(asked("Dev vs Plus?", "plus", "dev"), PROGRAMMES, {}) is None


def test_document_of_both_compares_already(
    asked: Understood, documents: Mapping[str, Document], document_of: Callable[..., Document]
) -> None:
    found = find_comparison(asked("Dev vs Plus?", "plus", "dev"), PROGRAMMES, documents)
    assert found
    passage = next(passages_of(documents["guide"]))
    hit = Hit(passage=passage, score=1, signals=Signals())
    both = {"guide": document_of(TEXT, programmes=("dev", "plus", "theme"))}
    assert is_compared_in(hit, found, both)
    assert not is_compared_in(hit, found, {"guide": document_of(TEXT, programmes=("dev",))})


def test_what_is_the_same_for_both_is_left_out(
    asked: Understood, documents: Mapping[str, Document]
) -> None:
    question = asked("primary or secondary plus, which is free?")
    assert find_comparison(question, PROGRAMMES, documents) is None
