from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from made_files import docx_bytes, pdf_bytes, png_bytes

from corpus.errors import UnreadableFileError
from corpus.extraction import Extract, extract_docx, extract_html, extract_pdf

PAGE = """<!doctype html>
<html><head>
<title>Join a group | Our Hub</title>
<meta property="og:site_name" content="Our Hub">
<meta property="article:published_time" content="2024-09-03">
<link rel="canonical" href="https://ourhub.example/join">
</head><body>
<nav><a href="/">Front page</a> <a href="/news">News</a></nav>
<main><article>
<h1>Join a group</h1>
<p>Two teachers from each school meet every half term.</p>
<h2>What does it cost?</h2>
<p>It is free.</p>
<ul><li>two days</li><li>a visit</li></ul>
<table><tr><th>Year</th><th>Grant</th></tr><tr><td>2024/25</td><td>£1,000</td></tr></table>
</article></main>
<footer>Cookie policy</footer>
</body></html>
"""
SHORT_PAGE = "<html><body><p>{}</p></body></html>"


def word_file(path: Path, build: Callable[[WordDocument], object]) -> Path:
    path.write_bytes(docx_bytes(build))
    return path


def lines(extract: Extract) -> list[str]:
    return [line.rstrip() for line in extract.text.splitlines() if line.strip()]


def test_html_becomes_markdown() -> None:
    assert lines(extract_html(PAGE.encode())) == [
        "# Join a group",
        "Two teachers from each school meet every half term.",
        "## What does it cost?",
        "It is free.",
        "- two days",
        "- a visit",
        "| Year | Grant |",
        "|---|---|",
        "| 2024/25 | £1,000 |",
    ]


def test_short_page_keeps_its_headings() -> None:
    page = "<html><body><nav>News</nav><main><h2>Cost</h2><p>It is free.</p></main></body></html>"
    assert lines(extract_html(page.encode())) == ["## Cost", "It is free."]


def test_html_head_tells_of_the_page() -> None:
    assert extract_html(PAGE.encode()).model_copy(update={"text": ""}) == Extract(
        text="",
        title="Join a group",
        publisher="Our Hub",
        url="https://ourhub.example/join",
        published="2024-09-03",
    )


@pytest.mark.parametrize(
    "words",
    [
        "The closing date is 14 March 2025 for all schools.",
        "In 2024/25 two teachers from each school meet.",
        "This page is from © 2019 and speaks of a group.",
    ],
)
def test_date_in_the_words_is_not_the_pages(words: str) -> None:
    assert extract_html(SHORT_PAGE.format(words).encode()).published is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_html_of_any_encoding_keeps_pounds(encoding: str) -> None:
    words = "Two teachers’ grant of £1,000 is for each school here."
    assert extract_html(SHORT_PAGE.format(words).encode(encoding)).text == words


def test_declared_encoding_of_a_page_is_read() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-1"?>\n' + PAGE
    assert "£1,000" in extract_html(page.encode("cp1252")).text


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>let a = 1</script></body></html>", "only words"]
)
def test_html_without_text_is_unreadable(page: str) -> None:
    with pytest.raises(UnreadableFileError, match="no text was found"):
        extract_html(page.encode())


def test_docx_becomes_markdown(tmp_path: Path) -> None:
    def build(document: WordDocument) -> None:
        document.add_heading("Join a group", 0)
        document.add_paragraph("Two teachers from each school meet.")
        document.add_heading("Money", 1)
        document.add_paragraph("a day", style="List Bullet")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "2024/25", "£1,000"

    assert lines(extract_docx(word_file(tmp_path / "a.docx", build))) == [
        "# Join a group",
        "Two teachers from each school meet.",
        "# Money",
        "- a day",
        "| 2024/25 | £1,000 |",
    ]


def test_docx_tells_no_source_of_its_own(tmp_path: Path) -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("In 2024/25 the closing date was 14 March 2025.")
        document.add_heading("Money", 1)
        document.add_paragraph("It is free.")

    extract = extract_docx(word_file(tmp_path / "a.docx", build))
    assert extract == Extract(text=extract.text)


def test_docx_with_large_pictures_is_read(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 8_000
    picture = tmp_path / "a.png"
    picture.write_bytes(png_bytes(noise, width=2_000))

    def build(document: WordDocument) -> None:
        document.add_paragraph("Two teachers from each school meet.")
        document.add_picture(str(picture))

    extract = extract_docx(word_file(tmp_path / "a.docx", build))
    assert extract.text == "Two teachers from each school meet."


def test_pdf_pages_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(["Join a group", "Two teachers come."], ["It is free."]))
    assert extract_pdf(path) == Extract(text="Join a group\nTwo teachers come.\n\nIt is free.")


def test_pdf_names_its_title(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(["Words."], title="A flyer"))
    assert extract_pdf(path).title == "A flyer"


def test_pdf_is_without_running_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pages = (["Our Hub news", f"Part {number}", "Words.", "More."] for number in range(3))
    path.write_bytes(pdf_bytes(*pages))
    assert "Our Hub news" not in extract_pdf(path).text


def test_pdf_line_on_two_pages_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(["Our Hub news", "One."], ["Our Hub news", "Two."]))
    assert extract_pdf(path).text.count("Our Hub news") == 2


def test_hyphen_at_a_lines_end_is_a_hyphen(tmp_path: Path) -> None:
    """PDFium joins the lines and puts a control character between them."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(["They meet half-", "termly in a school."]))
    assert extract_pdf(path).text == "They meet half-termly in a school."


def test_pdf_without_text_may_be_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes([]))
    with pytest.raises(UnreadableFileError, match="may be a scan"):
        extract_pdf(path)
