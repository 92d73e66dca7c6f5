import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lines import Line, content_lines, is_noise


def words(text: str) -> list[str]:
    return [line.text for line in content_lines(text) if not line.is_blank]


@pytest.mark.parametrize(
    "furniture",
    [
        "Page 3 of 12",
        "page 4",
        "17",
        "Skip to main content",
        "Back to top",
        "Cookie policy",
        "PRIVACY",
        "Log in",
        "© 2025 Our Hub",
        "Copyright Our Hub 2025",
        "All rights reserved.",
    ],
)
def test_page_furniture_is_left_out(furniture: str) -> None:
    assert words(f"Joining\n{furniture}\nTwo teachers come.") == ["Joining", "Two teachers come."]


@pytest.mark.parametrize("line", ["Home learning", "Search for your hub", "Page turners"])
def test_line_that_begins_like_furniture_stays(line: str) -> None:
    assert words(line) == [line]


def test_line_standing_three_times_is_a_running_one() -> None:
    assert words("Our Hub\nOne.\nOur Hub\nTwo.\nOur Hub\nThree.") == ["One.", "Two.", "Three."]


def test_line_standing_twice_stays() -> None:
    assert words("Our Hub\nOne.\nOur Hub") == ["Our Hub", "One.", "Our Hub"]


def test_repeated_paragraph_is_no_running_line() -> None:
    paragraph = "Two teachers from each school meet " * 3 + "here"
    assert words(f"{paragraph}\n" * 3) == [paragraph] * 3


@pytest.mark.parametrize("answer", ["Yes.", "No", "Free", "It depends on your hub."])
def test_answer_given_three_times_stays(answer: str) -> None:
    """Without it a question would get the next question's answer."""
    assert words(f"Can we?\n{answer}\n" * 3) == ["Can we?", answer] * 3


@pytest.mark.parametrize("item", ["- one day", "• one day"])
def test_item_listed_three_times_stays(item: str) -> None:
    assert words(f"{item}\n" * 3) == [item] * 3


@pytest.mark.parametrize(
    "scan", ["/ \\ | _ 3 #", "ab\tc\td\tef", "\\vdash x y", "...", "* * *", "3 4 % & 5"]
)
def test_scanning_noise_is_noise(scan: str) -> None:
    assert is_noise(scan)


@pytest.mark.parametrize(
    "line",
    ["£500", "$ 20", "01632 960123", "2024/25", "Two\tdays\tfor\tteachers", "Year 7", "a", ""],
)
def test_figures_and_short_words_are_no_noise(line: str) -> None:
    assert not is_noise(line)


@pytest.mark.parametrize("text", ["one\ftwo", "one\n\ftwo", "one\f\ntwo"])
def test_form_feed_is_a_blank_line(text: str) -> None:
    first, *between, last = (line.text for line in content_lines(text))
    assert (first, set(between), last) == ("one", {""}, "two")


def test_line_knows_its_indent() -> None:
    (line,) = content_lines("\t  - a day  ")
    assert line.text_with_indent == "   - a day"
    assert (line.line_start, line.start, line.end) == (0, 3, 10)


def test_lines_before_the_start_are_not_read() -> None:
    text = "Our Hub\nOur Hub\nOur Hub\nOne.\n"
    expected = [(16, "Our Hub"), (24, "One."), (29, "")]
    assert [(line.start, line.text) for line in content_lines(text, 16)] == expected


@given(st.text(st.sampled_from("ab £1\n\t\f\v\r\u00a0\u2028•-.?"), max_size=60))
def test_line_is_its_span_of_the_text(text: str) -> None:
    previous = Line(line_start=0, start=0, end=0, text="")
    for line in content_lines(text):
        assert text[line.start : line.end] == line.text == line.text.strip()
        assert previous.end <= line.line_start <= line.start
        previous = line
