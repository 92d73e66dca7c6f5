"""Extracts text from HTML, PDF and DOCX. Runs in a child process of its own (see sandbox.py).

A parser of strangers' files can be made to eat all memory and time, so nothing here is called
from the process that builds or serves.
"""

import sys
from collections import Counter
from copy import deepcopy
from pathlib import Path

from corpus.decoding import check_size, decode_any_size
from corpus.errors import UnreadableFileError
from corpus.types import Record

MIN_REPEATS_OF_RUNNING_LINE = 3
"""A line that heads or ends three pages is a running header or footer."""


class Extract(Record):
    """What one file held. Markdown unless it came from a PDF, whose text has lost its marks."""

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None


def extract_html(data: bytes) -> Extract:
    """Take the main text of a web page as Markdown, without navigation and footers."""
    # The library's own guess reads the £ of an old page as Ł.
    page = decode_any_size(data).encode(errors="replace")
    import trafilatura  # here and below: the child loads only the library that its file needs
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    # With the default minimum lengths a short page loses its headings to a cruder fallback.
    for option in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        config["DEFAULT"][option] = "1"
    text = trafilatura.extract(
        page,
        output_format="markdown",
        include_tables=True,
        include_comments=False,
        fast=True,
        config=config,
    )
    if not text or not text.strip():
        raise UnreadableFileError("no text was found in it")
    # The extensive search would take a closing date, or the year 2024/25, for the page's own date.
    facts = trafilatura.extract_metadata(page, extensive=False)
    return Extract(
        text=text, title=facts.title, publisher=facts.sitename, url=facts.url, published=facts.date
    )


def extract_docx(path: Path) -> Extract:
    """Take a Word document's headings, paragraphs, lists and tables as Markdown."""
    import mammoth

    with path.open("rb") as file:
        styles = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"
        html = mammoth.convert_to_html(file, style_map=styles).value
    page = f"<html><body><article>{html}</article></body></html>"
    return extract_html(page.encode()).model_copy(update={"title": None})


def extract_pdf(path: Path) -> Extract:
    """Take a PDF's text page by page, without running headers and footers."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    # The control character stands for a hyphen at a line's end, whose break PDFium has taken out.
    text = "\n\n".join(_without_running_lines(pages)).replace("\x02", "-")
    if not text.strip():
        raise UnreadableFileError("no text in the PDF; it may be a scan")
    return Extract(text=text, title=document.get_metadata_value("Title") or None)


def _without_running_lines(pages: list[str]) -> list[str]:
    cut = [[line.strip() for line in page.splitlines()] for page in pages]
    edges = Counter(line for lines in cut for line in {*lines[:2], *lines[-2:]} if line)
    running = {line for line, count in edges.items() if count >= MIN_REPEATS_OF_RUNNING_LINE}
    return ["\n".join(line for line in lines if line not in running) for lines in cut]


def main(kind: str, path: str) -> None:
    """Print the extract of one file as JSON; the exit code 3 stands for a reason on stderr."""
    file = Path(path)
    try:
        if kind == "html":
            extract = extract_html(file.read_bytes())
        elif kind == "docx":
            extract = extract_docx(file)
        else:
            extract = extract_pdf(file)
        check_size(extract.text)
    except UnreadableFileError as error:
        sys.stderr.write(error.reason)
        sys.exit(3)
    sys.stdout.buffer.write(extract.model_dump_json().encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
