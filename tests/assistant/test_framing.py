"""Frames carry the right status, what a reader must know, and whom to ask."""

from collections.abc import Callable, Mapping

import pytest

from assistant import replies
from assistant.composing import Draft
from assistant.framing import (
    HUB_CONTACT,
    framed,
    gap_frame,
    no_source_frame,
    refused_frame,
    screened_frame,
)
from assistant.screening import Screening
from assistant.types import Citation, Statement, Status, Understanding
from corpus.types import Document, KnownGap, Quotation, SectionSource, Source

Understood = Callable[..., Understanding]
GAP = KnownGap(
    id="lunch",
    topic="whether lunch is provided",
    nearest=Quotation(document_id="guide", quote="Cover is paid."),
    phrasings=(),
)


@pytest.fixture
def documents_of(
    document_of: Callable[..., Document],
) -> Callable[..., Mapping[str, Document]]:
    def make(**fields: object) -> Mapping[str, Document]:
        return {
            "guide": document_of("## Time\n\nSix days.\n\n## Money\n\nCover is paid.", **fields)
        }

    return make


def draft(academic_year: str | None = None) -> Draft:
    citation = Citation(
        number=1,
        document_id="guide",
        title="The guide",
        publisher=None,
        url=None,
        heading="Time",
        published=None,
        academic_year=academic_year,
        quote="Six days.",
        start=9,
        end=18,
    )
    statements = (Statement(text="Six days.", citations=(1,)),)
    return Draft(text="Six days. [1]", statements=statements, citations=(citation,))


@pytest.mark.parametrize(
    ("screening", "expected_status", "expected_text"),
    [
        (Screening(status="greeting"), "greeting", replies.GREETING),
        (Screening(status="greeting", is_thanks=True), "greeting", replies.THANKS),
        (Screening(status="needs_detail"), "needs_detail", replies.SORRY),
        (Screening(status="guarded_injection"), "guarded_injection", replies.INJECTION),
        (Screening(status="out_of_scope"), "out_of_scope", replies.OUT_OF_SCOPE),
    ],
)
def test_screened_message_gets_its_reply(
    screening: Screening, expected_status: Status, expected_text: str
) -> None:
    frame = screened_frame(screening)
    assert frame
    assert (frame.status, frame.text) == (expected_status, expected_text)
    assert frame.statements == ()


def test_question_is_not_screened() -> None:
    assert screened_frame(Screening(text="How long?")) is None


@pytest.mark.parametrize("status", ["needs_detail", "out_of_scope"])
def test_turned_away_message_gets_a_contact(status: Status) -> None:
    frame = screened_frame(Screening(status=status))
    assert frame
    assert frame.contact == HUB_CONTACT


def test_refused_message_needs_detail() -> None:
    frame = refused_frame("Please type one.")
    assert (frame.status, frame.text, frame.confidence) == ("needs_detail", "Please type one.", 0)


def test_current_source_has_no_notice(
    documents_of: Callable[..., Mapping[str, Document]], understanding_of: Understood
) -> None:
    frame = framed(draft(), understanding_of("how long?"), documents_of(), 0.9)
    assert (frame.status, frame.notices, frame.confidence) == ("answered", (), 0.9)
    assert frame.text == "Six days. [1]"


def test_archived_source_is_dated(
    documents_of: Callable[..., Mapping[str, Document]], understanding_of: Understood
) -> None:
    documents = documents_of(status="archived")
    [notice] = framed(draft("2019/20"), understanding_of("how long?"), documents, 1).notices
    assert (notice.kind, notice.citations) == ("dated", (1,))
    assert "2019/20" in notice.text


def test_archived_source_without_year_has_ended(
    documents_of: Callable[..., Mapping[str, Document]], understanding_of: Understood
) -> None:
    documents = documents_of(status="archived")
    [notice] = framed(draft(), understanding_of("how long?"), documents, 1).notices
    assert (notice.kind, notice.text) == ("dated", replies.ENDED)


def test_carried_topic_is_said(
    documents_of: Callable[..., Mapping[str, Document]], understanding_of: Understood
) -> None:
    question = understanding_of("how long?", carried_topic="SKTM")
    frames = (
        framed(draft(), question, documents_of(), 1),
        gap_frame(GAP, question, documents_of(), 0),
        no_source_frame(question, 0),
    )
    for frame in frames:
        assumed = [notice.text for notice in frame.notices if notice.kind == "assumption"]
        assert assumed == [replies.assumed_topic("SKTM")]


def test_gap_quotes_the_nearest_thing(
    documents_of: Callable[..., Mapping[str, Document]], understanding_of: Understood
) -> None:
    frame = gap_frame(GAP, understanding_of("lunch?"), documents_of(), 0.2)
    assert frame.status == "unanswerable_gap"
    assert frame.text.endswith("The nearest thing that they do say: Cover is paid. [1]")
    assert [statement.text for statement in frame.statements] == ["Cover is paid."]
    assert [citation.heading for citation in frame.citations] == ["Money"]
    assert frame.confidence == 0.8


def test_gap_of_archived_source_is_dated(
    documents_of: Callable[..., Mapping[str, Document]], understanding_of: Understood
) -> None:
    frame = gap_frame(GAP, understanding_of("lunch?"), documents_of(status="archived"), 0)
    assert [notice.kind for notice in frame.notices] == ["gap", "dated"]


def test_gap_cites_the_source_of_its_section(
    documents_of: Callable[..., Mapping[str, Document]], understanding_of: Understood
) -> None:
    documents = documents_of(section_sources=(SectionSource(section="Money", title="A letter"),))
    [citation] = gap_frame(GAP, understanding_of("lunch?"), documents, 0).citations
    assert citation.title == "A letter"


@pytest.mark.parametrize(
    "nearest",
    [
        None,
        Quotation(document_id="gone", quote="Cover is paid."),
        Quotation(document_id="guide", quote="Cover is free."),
    ],
    ids=["none", "document gone", "quote gone"],
)
def test_gap_without_quotation_cites_nothing(
    nearest: Quotation | None,
    documents_of: Callable[..., Mapping[str, Document]],
    understanding_of: Understood,
) -> None:
    gap = GAP.model_copy(update={"nearest": nearest})
    frame = gap_frame(gap, understanding_of("lunch?"), documents_of(), 0)
    assert (frame.citations, frame.statements) == ((), ())
    assert frame.text == replies.gap(gap, has_nearest=False)


def test_quotation_above_headings_names_the_title(
    document_of: Callable[..., Document], understanding_of: Understood
) -> None:
    documents = {"guide": document_of("Cover is paid.", source=Source(title="A letter"))}
    [citation] = gap_frame(GAP, understanding_of("lunch?"), documents, 0).citations
    assert citation.heading == "A letter"


def test_nothing_found_names_whom_to_ask(understanding_of: Understood) -> None:
    frame = no_source_frame(understanding_of("tea?"), 0.1)
    assert (frame.status, frame.text) == ("unanswerable_no_source", replies.NO_SOURCE)
    assert (frame.contact, frame.confidence) == (HUB_CONTACT, 0.9)
