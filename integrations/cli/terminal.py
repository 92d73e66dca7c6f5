"""Shows an answer in a terminal: what is said, what to mind, and the numbered sources."""

import unicodedata

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.types import Answer, Citation, Eligibility, Outcome

OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "met": ("✓ met", "green"),
    "not_met": ("✗ not met", "red"),
    "unknown": ("? not known", "yellow"),
    "hub_decides": ("~ hub decides", "blue"),
}
"""The mark and colour of each outcome."""


def show(answer: Answer, console: Console) -> None:
    """Print an answer; colour and width are the console's own business."""
    console.print()
    console.print(_said(answer))
    if answer.eligibility and answer.eligibility.checks:
        console.print(_checklist(answer.eligibility))
    for notice in answer.notices:
        if notice.kind != "gap":
            console.print(_shown(f"! {notice.text}", style="yellow"))
    if answer.citations:
        console.print(Text("\nSources", style="underline"))
    for citation in answer.citations:
        console.print(_shown(f"[{citation.number}] {_source(citation)}", style="cyan"))
        for line in filter(None, (f"“{citation.heading}”", citation.url)):
            console.print(Padding(_shown(line, style="dim"), (0, 0, 0, 4), expand=False))
    if answer.contact and answer.contact.url:
        console.print(_shown(f"\n{answer.contact.name}: {answer.contact.url}"))


def _said(answer: Answer) -> Text:
    """Give the text with its key sentence, the first statement, in bold."""
    text = _shown(answer.text)
    key = " ".join(answer.statements[0].text.split()) if answer.statements else ""
    if key and text.plain.startswith(key):
        text.stylize("bold", 0, len(key))
    return text


def _checklist(eligibility: Eligibility) -> Table:
    """Show every criterion with its outcome, the reason and the number of its source."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    table.add_column(_shown(eligibility.programme), ratio=3, overflow="fold")
    table.add_column("because", ratio=3, overflow="fold")
    table.add_column("", justify="right", no_wrap=True)
    for check in eligibility.checks:
        mark, style = OUTCOMES[check.outcome]
        number = f"[{check.citation}]" if check.citation else ""
        table.add_row(
            _shown(mark, style=style),
            _shown(check.criterion),
            _shown(check.because, style="dim"),
            _shown(number, style="cyan"),
        )
    return table


def _shown(words: str, style: str = "") -> Text:
    """Leave out what would move the cursor or colour the terminal: documents may hold anything."""
    kept = (mark for mark in words if mark in "\n\t" or unicodedata.category(mark)[0] != "C")
    return Text("".join(kept), style=style)


def _source(citation: Citation) -> str:
    """Give title, publisher and the year that the statement holds for, as far as known."""
    year = citation.academic_year or citation.published
    known = (citation.title, citation.publisher, year)
    return ", ".join(part for part in known if part)
