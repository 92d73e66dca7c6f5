import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.plain_text import blocks_of_plain_text
from corpus.types import HEADING_KINDS

LONG = (
    "Two teachers from each school meet once every half term, and the lead who plans the meetings"
    " comes to every school twice, so that whole departments take part in the work."
)
QUOTED = "I have seen quiet pupils explain their thinking to the class, which I did not expect."

LINES = st.sampled_from(
    [
        "",
        "",
        "  ",
        "Joining a group",
        "What does it cost?",
        "I teach alone.",
        "I have no time, though.",
        "Yes.",
        "You will get:",
        "• a day",
        "•a visit",
        "- a book",
        "  2) a plan",
        "wrapped words that go on",
        "office@ourhub.example | 01632 960123",
        "Head of Maths, Leeds",
        "Your questions answered",
        "Page 2 of 3",
        "Our Hub",
        "ab\tc\td\tef",
        "One\fTwo",
        QUOTED,
        LONG,
        f"   {LONG}\u00a0",
    ]
)


def kinds_and_words(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks_of_plain_text(text)]


def kinds(text: str) -> list[str]:
    return [block.kind for block in blocks_of_plain_text(text)]


def levels(text: str) -> list[tuple[str, int]]:
    return [
        (text[block.start : block.end], block.level)
        for block in blocks_of_plain_text(text)
        if block.kind in HEADING_KINDS
    ]


def page(*pieces: str) -> str:
    return "\n\n".join(pieces) + "\n"


def test_short_line_above_text_is_a_heading() -> None:
    assert kinds_and_words(page("Joining a group", LONG)) == [
        ("heading", "Joining a group"),
        ("paragraph", LONG),
    ]


def test_heading_may_stand_right_above_its_text() -> None:
    assert kinds(page("Our hub", f"Joining a group\n{LONG}")) == ["heading", "heading", "paragraph"]


def test_heading_without_content_is_a_paragraph() -> None:
    assert kinds(page("Our hub", LONG, "Find out more", "Is there more?")) == [
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
    ]


def test_first_heading_stays_without_content() -> None:
    assert kinds(page("Joining a group", "Dates")) == ["heading", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Two teachers come.",
        "You will get:",
        "teachers of Year 7",
        "Two teachers, a head,",
        "A " * 17,
        "Abcdefghijklmnopqrst " * 6,
        "2024/25",
        "See https://ourhub.example",
    ],
    ids=["sentence", "colon", "small letter", "comma", "17 words", "126 letters", "number", "link"],
)
def test_line_of_another_shape_is_no_heading(line: str) -> None:
    assert "heading" not in kinds(page(line, LONG))


def test_title_is_level_one_and_sections_two() -> None:
    text = page("Joining a group", LONG, "Dates", LONG, "Money", LONG)
    assert levels(text) == [("Joining a group", 1), ("Dates", 2), ("Money", 2)]


def test_heading_right_below_another_is_deeper() -> None:
    text = page("Joining", LONG, "Second year", "For all schools", LONG, "Third year", LONG)
    assert levels(text)[1:] == [("Second year", 2), ("For all schools", 3), ("Third year", 2)]


def test_questions_below_their_heading_are_level_three() -> None:
    text = page("Joining", "Your questions answered", "Can we join?", LONG, "Is it free?", LONG)
    assert levels(text)[2:] == [("Can we join?", 3), ("Is it free?", 3)]


def test_question_is_not_the_title() -> None:
    assert levels(page("Can we join?", LONG, "Dates", LONG)) == [("Can we join?", 2), ("Dates", 1)]


def test_statement_before_a_question_belongs_to_it() -> None:
    text = page("Questions", "I teach maths on my own.", "Can I still join a group?", LONG)
    assert kinds_and_words(text)[1] == (
        "question",
        "I teach maths on my own.\n\nCan I still join a group?",
    )


def test_statement_after_a_question_belongs_to_it() -> None:
    text = page("Questions", "Will it take long?", "I have no time for more work.", LONG)
    assert kinds_and_words(text)[1] == (
        "question",
        "Will it take long?\n\nI have no time for more work.",
    )


@pytest.mark.parametrize("answer", ["Yes.", "No, it is free.", "Ask our office first."])
def test_short_answer_is_not_part_of_its_question(answer: str) -> None:
    text = page("Questions", "Is there a fee?", answer, "Can two of us come?", LONG)
    assert kinds_and_words(text)[1:3] == [("question", "Is there a fee?"), ("paragraph", answer)]


@pytest.mark.parametrize(
    ("answer", "rest"),
    [("No, it is free.", LONG), ("We pay for all of it.", "A form will come to you in spring.")],
)
def test_answer_of_two_paragraphs_is_an_answer(answer: str, rest: str) -> None:
    text = page("Questions", "Is there a fee?", answer, rest)
    assert [words for _, words in kinds_and_words(text)][1:] == ["Is there a fee?", answer, rest]


def test_every_question_keeps_its_own_short_answer() -> None:
    asked = ["Can we join?", "Is there a fee?", "Is there a grant?", "Can two come?"]
    text = page(asked[0], "Yes.", asked[1], "No.", asked[2], "Yes.", asked[3], "Yes.")
    answers = ["Yes.", "No.", "Yes.", "Yes."]
    assert [words for _, words in kinds_and_words(text)] == [
        words for pair in zip(asked, answers, strict=True) for words in pair
    ]


