"""Each test breaks one thing in a corpus that is otherwise without fault."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.checking.findings import Finding, has_errors, shown
from corpus.checking.quotations import quotations_in
from corpus.checking.reading import corpus_of, read_corpus_files
from corpus.checking.report import check_corpus, counts_of
from corpus.errors import CorpusFolderError
from corpus.loading import load_corpus
from corpus.types import Quotation, Record

TODAY = date(2026, 11, 22)

FRONT_MATTER = """---
title: Counting Together
publisher: NCETM
url: https://example.org/counting
published: 2026-09-01
academic_year: 2026/27
programmes: [counting]
status: current
reviewed: 2026-10-01
---
"""
BODY = """
## What does Counting Together cost?

It is free. A [timetable](times.md) tells the days.

## Who can join Counting Together?

Any state-funded primary school can join.
"""
PROGRAMME = """
id: counting
name: Counting Together
aliases: [CT, counting club]
phase: primary
facts:
  - topic: cost
    document_id: counting
    quote: It is free.
"""
QUESTIONS = (
    "what is the fee",
    "do we pay anything",
    "who covers supply",
    "is there a charge for small schools",
    "cost to governors?",
    "free or not",
    "any grant towards it",
    "budget line needed?",
    "how much money will my head want",
    "price per teacher",
    "are there hidden extras",
    "can an academy trust get it without paying",
)
OTHERS = (
    "are infant schools allowed",
    "can a special school come along",
    "must we be maintained",
    "open to independents",
    "junior school eligible?",
    "is my academy ok",
    "do you take nurseries",
    "who gets a place",
    "we did it last year, again?",
    "entry rules please",
    "which heads may sign up",
    "hub area restrictions",
)
GAP_QUESTIONS = ("when does it close", "last date for forms", "deadline?")


def phrasings_file(
    document: str = "counting", sections: dict[str, tuple[str, ...]] | None = None
) -> str:
    given = sections or {
        "What does Counting Together cost?": QUESTIONS,
        "Who can join Counting Together?": OTHERS,
    }
    lines = [f"document: {document}", "sections:"]
    for heading, phrasings in given.items():
        lines += [f"- heading: {heading!r}", "  phrasings:"]
        lines += [f"  - {phrasing!r}" for phrasing in phrasings]
    return "\n".join(lines)


def gaps_file(phrasings: tuple[str, ...] = GAP_QUESTIONS, more: str = "") -> str:
    lines = [
        "gaps:",
        "- id: closing-date",
        "  topic: when applications close",
        more,
        "  phrasings:",
    ]
    return "\n".join([*(line for line in lines if line), *(f"  - {one!r}" for one in phrasings)])


CLEAN = {
    "documents/counting.md": FRONT_MATTER + BODY,
    "documents/times.md": FRONT_MATTER + "\n## When does it meet?\n\nIt meets on Mondays.\n",
    "programmes/counting.yaml": PROGRAMME,
    "phrasings/counting.yaml": phrasings_file(),
    "phrasings/times.yaml": phrasings_file(
        "times", {"When does it meet?": tuple(f"{word} day" for word in "abcdefghijkl")}
    ),
    "phrasings/gaps.yaml": gaps_file(),
    "glossary.yaml": "terms:\n- {term: CT, meaning: Counting Together}\n",
    "hubs.yaml": "hubs:\n- {id: north, name: North Hub, region: North, grade: A, areas: [Leeds]}\n",
}
HUB = "\n- {{id: {id}, name: {id} Hub, region: North, grade: A, areas: [{area}]}}\n"

FindingsOf = Callable[..., tuple[Finding, ...]]


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def findings_of(tmp_path: Path) -> FindingsOf:
    """Check the clean corpus with some files changed or added."""

    def check(changes: dict[str, str] | None = None, today: date = TODAY) -> tuple[Finding, ...]:
        folder = written(tmp_path, {**CLEAN, **(changes or {})})
        return check_corpus(read_corpus_files(folder), today)

    return check


def changed(old: str, new: str, file: str = "documents/counting.md") -> dict[str, str]:
    assert old in CLEAN[file]
    return {file: CLEAN[file].replace(old, new)}


def seen(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(one.severity, one.kind, one.place) for one in findings]


def test_clean_corpus_has_no_findings(findings_of: FindingsOf) -> None:
    assert findings_of() == ()


def test_counts_tell_what_is_there(tmp_path: Path) -> None:
    files = read_corpus_files(written(tmp_path, CLEAN))
    assert counts_of(files) == (
        "2 documents, 3 sections, 39 phrasings, 1 gap, 1 programme, 1 fact, 0 rules, 1 term, 1 hub"
    )


def test_only_errors_are_errors(findings_of: FindingsOf) -> None:
    assert not has_errors(findings_of(changed("published: 2026-09-01", "published: null")))


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusFolderError):
        read_corpus_files(tmp_path / "nowhere")


# Files


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("documents/empty.md", ""),
        ("documents/head.md", "---\npublished: soon\n---\n\nText.\n"),
        ("documents/date.md", "---\npublished: 2026-02-31\n---\n\nText.\n"),
        ("documents/sheet.xlsx", "PK"),
        ("phrasings/wrong.yaml", "document: counting\nsection: []\n"),
        ("phrasings/list.yaml", "- a\n- b\n"),
        ("phrasings/nothing.yaml", ""),
        ("phrasings/date.yaml", "document: 2026-02-31\n"),
        ("programmes/wrong.yaml", "id: [\n"),
        ("glossary.yaml", "terms: {}\n"),
        ("hubs.yaml", "hubs:\n- id: north\n"),
    ],
)
def test_unreadable_file_is_an_error(findings_of: FindingsOf, file: str, text: str) -> None:
    found = findings_of({file: text})
    assert [(one.severity, one.kind, one.file) for one in found] == [
        ("error", "unreadable file", file)
    ]


def test_every_unreadable_file_is_told(findings_of: FindingsOf) -> None:
    found = findings_of({"phrasings/a.yaml": "[", "phrasings/b.yaml": "[", "documents/c.md": ""})
    assert [one.file for one in found] == ["documents/c.md", "phrasings/a.yaml", "phrasings/b.yaml"]


def test_advice_names_the_wrong_field(findings_of: FindingsOf) -> None:
    (found,) = findings_of({"phrasings/wrong.yaml": "document: counting\nsection: []\n"})
    assert "at section: Extra inputs are not permitted" in found.advice


def test_programme_of_a_wrong_file_is_not_unknown(findings_of: FindingsOf) -> None:
    found = findings_of({"programmes/counting.yaml": "id: counting\n"})
    assert seen(found) == [("error", "unreadable file", "")]


def test_sections_of_an_unreadable_document_are_not_unknown(findings_of: FindingsOf) -> None:
    """One fault would otherwise look like a dozen."""
    found = findings_of({"documents/counting.md": "---\ntitle: [\n---\n" + BODY})
    assert seen(found) == [("error", "unreadable file", "")]


def test_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path, CLEAN)
    (folder / os.fsdecode(b"documents/caf\xe9.md")).write_text("", encoding="utf-8")
    (found,) = read_corpus_files(folder).unread
    assert found.file == "documents/caf?.md"


def test_what_is_read_is_what_is_loaded(tmp_path: Path) -> None:
    folder = written(tmp_path, {**CLEAN, "documents/more/counting.md": FRONT_MATTER + "\nOther.\n"})
    expected = load_corpus(folder).model_copy(update={"digest": "", "skipped": ()})
    assert corpus_of(read_corpus_files(folder)) == expected


# Front matter


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("title: Counting Together\n", "error"),
        ("publisher: NCETM\n", "error"),
        ("url: https://example.org/counting\n", "warning"),
        ("published: 2026-09-01\n", "warning"),
    ],
)
def test_missing_front_matter_is_told(findings_of: FindingsOf, line: str, severity: str) -> None:
    found = findings_of(changed(line, ""))
    assert seen(found) == [(severity, "front matter", line.split(":")[0])]


def test_extracted_page_needs_a_publisher(findings_of: FindingsOf) -> None:
    page = "<html><body><article><h2>A day</h2><p>It is on Monday.</p></article></body></html>"
    found = [one for one in findings_of({"documents/page.html": page}) if one.severity == "error"]
    assert ("publisher", "mastery corpus add" in found[0].advice) == (found[0].place, True)


def test_bare_folder_needs_no_front_matter(tmp_path: Path) -> None:
    files = read_corpus_files(written(tmp_path, {"a.txt": "A day\n\nIt is on Monday.\n"}))
    assert seen(check_corpus(files, TODAY)) == [("warning", "front matter", "all documents")]


def test_old_review_is_told(findings_of: FindingsOf) -> None:
    found = findings_of(changed("reviewed: 2026-10-01", "reviewed: 2025-11-21"))
    assert seen(found) == [("warning", "date", "reviewed")]


def test_review_of_a_year_ago_is_not_old(findings_of: FindingsOf) -> None:
    assert findings_of(changed("reviewed: 2026-10-01", "reviewed: 2025-11-22")) == ()


@pytest.mark.parametrize("value", ["2025", "2025-11"])
def test_rough_review_has_the_benefit_of_doubt(findings_of: FindingsOf, value: str) -> None:
    assert findings_of(changed("reviewed: 2026-10-01", f"reviewed: {value}")) == ()


def test_document_never_reviewed_is_told(findings_of: FindingsOf) -> None:
    found = findings_of(changed("reviewed: 2026-10-01", "reviewed: null"))
    assert seen(found) == [("warning", "date", "reviewed")]


@pytest.mark.parametrize("field", ["published: 2026-09-01", "reviewed: 2026-10-01"])
def test_date_in_the_future_is_told(findings_of: FindingsOf, field: str) -> None:
    name = field.split(":")[0]
    found = findings_of(changed(field, f"{name}: 2027-01"))
    assert seen(found) == [("warning", "date", name)]


def test_past_academic_year_is_told_once_a_year(findings_of: FindingsOf) -> None:
    past = {
        name: CLEAN[name].replace("2026/27", "2025/26")
        for name in ("documents/counting.md", "documents/times.md")
    }
    (found,) = findings_of(past)
    assert (found.place, found.advice[:11]) == ("2025/26", "2 documents")


def test_academic_year_lasts_until_september(findings_of: FindingsOf) -> None:
    days = (date(2027, 8, 31), date(2027, 9, 1))
    kinds = [{one.kind for one in findings_of(today=day)} for day in days]
    assert kinds == [set(), {"academic year over"}]


def test_years_of_several_end_with_the_last(findings_of: FindingsOf) -> None:
    assert findings_of(changed("2026/27", "2024/25-2026/27")) == ()


def test_archived_document_may_be_past(findings_of: FindingsOf) -> None:
    archived = FRONT_MATTER.replace("2026/27", "2019/20").replace("current", "archived")
    assert findings_of({"documents/counting.md": archived + BODY}) == ()


def test_unknown_programme_is_an_error(findings_of: FindingsOf) -> None:
    found = findings_of(changed("[counting]", "[counting, abacus]"))
    assert seen(found) == [("error", "unknown programme", "programmes")]


def test_source_of_no_section_is_an_error(findings_of: FindingsOf) -> None:
    sources = "sources:\n  - section: What does it cost?\n    publisher: A hub\n---\n"
    found = findings_of({"documents/counting.md": f"{FRONT_MATTER[:-4]}{sources}{BODY}"})
    assert seen(found) == [("error", "section source", "sources: What does it cost?")]


def test_repeated_heading_is_an_error(findings_of: FindingsOf) -> None:
    repeated = BODY.replace("Who can join Counting Together?", "What does Counting Together cost?")
    found = findings_of({"documents/counting.md": FRONT_MATTER + repeated})
    assert ("error", "heading", "What does Counting Together cost?") in seen(found)


@pytest.mark.parametrize("target", ["costs.md", "../gone/costs.md#fees", "a%20b.md", "x" * 999])
def test_link_to_no_file_is_an_error(findings_of: FindingsOf, target: str) -> None:
    found = findings_of(changed("times.md", target))
    assert seen(found) == [("error", "broken link", "line 14")]


@pytest.mark.parametrize(
    "target", ["times.md#when", "#top", "https://x.org/a.md", "mailto:a@b.uk", "http://[", "./"]
)
def test_other_links_are_let_be(findings_of: FindingsOf, target: str) -> None:
    assert findings_of(changed("times.md", target)) == ()


def test_same_document_name_twice_is_an_error(findings_of: FindingsOf) -> None:
    found = findings_of({"documents/other/counting.md": CLEAN["documents/times.md"]})
    assert ("error", "duplicate id", "counting") in seen(found)


# Phrasings


def test_phrasings_of_no_document_are_an_error(findings_of: FindingsOf) -> None:
    found = findings_of({"phrasings/more.yaml": phrasings_file("count", {"Fees": ("fee ct",)})})
    assert seen(found) == [("error", "phrasing without section", "Fees")]


def test_misspelt_heading_is_suggested(findings_of: FindingsOf) -> None:
    file = phrasings_file("counting", {"Who can join Counting Togethr?": ("let us in",)})
    (found,) = findings_of({"phrasings/more.yaml": file})
    assert "did you mean “Who can join Counting Together?”" in found.advice


def test_heading_without_text_has_no_phrasings(findings_of: FindingsOf) -> None:
    """Nothing below it is a passage, so its phrasings would lead nowhere."""
    found = findings_of(
        {
            "documents/counting.md": f"{FRONT_MATTER}\n## About\n{BODY}",
            "phrasings/more.yaml": phrasings_file("counting", {"About": ("tell me all",)}),
        }
    )
    assert [one.advice[:15] for one in found] == ["No text stands "]


def test_title_is_no_section(findings_of: FindingsOf) -> None:
    text = f"{FRONT_MATTER}\n# Counting Together\n\nA few words on it.\n{BODY}"
    assert findings_of({"documents/counting.md": text}) == ()


def test_section_without_phrasings_is_an_error(findings_of: FindingsOf) -> None:
    found = findings_of({"documents/counting.md": f"{FRONT_MATTER}{BODY}\n## Fees\n\nNone.\n"})
    assert seen(found) == [("error", "section without phrasings", "Fees")]


def test_corpus_without_phrasings_needs_none(tmp_path: Path) -> None:
    files = {name: text for name, text in CLEAN.items() if not name.startswith("phrasings")}
    assert check_corpus(read_corpus_files(written(tmp_path, files)), TODAY) == ()


def test_few_phrasings_are_told_once_a_document(findings_of: FindingsOf) -> None:
    few = {
        "What does Counting Together cost?": QUESTIONS[:11],
        "Who can join Counting Together?": OTHERS[:3],
    }
    found = findings_of({"phrasings/counting.yaml": phrasings_file(sections=few)})
    assert seen(found) == [("warning", "few phrasings", "2 sections")]


def test_phrasings_of_two_files_add_up(findings_of: FindingsOf) -> None:
    joined = {"Who can join Counting Together?": OTHERS[6:]}
    rest = {"What does Counting Together cost?": QUESTIONS, **{next(iter(joined)): OTHERS[:6]}}
    files = {
        "phrasings/counting.yaml": phrasings_file(sections=rest),
        "phrasings/more.yaml": phrasings_file(sections=joined),
    }
    assert findings_of(files) == ()


@pytest.mark.parametrize("words", ["are infant schools allowed", "Are INFANT schools, allowed?"])
def test_phrasing_of_two_sections_is_an_error(findings_of: FindingsOf, words: str) -> None:
    sections = {
        "What does Counting Together cost?": (*QUESTIONS, words),
        "Who can join Counting Together?": OTHERS,
    }
    found = findings_of({"phrasings/counting.yaml": phrasings_file(sections=sections)})
    assert ("error", "same phrasing twice") in [(one.severity, one.kind) for one in found]


def test_phrasing_of_section_and_gap_is_an_error(findings_of: FindingsOf) -> None:
    found = findings_of({"phrasings/gaps.yaml": gaps_file((*GAP_QUESTIONS, QUESTIONS[0]))})
    assert ("error", "same phrasing twice") in [(one.severity, one.kind) for one in found]


@pytest.mark.parametrize("words", ["what is teh fee", "what is the fee"])
def test_near_duplicate_is_told(findings_of: FindingsOf, words: str) -> None:
    sections = {
        "What does Counting Together cost?": (*QUESTIONS, words),
        "Who can join Counting Together?": OTHERS,
    }
    found = findings_of({"phrasings/counting.yaml": phrasings_file(sections=sections)})
    assert seen(found) == [
        ("warning", "nearly the same phrasing", "What does Counting Together cost?")
    ]


@pytest.mark.parametrize("words", ["", " ", "?!"])
def test_phrasing_without_words_is_an_error(findings_of: FindingsOf, words: str) -> None:
    found = findings_of({"phrasings/gaps.yaml": gaps_file((*GAP_QUESTIONS, words, words))})
    assert seen(found) == [("error", "empty phrasing", "gap closing-date")]


# Quotations


@pytest.mark.parametrize("quote", ["It is Free.", "It was free.", "' '"])
def test_quote_stands_to_the_letter(findings_of: FindingsOf, quote: str) -> None:
    found = findings_of(changed("It is free.", quote, "programmes/counting.yaml"))
    assert seen(found) == [("error", "quote", "facts 1")]


def test_nearest_quote_stands_to_the_letter(findings_of: FindingsOf) -> None:
    nearest = "  nearest: {document_id: times, quote: It meets on Tuesdays.}"
    found = findings_of({"phrasings/gaps.yaml": gaps_file(more=nearest)})
    assert seen(found) == [("error", "quote", "gap closing-date")]


def test_quote_shows_what_is_most_alike(findings_of: FindingsOf) -> None:
    nearest = "  nearest: {document_id: times, quote: It meets on Tuesdays.}"
    (found,) = findings_of({"phrasings/gaps.yaml": gaps_file(more=nearest)})
    assert "most alike: “It meets on Mondays.”" in found.advice


def disagreement_file(quote: str = "It meets on Mondays.", says: str = "on Mondays") -> str:
    return f"""
