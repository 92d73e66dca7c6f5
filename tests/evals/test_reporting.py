import itertools
import re
from collections.abc import Callable
from html.parser import HTMLParser

from evals.comparing import compare
from evals.gating import Check
from evals.judging import Case
from evals.needs import frequent_gaps, thin_sections
from evals.plots import reliability_plot, risk_plot
from evals.reporting import report_html, worst_of
from evals.runs import Run
from evals.types import Result

Runs = Callable[..., Run]
CHECK = Check(name="quotes", passed=True, found="all", threshold="all")
VOID = {"meta", "link", "br", "hr", "img", "input", "line", "circle", "rect", "polyline"}


class Outline(HTMLParser):
    """Reads a page as a browser does: what is open, ids, links, and headings in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.ids += [named["id"]] if named.get("id") else []
        self.links += [named[name] or "" for name in ("href", "src") if name in named]
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def wrongly(text: str) -> Callable[[Result], Result]:
    def change(result: Result) -> Result:
        if result.case_id != "days":
            return result
        return result.model_copy(update={"answer": result.answer.model_copy(update={"text": text})})

    return change


def test_page_is_whole_and_needs_nothing_else(run_of: Runs, cases: list[Case]) -> None:
    comparison = compare(run_of("a", cases), run_of("b", cases, wrongly("Two days.")))
    page = report_html(run_of("c", cases), [CHECK], comparison)
    outline = Outline(page)
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert all(link.startswith("#") and link[1:] in outline.ids for link in outline.links)
    assert "<script" not in page
    assert "url(" not in page


def test_headings_do_not_skip_a_level(run_of: Runs, cases: list[Case]) -> None:
    comparison = compare(run_of("a", cases), run_of("b", cases, wrongly("Two days.")))
    levels = Outline(report_html(run_of("b", cases), [CHECK], comparison)).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_lost_case_shows_both_answers(run_of: Runs, cases: list[Case]) -> None:
    before, after = run_of("a", cases), run_of("b", cases, wrongly("Two days."))
    text = Outline(report_html(after, [CHECK], compare(before, after))).text
    assert "Lost: 1" in text
    assert text.index("spends six days on it") < text.index("Two days.")


def test_what_answers_say_is_escaped(run_of: Runs, cases: list[Case]) -> None:
    page = report_html(run_of("a", cases, wrongly("<script>alert(1)</script>")), [CHECK], None)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_failed_check_is_in_the_title(run_of: Runs, cases: list[Case]) -> None:
    failed = CHECK.model_copy(update={"passed": False, "because": "case-7 lies"})
    text = Outline(report_html(run_of("a", cases), [CHECK, failed], None)).text
    assert "1 of 2 checks are missed" in text
    assert "case-7 lies" in text


def test_page_without_answers_can_be_written(run_of: Runs, cases: list[Case]) -> None:
    assert "Nothing was answered." in report_html(run_of("a", [cases[-1]]), [CHECK], None)


def test_worst_are_what_costs_most_first(run_of: Runs, cases: list[Case]) -> None:
    def spoil(result: Result) -> Result:
        return result.model_copy(
            update={
                "answer": result.answer.model_copy(update={"text": "Two.", "status": "answered"})
            }
        )

    severities = [one.case.severity for one in worst_of(run_of("a", cases, spoil))]
    assert severities == ["critical", "major", "major", "major", "minor"]


def test_sections_with_few_phrasings_are_named_where_they_should_have_answered(
    run_of: Runs, cases: list[Case]
) -> None:
    needs = thin_sections(run_of("a", cases, wrongly("Two days.")))
    assert {one.what for one in needs} == {
        "club#How many days does the abacus club take?",
        "club#Who pays for the abacus club?",
    }
    assert needs[0].cases == ("days",)
    assert thin_sections(run_of("b", cases)) == []


def test_gaps_are_counted(run_of: Runs, cases: list[Case]) -> None:
    notice = {"kind": "gap", "text": "The sources do not say whether lunch is provided."}

    def told(result: Result) -> Result:
        answer = result.answer.model_dump() | {"notices": [notice]}
        return Result.model_validate({**result.model_dump(), "answer": answer})

    (gap,) = frequent_gaps(run_of("a", cases, told))
    assert (gap.what, gap.detail) == (notice["text"], "5 questions")


def test_plots_tell_their_figures_in_words() -> None:
    plot = reliability_plot([(0.55, 0.5, 4), (0.95, 1.0, 6)])
    assert "confidence 0.55: 50% right of 4" in plot
    assert 'role="img"' in plot
    assert "50%: 0.0% wrong; 100%: 25.0% wrong" in risk_plot((0.5, 1.0), (0.0, 0.25))