@pytest.mark.parametrize(
    "mark", ["• ", "•", "•\u00a0", "\uf0b7 ", "· ", "- ", "* ", "– ", "o ", "1. ", "(2) ", "3) "]
)
def test_item_is_without_its_mark(mark: str) -> None:
    text = page("Joining", f"You will get\n{mark}two days of talk\n  {mark}a visit")
    assert kinds_and_words(text)[-2:] == [("item", "two days of talk"), ("item", "a visit")]


def test_wrapped_item_is_one_block() -> None:
    assert kinds_and_words("• two days of talk\n  with others\n• a visit\n") == [
        ("item", "two days of talk\n  with others"),
        ("item", "a visit"),
    ]


def test_colon_before_items_leads_in() -> None:
    assert kinds(page("Joining", "Schools will get:", "• a day\n• a visit")) == [
        "heading",
        "lead_in",
        "item",
        "item",
    ]


def test_colon_before_text_does_not_lead_in() -> None:
    assert kinds(page("Schools will get:", LONG)) == ["paragraph", "paragraph"]


@pytest.mark.parametrize("dash", ["-5 degrees outside", "1.5 days", "offer of the week"])
def test_number_or_word_is_no_mark(dash: str) -> None:
    assert "item" not in kinds(page("Joining", dash, LONG))


@pytest.mark.parametrize(
    "line",
    [
        "office@ourhub.example",
        "office@ourhub.example  |  (01632) 960123  |  Contact us",
        "www.ourhub.example/join | https://news.ourhub.example",
        "Tel: 01632 960123",
        "Tel: 020 7946 0018",
        "Call 0161 496 0000",
        "Mobile 07700 900123",
        "+44 (0)20 7946 0018",
    ],
)
def test_line_of_addresses_is_a_contact(line: str) -> None:
    assert kinds(page("Joining", line, LONG)) == ["heading", "contact", "paragraph"]


def test_sentence_with_an_address_is_a_paragraph() -> None:
    text = "Write to office@ourhub.example before the end of term if you would like a visit."
    assert kinds(page("Joining", text)) == ["heading", "paragraph"]


def test_speaker_makes_the_words_before_a_quotation() -> None:
    assert kinds_and_words(page("Joining", LONG, QUOTED, "Head of Maths, North Yorkshire")) == [
        ("heading", "Joining"),
        ("paragraph", LONG),
        ("quotation", QUOTED),
        ("attribution", "Head of Maths, North Yorkshire"),
    ]


@pytest.mark.parametrize("line", ["Dates, times and places", "Where and when", "Year 7, term 1"])
def test_heading_with_a_comma_is_no_speaker(line: str) -> None:
    assert kinds(page("Joining", LONG, line, LONG))[2] == "heading"


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "Two teachers from each school meet in a hall near them and\nthe lead comes along.\n"
    assert kinds_and_words(text) == [("paragraph", text.strip())]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    assert kinds_and_words(f"{LONG}\n{LONG}\n") == [("paragraph", LONG)] * 2


def test_short_sentence_ends_its_paragraph() -> None:
    assert kinds_and_words("It is free.\nTwo teachers from each school come.\n") == [
        ("paragraph", "It is free."),
        ("paragraph", "Two teachers from each school come."),
    ]


def test_page_number_does_not_cut_a_sentence() -> None:
    """The span holds the number; half a sentence would say something else."""
    text = (
        "A school pays nothing for the days in its first year, and those who come for\n3\nmore pay."
    )
    assert kinds_and_words(text) == [("paragraph", text)]


def test_furniture_and_noise_are_no_blocks() -> None:
    text = page("Skip to content", "Joining", "ab\tc\td\tef", LONG, "Page 1 of 2", "© Our Hub")
    assert kinds_and_words(text) == [("heading", "Joining"), ("paragraph", LONG)]


@pytest.mark.parametrize("text", ["", "\n\n", "---\n....\n", "Home\nMenu\n"])
def test_text_of_furniture_has_no_blocks(text: str) -> None:
    assert blocks_of_plain_text(text) == ()


def test_blocks_begin_after_the_front_matter() -> None:
    head = "---\ntitle: Joining\n---\n"
    text = head + LONG
    assert [text[block.start :] for block in blocks_of_plain_text(text, len(head))] == [LONG]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "a.b@" * 250_000,
        ".'" * 500_000,
    ],
    ids=["one run", "addresses", "full stops"],
)
def test_hostile_text_takes_no_quadratic_time(text: str) -> None:
    """A run of a million letters, as in data saved as text, once took hours."""
    start = time.process_time()
    blocks_of_plain_text(text)
    assert time.process_time() - start < 10


@given(st.lists(LINES, max_size=15).map("\n".join))
def test_blocks_are_trimmed_spans_in_order(text: str) -> None:
    end = 0
    for block in blocks_of_plain_text(text):
        words = text[block.start : block.end]
        assert end <= block.start < block.end <= len(text)
        assert words == words.strip()
        end = block.end


@given(st.lists(LINES, max_size=15).map("\n".join))
def test_only_headings_have_levels(text: str) -> None:
    blocks = blocks_of_plain_text(text)
    assert all((block.level > 0) == (block.kind in HEADING_KINDS) for block in blocks)


@given(st.lists(LINES, max_size=15).map("\n".join))
def test_nothing_ends_with_a_heading_without_content(text: str) -> None:
    blocks = blocks_of_plain_text(text)
    assert len(blocks) < 2 or blocks[-1].kind not in HEADING_KINDS


@given(st.text(st.sampled_from("Ab1 \n\t\f•-.?:,@£\u00a0"), max_size=60))
def test_blocks_of_any_characters_are_spans(text: str) -> None:
    end = 0
    for block in blocks_of_plain_text(text):
        assert end <= block.start < block.end <= len(text)
        end = block.end