disagreements:
- id: day
  point: when it meets
  by: sources
  sides:
  - {{document_id: times, quote: {quote}, says: {says}}}
  - document_id: counting
    quote: It is free.
    says: free
    elsewhere:
    - {{document_id: counting, quote: Any state-funded primary school can join.}}
"""


def test_disagreement_of_standing_quotes_is_no_fault(findings_of: FindingsOf) -> None:
    assert findings_of({"disagreements.yaml": disagreement_file()}) == ()


@pytest.mark.parametrize(
    "changes",
    [{"quote": "It meets on Tuesdays."}, {"says": "on Tuesdays"}],
    ids=["not in the document", "not in the quote"],
)
def test_side_of_a_disagreement_stands_to_the_letter(
    findings_of: FindingsOf, changes: dict[str, str]
) -> None:
    found = findings_of({"disagreements.yaml": disagreement_file(**changes)})
    assert seen(found) == [("error", "quote", "day sides 1")]


def test_other_sentences_of_a_side_stand_to_the_letter(findings_of: FindingsOf) -> None:
    text = disagreement_file().replace("Any state-funded", "Each state-funded")
    found = findings_of({"disagreements.yaml": text})
    assert seen(found) == [("error", "quote", "day sides 2 elsewhere 1")]


def test_end_of_a_programme_stands_to_the_letter(findings_of: FindingsOf) -> None:
    ended = PROGRAMME + "ended: {last_year: 2020/21, document_id: counting, quote: It has ended.}\n"
    found = findings_of({"programmes/counting.yaml": ended})
    assert seen(found) == [("error", "quote", "ended")]


def test_quote_of_no_document_is_an_error(findings_of: FindingsOf) -> None:
    found = findings_of(
        changed("document_id: counting", "document_id: abacus", "programmes/counting.yaml")
    )
    assert seen(found) == [("error", "quote", "facts 1")]


def test_quotations_are_found_at_any_depth() -> None:
    class Rule(Record):
        needs: tuple[Quotation, ...]

    class Rules(Record):
        rules: tuple[Rule, ...]

    quotation = Quotation(document_id="a", quote="b")
    rules = Rules(rules=(Rule(needs=()), Rule(needs=(quotation,))))
    assert list(quotations_in(rules)) == [("rules 2 needs 1", quotation)]


# Rules

FACTS = """
facts:
- id: head_backs
  question: Does the head back it?
  options: [{value: "yes", label: the head does}, {value: "no", label: the head does not}]
