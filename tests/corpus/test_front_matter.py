import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableFileError
from corpus.front_matter import (
    MAX_FRONT_MATTER_CHARACTERS,
    FrontMatter,
    split_front_matter,
)

BODY = "# Joining a group\n\nTwo teachers come.\n"


def head_of(*lines: str) -> FrontMatter:
    head, _ = split_front_matter("\n".join(["---", *lines, "---", BODY]))
    return head


def reason_for(*lines: str) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        head_of(*lines)
    return caught.value.reason


def test_all_fields_are_read() -> None:
    head = head_of(
        "title: Joining",
        "publisher: Our Hub",
        "url: https://ourhub.example/join",
        "published: 2024-09",
        "academic_year: 2024/25",
        "audience: [headteachers]",
        "programmes: [a-programme]",
        "status: archived",
        "reviewed: 2026-11-22",
    )
    assert head == FrontMatter(
        title="Joining",
        publisher="Our Hub",
        url="https://ourhub.example/join",
        published="2024-09",
        academic_year="2024/25",
        audience=("headteachers",),
        programmes=("a-programme",),
        status="archived",
        reviewed="2026-11-22",
    )


def test_text_without_front_matter_begins_at_once() -> None:
    assert split_front_matter(BODY) == (FrontMatter(), 0)


@pytest.mark.parametrize(
    "head",
    ["---\ntitle: A\n---\n", "--- \ntitle: A\n---\t\n", "---\n---\n", "---\n# a remark\n---\n"],
    ids=["usual", "spaces after the lines", "empty", "only a comment"],
)
def test_body_begins_after_the_second_line(head: str) -> None:
    _, start = split_front_matter(head + BODY + "\n---\n\nMore.\n")
    assert start == len(head)


def test_front_matter_may_end_the_file() -> None:
    text = "---\ntitle: A\n---"
    assert split_front_matter(text) == (FrontMatter(title="A"), len(text))


def test_line_of_dashes_further_down_is_no_front_matter() -> None:
    assert split_front_matter(f"{BODY}\n---\ntitle: A\n---\n") == (FrontMatter(), 0)


@pytest.mark.parametrize("written", ["2024", "2024-09", "2024-09-01", "'2024'"])
def test_date_is_kept_as_written(written: str) -> None:
    assert head_of(f"published: {written}").published == written.strip("'")


@pytest.mark.parametrize("written", ["2024/25", "2023/24-2024/25"])
def test_academic_years_are_read(written: str) -> None:
    assert head_of(f"academic_year: {written}").academic_year == written


@pytest.mark.parametrize("written", ["soon", "24-09-01", "2024-13", "'2024-09-32'", "01/09/2024"])
def test_other_dates_are_named_with_a_good_one(written: str) -> None:
    reason = reason_for(f"published: {written}")
    assert "published: must look like 2024, 2024-09 or 2024-09-01" in reason


def test_academic_year_is_no_plain_year() -> None:
    assert "academic_year: must look like" in reason_for("academic_year: 2024")


def test_date_that_does_not_exist_is_told() -> None:
    assert "does not exist" in reason_for("published: 2024-02-30")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["autor: A"], "front matter, autor: no such field is known"),
        (["2024: A"], "front matter, 2024: no such field is known"),
        (["title: true"], "front matter, title: must be text; put it in quotes"),
        (["status: old"], "front matter, status: input should be 'current' or 'archived'"),
        (["audience: teachers"], "front matter, audience: must be a list, as in"),
        (["audience: [1]"], "front matter, audience, entry 1: must be text"),
        (["sources: [{publisher: A}]"], "front matter, sources, entry 1, section: the field is m"),
        (["sources: [A]"], "front matter, sources, entry 1: must be `field: value` lines"),
        (["- a", "- b"], "front matter must be `field: value` lines"),
        (["only words"], "front matter must be `field: value` lines"),
    ],
)
def test_wrong_field_is_named(lines: list[str], reason: str) -> None:
    assert reason_for(*lines).startswith(reason)


def test_line_that_is_not_yaml_is_numbered_as_in_the_file() -> None:
    reason = reason_for("publisher: Our Hub", "title: Joining: how")
    assert reason == "front matter is not YAML, line 3: mapping values are not allowed here"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("[\n" * 2_000, "nested too deeply"),
        ("\x01", "characters that YAML forbids"),
        ("9" * 5_000, "number that does not exist"),
        ("!!python/object:os.system x", "is not YAML"),
        ("a" * MAX_FRONT_MATTER_CHARACTERS, "too long"),
    ],
    ids=["nesting", "control character", "huge number", "python object", "length"],
)
def test_hostile_front_matter_has_a_reason(value: str, reason: str) -> None:
    assert reason in reason_for(f"title: {value}")


def test_title_of_the_head_precedes_the_documents() -> None:
    assert head_of("title: Joining").source(title="Other").title == "Joining"
    assert head_of("publisher: Our Hub").source(title="Other").title == "Other"


def test_section_source_without_title_has_the_documents() -> None:
    head = head_of("sources:", "- section: Dates", "  publisher: Other Hub", "  published: 2021")
    (source,) = head.section_sources(title="Joining")
    assert (source.title, source.section, source.published) == ("Joining", "Dates", "2021")


def test_section_source_may_have_its_own_title() -> None:
    entry = ["- section: Dates", "  publisher: Other Hub", "  title: Calendar"]
    (source,) = head_of("title: Joining", "sources:", *entry).section_sources(title="Other")
    assert source.title == "Calendar"


@given(st.text(st.sampled_from("title: a[]{}&*!|>'\"%@`-#,?2024\n\t\\"), max_size=60))
def test_any_front_matter_is_read_or_unreadable(head: str) -> None:
    text = f"---\n{head}\n---\n{BODY}"
    try:
        _, start = split_front_matter(text)
    except UnreadableFileError:
        return
    assert text[:start].rstrip().endswith("---")
