"""A notice is given where a reader would be misled, and nowhere else."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant import replies
from assistant.conflicts import Conflict, ToldSide
from assistant.endings import ToldEnd
from assistant.findings import Finding
from assistant.notices import assumptions, held_in, notices_for, notices_of_nearest
from assistant.quoting import reading_of
from assistant.types import Citation, Notice, Understanding, YearSpan
from corpus.types import Difference, Document
from index.types import Passage, Sentence

Understood = Callable[..., Understanding]
DocumentOf = Callable[..., Document]

TODAY = date(2026, 11, 22)
SENTENCE = Sentence(kind="sentence", start=0, end=9, paragraph=0)
PASSAGE = Passage(
    id="guide:0",
    document_id="guide",
    heading_path=("Time",),
    start=0,
    end=100,
    text_to_embed="",
    sentences=(SENTENCE,),
)


def citation(quote: str, academic_year: str | None, published: str | None = None) -> Citation:
    return Citation(
        number=1,
        document_id="guide",
        title="The guide",
        publisher="Red Maths Hub",
        url=None,
        heading="Time",
        published=published,
        academic_year=academic_year,
        quote=quote,
        start=0,
        end=len(quote),
    )


def told_by(says: str, academic_year: str | None, published: str | None = None) -> ToldSide:
    return ToldSide(
        passage=PASSAGE,
        sentence=SENTENCE,
        says=says,
        publisher="Red Maths Hub",
        academic_year=academic_year,
        published=published,
    )


def conflict(by: Difference, *years: str | None) -> Conflict:
    sides = (told_by(f"{number} days", year) for number, year in enumerate(years, start=1))
    return Conflict(point="how long it is", by=by, sides=tuple(sides))


@pytest.fixture
def given(
    document_of: DocumentOf, understanding_of: Understood
) -> Callable[..., tuple[Notice, ...]]:
    """Gives the notices of an answer that quotes one sentence."""

    def give(
        text: str,
        *,
        quote: str = "Six days.",
        told: str | None = "2024/25",
        status: str = "current",
        spans: tuple[YearSpan, ...] = (),
        found: dict[str, object] | None = None,
        **fields: object,
    ) -> tuple[Notice, ...]:
        years = tuple(year for span in spans for year in span.years)
        question = understanding_of(text, year_spans=spans, academic_years=years, **fields)
        finding = Finding(
            question=question,
            confidence=1.0,
            readings=(reading_of(PASSAGE, SENTENCE),),
            **(found or {}),
        )
        documents = {"guide": document_of("Six days.", status=status)}
        return notices_for([finding], [citation(quote, told)], documents, TODAY)

    return give


Given = Callable[..., tuple[Notice, ...]]


@pytest.mark.parametrize(
    "text", ["how long is it?", "how long was it?", "how does it differ from the other?"]
)
def test_ordinary_answer_has_no_notice(text: str, given: Given) -> None:
    assert given(text) == ()


@pytest.mark.parametrize("text", ["how long is it?", "can we join?"])
def test_archived_source_is_dated(text: str, given: Given) -> None:
    [notice] = given(text, status="archived", told="2019/20")
    assert (notice.kind, notice.citations) == ("dated", (1,))
    assert notice.text == replies.dated("2019/20")


def test_who_asks_of_the_past_wants_the_old_source(given: Given) -> None:
    assert given("how long was it?", status="archived", told="2019/20") == ()
    span = YearSpan(words="19/20", years=("2019/20",))
    assert given("days in 19/20?", status="archived", told="2019/20", spans=(span,)) == ()


@pytest.mark.parametrize("text", ["is it still six days?", "our leaflet says six days"])
def test_doubt_is_told_the_year(text: str, given: Given) -> None:
    assert [notice.text for notice in given(text)] == [replies.dated("2024/25")]


def test_doubt_about_what_holds_now_has_no_notice(given: Given) -> None:
    assert given("is it still six days?", told="2026/27") == ()


def test_sentence_that_tells_an_end_needs_no_notice(given: Given) -> None:
    assert given("is it still on?", quote="It has been replaced.") == ()


@pytest.mark.parametrize(("told", "expected"), [("2021/22", 1), ("2023/24", 0)])
def test_old_amount_is_dated(told: str, expected: int, given: Given) -> None:
    assert len(given("what do we get?", quote="Schools get £900.", told=told)) == expected


@pytest.mark.parametrize(
    ("span", "fields"),
    [
        (YearSpan(words="26/27", years=("2026/27",)), {}),
        (
            YearSpan(words="next year", years=("2027/28",), is_relative=True),
            {"answer_types": ("amount",)},
        ),
    ],
    ids=["in figures", "from today"],
)
def test_later_year_than_the_source_is_told(
    span: YearSpan, fields: dict[str, object], given: Given
) -> None:
    [notice] = given("what about it then?", spans=(span,), **fields)
    assert notice.text == replies.told_for_another_year(span.years[0], "2024/25")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("what about 2025?", YearSpan(words="2025", years=("2024/25", "2025/26"))),
        ("we joined in 26/27, how long?", YearSpan(words="26/27", years=("2026/27",))),
        ("how is it next year?", YearSpan(words="next year", years=("2027/28",), is_relative=True)),
        ("what about 21/22?", YearSpan(words="21/22", years=("2021/22",))),
    ],
    ids=["may be its year", "own story", "no amount or date", "earlier year"],
)
def test_year_that_misleads_nobody_has_no_notice(text: str, span: YearSpan, given: Given) -> None:
    assert given(text, spans=(span,)) == ()


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("what is the deadline?", "Forms by 14 March 2025.", ["14 March 2025"]),
        ("what is the deadline?", "Forms by 14 March 2027.", []),
        ("when was the deadline?", "Forms by 14 March 2025.", []),
        ("how long is it?", "It began on 14 March 2025.", []),
    ],
)
def test_past_day_is_told_to_who_asks_for_it(
    text: str, quote: str, expected: list[str], given: Given
) -> None:
    assert [one.text for one in given(text, quote=quote)] == [
        replies.day_is_past(day) for day in expected
    ]


@pytest.mark.parametrize(
    ("last_year", "expected"), [("2020/21", replies.ended("2020/21")), (None, replies.CHANGED)]
)
def test_end_is_told(last_year: str | None, expected: str, given: Given) -> None:
    end = ToldEnd(passage=PASSAGE, sentence=SENTENCE, last_year=last_year)
    [notice] = given("is it on?", found={"end": end})
    assert (notice.kind, notice.text) == ("dated", expected)


def test_conflict_names_both_sides_and_the_newer(given: Given) -> None:
    found = {"conflict": conflict("sources", "2024/25", "2021/22")}
    [notice] = given("how long is it?", found=found)
    assert notice.kind == "conflict"
    assert notice.text == (
        "Sources differ on how long it is: Red Maths Hub (2024/25) says “1 days”;"
        " Red Maths Hub (2021/22) says “2 days”. The newer is Red Maths Hub (2024/25)."
    )


@pytest.mark.parametrize(
    ("by", "years", "ending"),
    [
        ("sources", ("2024/25", "2024/25"), "Neither is newer"),
        ("people", ("2024/25", "2017/18"), "Each is for other schools"),
        ("sources", (None, None), "Neither is newer"),
    ],
)
def test_conflict_says_how_its_sides_stand(
    by: Difference, years: tuple[str | None, ...], ending: str, given: Given
) -> None:
    [notice] = given("how long is it?", found={"conflict": conflict(by, *years)})
    assert ending in notice.text


@pytest.mark.parametrize(
    ("by", "text", "years", "expected"),
    [
        ("years", "how long?", ("2025/26", "2019/20"), replies.dated("2019/20")),
        ("years", "how long?", ("2025/26", "2025/26"), replies.CHANGED),
        ("sources", "is it still so?", ("2025/26", "2019/20"), replies.dated("2019/20")),
    ],
)
def test_overtaken_side_is_dated(
    by: Difference, text: str, years: tuple[str, ...], expected: str, given: Given
) -> None:
    _, dated = given(text, found={"conflict": conflict(by, *years)})
    assert (dated.kind, dated.text) == ("dated", expected)


@pytest.mark.parametrize(
    ("academic_year", "published", "expected"),
    [
        ("2024/25", "2025-04", 2024),
        ("2021/22-2024/25", None, 2024),
        (None, "2025-04-04", 2024),
        (None, "2025-09", 2025),
        (None, "2021", 2021),
        (None, None, None),
    ],
)
def test_source_holds_from_its_last_year(
    academic_year: str | None, published: str | None, expected: int | None
) -> None:
    assert held_in(citation("Six days.", academic_year, published)) == expected


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("is it still paid?", "Six days.", ["dated"]),
        ("what do we get?", "Schools got £900.", ["dated"]),
        ("how long is it?", "Six days.", []),
    ],
)
def test_nearest_thing_is_dated_where_it_may_be_taken_for_current(
    text: str,
    quote: str,
    expected: list[str],
    document_of: DocumentOf,
    understanding_of: Understood,
) -> None:
    finding = Finding(question=understanding_of(text), confidence=0.1)
    documents = {"guide": document_of("Six days.", status="archived")}
    notices = notices_of_nearest(finding, [citation(quote, "2019/20")], documents, TODAY)
    assert [notice.kind for notice in notices] == expected
    assert notices_of_nearest(finding, [], documents, TODAY) == ()


def test_carried_topic_is_said_once(understanding_of: Understood) -> None:
    question = understanding_of("how long?", carried_topic="SKTM", programmes=("sktm",))
    finding = Finding(question=question, confidence=1)
    [notice] = assumptions([finding, finding])
    assert (notice.kind, notice.text) == ("assumption", replies.assumed_topic("SKTM"))


def test_carried_question_is_not_read_back(understanding_of: Understood) -> None:
    question = understanding_of("how long?", carried_topic="my boy Joe in Y3, which one?")
    [notice] = assumptions([Finding(question=question, confidence=1)])
    assert notice.text == replies.assumed_topic(None)
    assert "Joe" not in notice.text
