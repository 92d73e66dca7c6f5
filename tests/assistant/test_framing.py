"""Frames carry the right status, what a reader must know, and whom to ask."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from assistant import replies
from assistant.contacts import HUB_CONTACT
from assistant.findings import Finding
from assistant.framing import (
    framed,
    gap_frame,
    no_source_frame,
    refused_frame,
    screened_frame,
    with_personal_data_notice,
)
from assistant.reading import Reading
from assistant.screening import Screening
from assistant.types import Contact, ScreenedKind, Status, Understanding
from corpus.types import Document, Hub, KnownGap, Quotation, SectionSource, Source
from index.chunking import passages_of

Understood = Callable[..., Understanding]
Documents = Callable[..., Mapping[str, Document]]
Find = Callable[..., Finding]
TODAY = date(2026, 11, 22)
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


@pytest.fixture
def found(documents_of: Documents, understanding_of: Understood) -> Find:
    """Makes what was found: a quotation of the guide, or nothing, for a question."""

    def make(
        quote: str = "", text: str = "how long?", gap: KnownGap | None = None, **fields: object
    ) -> Finding:
        document = documents_of()["guide"]
        readings = tuple(
            Reading(passage=passage, sentences=(sentence,), key=sentence, key_score=1)
            for passage in passages_of(document)
            for sentence in passage.sentences
            if document.text[sentence.start : sentence.end] == quote
        )
        question = understanding_of(text, **fields)
        return Finding(question=question, confidence=0.9, readings=readings, gap=gap)

    return make


@pytest.mark.parametrize(
    ("kind", "expected_status"),
    [
        ("greeting", "greeting"),
        ("about", "greeting"),
        ("complaint", "needs_detail"),
        ("injection", "guarded_injection"),
        ("personal", "guarded_personal_data"),
        ("everyday", "out_of_scope"),
    ],
)
def test_screened_message_gets_its_reply(kind: ScreenedKind, expected_status: Status) -> None:
    frame = screened_frame(Screening(kind=kind))
    assert frame
    assert (frame.status, frame.text) == (expected_status, replies.REDIRECTS[kind])
    assert (frame.statements, frame.notices) == ((), ())


def test_question_is_not_screened() -> None:
    assert screened_frame(Screening(text="How long?")) is None


@pytest.mark.parametrize(("kind", "expected"), [("complaint", HUB_CONTACT), ("pay", None)])
def test_hub_is_named_only_where_it_helps(kind: ScreenedKind, expected: Contact | None) -> None:
    frame = screened_frame(Screening(kind=kind))
    assert frame
    assert frame.contact == expected


def test_redirect_tells_that_personal_data_was_left_out() -> None:
    frame = screened_frame(Screening(kind="safeguarding", has_personal_data=True))
    assert frame
    assert [notice.text for notice in frame.notices] == [replies.PERSONAL_DATA]


def test_reply_to_nothing_but_personal_data_says_it_once() -> None:
    frame = screened_frame(Screening(kind="personal", has_personal_data=True))
    assert frame
    assert frame.notices == ()


@pytest.mark.parametrize(("has_personal_data", "expected"), [(True, ["partial"]), (False, [])])
def test_answer_tells_that_personal_data_was_left_out(
    has_personal_data: bool, expected: list[str]
) -> None:
    frame = refused_frame("How long?")
    told = with_personal_data_notice(frame, Screening(has_personal_data=has_personal_data))
    assert [notice.kind for notice in told.notices] == expected


def test_refused_message_needs_detail() -> None:
    frame = refused_frame("Please type one.")
    assert (frame.status, frame.text, frame.confidence) == ("needs_detail", "Please type one.", 0)


def test_readings_are_an_answer(found: Find, documents_of: Documents) -> None:
    frame = framed([found("Six days.")], documents_of(), None, TODAY)
    assert (frame.status, frame.text, frame.confidence) == ("answered", "Six days. [1]", 0.9)
    assert (frame.notices, frame.contact) == ((), None)


def test_part_without_answer_is_named(found: Find, documents_of: Documents) -> None:
    frame = framed([found("Six days."), found(gap=GAP)], documents_of(), None, TODAY)
    assert (frame.status, frame.text) == ("answered_partly", "Six days. [1]")
    [notice] = frame.notices
    assert (notice.kind, notice.text) == ("partial", replies.gap(GAP, has_nearest=False))
    assert frame.contact == HUB_CONTACT


def test_part_without_gap_is_named_by_what_it_asks(found: Find, documents_of: Documents) -> None:
    missing = found(text="<b>when?</b>", answer_types=("date",))
    frame = framed([found("Six days."), missing], documents_of(), None, TODAY)
    assert [notice.text for notice in frame.notices] == [replies.partly(None, "date")]


def test_known_hub_is_the_contact(found: Find, documents_of: Documents) -> None:
    hub = Hub(id="north", name="Northern Maths Hub", region="North", grade="A")
    frame = framed([found("Six days.")], documents_of(), hub, TODAY)
    assert frame.contact
    assert frame.contact.name == "Northern Maths Hub"


def test_carried_topic_is_said(found: Find, documents_of: Documents) -> None:
    carried = {"carried_topic": "SKTM", "programmes": ("sktm",)}
    frames = (
        framed([found("Six days.", **carried)], documents_of(), None, TODAY),
        gap_frame(found(gap=GAP, **carried), documents_of(), None),
        no_source_frame(found(**carried), None),
    )
    for frame in frames:
        assumed = [notice.text for notice in frame.notices if notice.kind == "assumption"]
        assert assumed == [replies.assumed_topic("SKTM")]


def test_gap_quotes_the_nearest_thing(found: Find, documents_of: Documents) -> None:
    frame = framed([found(gap=GAP)], documents_of(), None, TODAY)
    assert frame.status == "unanswerable_gap"
    assert frame.text.endswith("The nearest thing that they do say: Cover is paid. [1]")
    assert [statement.text for statement in frame.statements] == ["Cover is paid."]
    assert [citation.heading for citation in frame.citations] == ["Money"]


def test_gap_cites_the_source_of_its_section(found: Find, documents_of: Documents) -> None:
    documents = documents_of(section_sources=(SectionSource(section="Money", title="A letter"),))
    [citation] = gap_frame(found(gap=GAP), documents, None).citations
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
    nearest: Quotation | None, found: Find, documents_of: Documents
) -> None:
    gap = GAP.model_copy(update={"nearest": nearest})
    frame = gap_frame(found(gap=gap), documents_of(), None)
    assert (frame.citations, frame.statements) == ((), ())
    assert frame.text == replies.gap(gap, has_nearest=False)


def test_quotation_above_headings_names_the_title(
    found: Find, document_of: Callable[..., Document]
) -> None:
    documents = {"guide": document_of("Cover is paid.", source=Source(title="A letter"))}
    [citation] = gap_frame(found(gap=GAP), documents, None).citations
    assert citation.heading == "A letter"


def test_what_is_told_nearby_is_quoted_as_such(found: Find, documents_of: Documents) -> None:
    near = found("Six days.").readings[0]
    finding = found(answer_types=("contact",)).model_copy(update={"nearest": near})
    frame = framed([finding], documents_of(), None, TODAY)
    assert frame.status == "unanswerable_no_source"
    assert frame.text == f"{replies.not_held('contact', has_nearest=True)} Six days. [1]"
    assert [notice.kind for notice in frame.notices] == ["gap"]
    assert frame.contact == HUB_CONTACT


def test_nothing_found_names_whom_to_ask(found: Find, documents_of: Documents) -> None:
    frame = framed([found(), found()], documents_of(), None, TODAY)
    assert (frame.status, frame.text) == ("unanswerable_no_source", replies.NO_SOURCE)
    assert frame.contact == HUB_CONTACT