"""
RULES = """
rules:
- academic_year: 2026/27
  criteria:
  - id: open
    criterion: The head backs it.
    strength: required
    needs: {fact: head_backs, one_of: ["yes"]}
    document_id: counting
    quote: Any state-funded primary school can join.
"""


def with_rules(old: str = "", new: str = "") -> dict[str, str]:
    return {
        "facts.yaml": FACTS.replace(old, new),
        "programmes/counting.yaml": PROGRAMME + RULES.replace(old, new),
    }


def test_rules_that_can_be_decided_by_have_no_findings(findings_of: FindingsOf) -> None:
    assert findings_of(with_rules()) == ()


@pytest.mark.parametrize(
    ("old", "new", "kind", "place"),
    [
        ("fact: head", "fact: foot", "rule", "rules → 0 → criteria → 0 → needs → fact"),
        ('one_of: ["yes"]', "one_of: [maybe]", "rule", "rules → 0 → criteria → 0 → needs"),
        ('value: "no"', 'value: "yes"', "rule", "facts → 0 → options → 1"),
        ("2026/27", "26/27", "rule", "rules → 0 → academic_year"),
        ("Any state", "No state", "quote", "rules 1 criteria 1"),
    ],
)
def test_fault_in_rules_is_found_with_its_place(
    findings_of: FindingsOf, old: str, new: str, kind: str, place: str
) -> None:
    assert seen(findings_of(with_rules(old, new))) == [("error", kind, place)]


def test_unreadable_facts_are_one_finding(findings_of: FindingsOf) -> None:
    found = findings_of(with_rules() | {"facts.yaml": "facts: ["})
    assert [(one.kind, one.file) for one in found] == [("unreadable file", "facts.yaml")]


# Names


def test_alias_of_two_programmes_is_an_error(findings_of: FindingsOf) -> None:
    other = "id: abacus\nname: Abacus\naliases: [Counting  Club]\nphase: primary\n"
    found = findings_of({"programmes/abacus.yaml": other})
    assert seen(found) == [("error", "programme name", "counting club")]


def test_programme_id_twice_is_an_error(findings_of: FindingsOf) -> None:
    other = "id: counting\nname: Abacus\nphase: primary\n"
    found = findings_of({"programmes/other.yaml": other})
    assert seen(found) == [("error", "programme name", "counting")]


def test_gap_id_twice_is_an_error(findings_of: FindingsOf) -> None:
    found = findings_of({"phrasings/more.yaml": gaps_file(("is there a last day",))})
    assert seen(found) == [("error", "duplicate id", "closing-date")]


def test_unknown_programme_of_a_gap_is_an_error(findings_of: FindingsOf) -> None:
    found = findings_of({"phrasings/gaps.yaml": gaps_file(more="  programme: abacus")})
    assert seen(found) == [("error", "unknown programme", "gap closing-date")]


def test_form_of_two_terms_is_told(findings_of: FindingsOf) -> None:
    terms = CLEAN["glossary.yaml"] + "- {term: Cts, also: [ct], meaning: Counts}\n"
    found = findings_of({"glossary.yaml": terms})
    assert seen(found) == [("warning", "glossary", "ct")]


def test_form_twice_in_a_term_is_told(findings_of: FindingsOf) -> None:
    found = findings_of({"glossary.yaml": "terms:\n- {term: CT, also: [C T, c t], meaning: x}\n"})
    assert seen(found) == [("warning", "glossary", "c t")]


def test_case_may_set_two_terms_apart(findings_of: FindingsOf) -> None:
    terms = (
        "terms:\n- {term: IT, meaning: x, case_sensitive: true}\n"
        "- {term: it, meaning: y, case_sensitive: true}\n"
    )
    assert findings_of({"glossary.yaml": terms}) == ()


def test_area_of_two_hubs_is_told(findings_of: FindingsOf) -> None:
    hubs = CLEAN["hubs.yaml"] + HUB.format(id="south", area="leeds").lstrip()
    found = findings_of({"hubs.yaml": hubs})
    assert seen(found) == [("warning", "hub", "leeds")]


def test_place_may_be_an_area_of_its_hub(findings_of: FindingsOf) -> None:
    hubs = CLEAN["hubs.yaml"].replace("areas: [Leeds]", "areas: [Leeds], places: [Leeds]")
    assert findings_of({"hubs.yaml": hubs}) == ()


def test_hub_id_twice_is_an_error(findings_of: FindingsOf) -> None:
    hubs = CLEAN["hubs.yaml"] + HUB.format(id="north", area="York").lstrip()
    found = findings_of({"hubs.yaml": hubs})
    assert seen(found) == [("error", "duplicate id", "north")]


def test_bare_folder_is_not_judged_by_borrowed_data(tmp_path: Path) -> None:
    files = read_corpus_files(written(tmp_path, {"a.md": FRONT_MATTER + BODY.split(" A [")[0]}))
    assert files.programmes == files.terms == files.hubs == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [("a\n b", "“a b”"), ("x" * 90, f"“{'x' * 90}”"), ("x" * 91, f"“{'x' * 89}…”")],
)
def test_long_words_are_cut(words: str, expected: str) -> None:
    assert shown(words) == expected
