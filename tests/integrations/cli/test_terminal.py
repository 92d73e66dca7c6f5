import io

import pytest
from rich.console import Console

from assistant.types import Answer, Check, Citation, Contact, Eligibility, Notice, Statement
from integrations.cli.terminal import show

SOURCE = Citation(
    number=1,
    document_id="guide",
    title="Guide [bold]to[/bold] groups",
    publisher=None,
    url=None,
    heading="Time",
    published="2025-09",
    academic_year=None,
    quote="Six days.",
    start=0,
    end=9,
)
ANSWER = Answer(
    id="1",
    conversation_id="",
    status="answered",
    text="Six days. [1]",
    statements=(Statement(text="Six days.", citations=(1,)),),
    citations=(SOURCE,),
    confidence=1,
    corpus_version="gen",
    elapsed_ms=1,
)


def shown(**changes: object) -> list[str]:
    """The lines that a terminal of 60 columns gets, without blank ones."""
    console = Console(file=io.StringIO(), width=60, highlight=False)
    show(ANSWER.model_copy(update=changes), console)
    return [line.rstrip() for line in console.file.getvalue().splitlines() if line.strip()]


def test_unknown_facts_of_a_source_are_left_out() -> None:
    source = "[1] Guide [bold]to[/bold] groups, 2025-09"
    assert shown() == ["Six days. [1]", "Sources", source, "    “Time”"]


def test_year_that_holds_stands_for_the_date() -> None:
    cited = SOURCE.model_copy(update={"academic_year": "2025/26", "publisher": "Our Hub"})
    assert shown(citations=(cited,))[2] == "[1] Guide [bold]to[/bold] groups, Our Hub, 2025/26"


@pytest.mark.parametrize(("kind", "lines"), [("dated", 1), ("conflict", 1), ("gap", 0)])
def test_notices_are_said_but_gaps_stand_in_the_text(kind: str, lines: int) -> None:
    told = shown(notices=(Notice(kind=kind, text="Mind this."),))
    assert told.count("! Mind this.") == lines


def test_contact_is_told_by_name_and_address() -> None:
    contact = Contact(name="Your hub", url="https://example.org/hub")
    assert shown(contact=contact)[-1] == "Your hub: https://example.org/hub"


def test_codes_in_a_document_do_not_reach_the_terminal() -> None:
    """A document could otherwise colour, move or rename the terminal of whoever asks."""
    cited = SOURCE.model_copy(update={"title": "Red\x1b[31m\x9b1m\x07", "heading": "a\x1b]0;b\x07"})
    told = "".join(shown(text="Six\x1b[2J days.\nOr\tseven.", citations=(cited,)))
    assert all(mark.isprintable() for mark in told)
    assert "Or" in told


def test_checklist_is_a_table_with_outcome_reason_and_source() -> None:
    checks = (
        Check(
            criterion_id="head",
            criterion="The head backs [bold]it[/bold].",
            outcome="not_met",
            because="You told me: no.",
            citation=1,
        ),
        Check(
            criterion_id="people",
            criterion="Two teachers.",
            outcome="unknown",
            because="How many?",
            citation=None,
        ),
    )
    eligibility = Eligibility(
        programme_id="embedding", programme="Embedding", verdict="not_eligible", checks=checks
    )
    lines = shown(eligibility=eligibility)
    assert lines[0] == "Six days. [1]"
    assert lines[1].split() == ["Embedding", "because"]
    assert lines[3].split() == "✗ not met The head backs You told me: no. [1]".split()
    assert "[bold]it[/bold]." in lines[4]
    assert lines[5].split() == "? not known Two teachers. How many?".split()
    assert "Sources" in lines[6]


def test_verdict_without_criteria_has_no_table() -> None:
    eligibility = Eligibility(
        programme_id="embedding", programme="Embedding", verdict="not_open", checks=()
    )
    assert shown(eligibility=eligibility) == shown()
