import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableFileError
from corpus.markdown import MAX_MARKS, blocks_of_markdown
from corpus.types import HEADING_KINDS, Block

LINES = st.sampled_from(
    [
        "",
        "  ",
        "Two teachers come.",
        "They get:",
        "# Joining a group #",
        "### What does it cost?",
        "#",
        "## \u00a0",
        "===",
        "---",
        "- a day",
        "  - a visit",
        "* ",
        "1. 10 days",
        "> quoted words",
        "> - quoted item",
        "| Year | Grant |",
        "|------|-------|",
        "| 2024 | £1,000 |",
        "|",
        "```",
        "    indented",
        "\ttabbed",
        "<div>",
        "words\fwith a form feed",
        "words\u2028with a line separator",
        "\u00a0words after a hard space\u00a0",
        "[name]: https://ourhub.example",
        "back\\",
    ]
)


def kinds_and_words(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks_of_markdown(text)]


def levels(text: str) -> list[int]:
    return [block.level for block in blocks_of_markdown(text)]


def test_heading_is_without_its_marks() -> None:
    assert kinds_and_words("## Joining ##\n\nWords.") == [
        ("heading", "Joining"),
        ("paragraph", "Words."),
    ]


def test_underlined_heading_is_a_heading() -> None:
    assert kinds_and_words("Joining\n=======\n") == [("heading", "Joining")]


def test_heading_that_asks_is_a_question() -> None:
    assert kinds_and_words("# Can we join?\n") == [("question", "Can we join?")]


def test_levels_are_those_of_the_marks() -> None:
    assert levels("# A\n\n### B?\n\nWords.\n\nC\n---\n") == [1, 3, 0, 2]


def test_heading_without_words_is_nothing() -> None:
    assert kinds_and_words("#\n\n## \u00a0\n\nWords.\n") == [("paragraph", "Words.")]


def test_wrapped_paragraph_is_one_block() -> None:
    assert kinds_and_words("Two teachers\ncome.\n\nMore.") == [
        ("paragraph", "Two teachers\ncome."),
        ("paragraph", "More."),
    ]


def test_paragraph_may_end_as_it_begins() -> None:
    assert kinds_and_words("Yes\nand no, and\nYes\n") == [("paragraph", "Yes\nand no, and\nYes")]


def test_items_are_without_their_marks() -> None:
    text = "- a day\n- a visit\n  from us\n\n1. first\n2) second\n"
    assert [words for _, words in kinds_and_words(text)] == [
        "a day",
        "a visit\n  from us",
        "first",
        "second",
    ]


def test_nested_item_is_an_item() -> None:
    assert kinds_and_words("- a day\n  - of talk\n") == [("item", "a day"), ("item", "of talk")]


def test_paragraph_after_a_list_is_no_item() -> None:
    assert kinds_and_words("- a day\n\nWords.")[-1] == ("paragraph", "Words.")


@pytest.mark.parametrize("list_or_table", ["- a day", "| a | b |\n|---|---|\n| c | d |"])
def test_colon_before_a_list_or_table_leads_in(list_or_table: str) -> None:
    assert kinds_and_words(f"You get:\n\n{list_or_table}\n")[0] == ("lead_in", "You get:")


def test_colon_before_a_paragraph_does_not_lead_in() -> None:
    assert kinds_and_words("You get:\n\nWords.")[0] == ("paragraph", "You get:")


def test_paragraph_without_colon_does_not_lead_in() -> None:
    assert kinds_and_words("You get a day.\n\n- a visit")[0] == ("paragraph", "You get a day.")


def test_table_rows_are_whole_lines() -> None:
    assert kinds_and_words("| Year | Grant |\n|---|---|\n| 2024 | £1,000 | \n") == [
        ("row", "| Year | Grant |"),
        ("row", "| 2024 | £1,000 |"),
    ]


def test_table_without_ruler_is_rows() -> None:
    assert kinds_and_words("| Year | Grant |\n| 2024 | £1,000 |\n") == [
        ("row", "| Year | Grant |"),
        ("row", "| 2024 | £1,000 |"),
    ]


def test_inline_marks_stay() -> None:
    text = "Two **lead** teachers see [the page](https://ourhub.example)."
    assert kinds_and_words(text) == [("paragraph", text)]


def test_indented_words_are_not_lost() -> None:
    assert kinds_and_words("    It is free.\n\n\tIt is near.\n") == [
        ("paragraph", "It is free."),
        ("paragraph", "It is near."),
    ]


def test_fenced_code_and_raw_html_are_no_blocks() -> None:
    assert kinds_and_words("```\ncode\n```\n\n<div>\nmarks\n</div>\n") == []


def test_empty_text_has_no_blocks() -> None:
    assert blocks_of_markdown("") == ()


@pytest.mark.parametrize("character", ["\f", "\v", "\x1c", "\x85", "\u2028", "\u2029"])
def test_other_line_breaks_do_not_shift_offsets(character: str) -> None:
    """Python's splitlines breaks at them, Markdown does not."""
    text = f"One{character}two.\n\nThree.\n\nFour.\n"
    assert [words for _, words in kinds_and_words(text)] == [
        f"One{character}two.",
        "Three.",
        "Four.",
    ]


def test_offsets_count_from_the_beginning_of_the_text() -> None:
    head, body = "---\ntitle: A\n---\n", "# B\n\n- c\n"
    actual = blocks_of_markdown(head + body, len(head))
    assert [(head + body)[block.start : block.end] for block in actual] == ["B", "c"]


@pytest.mark.parametrize("text", ["![" * 1_000_000, "*a **a " * 20_000, "> " * 100_000])
def test_inline_marks_take_no_time(text: str) -> None:
    """Reading them as markup would take half a minute for the first."""
    start = time.process_time()
    blocks_of_markdown(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("line", ["- " * 9 + "a\n", "|a" * 20 + "|\n", "1. " * 9 + "a\n"])
def test_text_of_marks_is_refused(line: str) -> None:
    """A nesting of 100,000 lines would take 1.4 GiB."""
    with pytest.raises(UnreadableFileError, match="list and table marks"):
        blocks_of_markdown(line * (MAX_MARKS // 9 + 1))


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_blocks_are_trimmed_spans_in_order(text: str) -> None:
    end = 0
    for block in blocks_of_markdown(text):
        words = text[block.start : block.end]
        assert end <= block.start < block.end <= len(text)
        assert words == words.strip()
        end = block.end


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_only_headings_have_levels(text: str) -> None:
    blocks = blocks_of_markdown(text)
    assert all((block.level > 0) == (block.kind in HEADING_KINDS) for block in blocks)


@given(st.lists(LINES, max_size=12).map("\n".join), st.text(max_size=20))
def test_what_stands_before_only_shifts_blocks(body: str, head: str) -> None:
    def shifted(block: Block) -> Block:
        start, end = block.start + len(head), block.end + len(head)
        return block.model_copy(update={"start": start, "end": end})

    expected = tuple(shifted(block) for block in blocks_of_markdown(body))
    assert blocks_of_markdown(head + body, len(head)) == expected


@given(st.text(st.sampled_from("ab \n\t#>-*+1.)|:`~=_<[]\\\u00a0"), max_size=40))
def test_blocks_of_any_marks_are_spans(text: str) -> None:
    end = 0
    for block in blocks_of_markdown(text):
        assert end <= block.start < block.end <= len(text)
        end = block.end
