import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as new_word_document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.adding import Draft, add_source, drafts_folder
from corpus.checking.reading import read_corpus_files
from corpus.drafts import academic_year_in, draft_name, draft_text
from corpus.errors import DraftError, RefusedAddressError
from corpus.fetching import FetchedPage
from corpus.front_matter import FrontMatter, split_front_matter
from corpus.loading import load_document
from corpus.markdown import blocks_of_markdown
from corpus.plain_text import blocks_of_plain_text
from corpus.types import Document, Source

PAGE = """<html lang="en"><head><title>Fees of Counting Together</title>
<meta property="og:site_name" content="North Hub">
<meta property="article:published_time" content="2024-09-03">
<link rel="canonical" href="https://elsewhere.example/"></head><body><article>
<h1>Fees of Counting Together</h1>
<p>In 2024/25 Counting Together is free for every state-funded primary school in the area.</p>
<h2>What is paid for?</h2>
<p>These are paid for:</p>
<ul><li>two days of supply</li><li>all of the materials</li></ul>
<table><tr><th>Teachers</th><th>Days</th></tr><tr><td>one</td><td>four</td></tr></table>
</article></body></html>"""
NOTES = "Counting Together\n\nWho pays\n\nIt is free to schools. It was free in 2023-24 too.\n"

Add = Callable[..., Draft]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "other.md").write_text("## One\n\nA text.\n", encoding="utf-8")
    return folder


@pytest.fixture
def add(corpus: Path, tmp_path: Path) -> Add:
    """Write a source file and add it."""

    def make(text: str | bytes, name: str = "notes.txt") -> Draft:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return add_source(str(path), corpus, drafts_folder(corpus))

    return make


@pytest.fixture(scope="module")
def page_draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """Add a web page; once for all tests, as its reader takes a second to start."""
    corpus = tmp_path_factory.mktemp("corpus")
    page = fetched(PAGE.encode(), ".html", None)
    return add_source(page.url, corpus, corpus / "drafts", fetch_page=lambda url: page)


def fetched(data: bytes, suffix: str, charset: str | None) -> FetchedPage:
    url = "https://hub.example/fees?x=1"
    return FetchedPage(url=url, suffix=suffix, charset=charset, data=data)


def head_of(draft: Draft) -> FrontMatter:
    return split_front_matter(draft.path.read_text(encoding="utf-8"))[0]


def body_of(draft: Draft) -> str:
    text = draft.path.read_text(encoding="utf-8")
    return text[split_front_matter(text)[1] :]


def words_of(document: Document) -> list[str]:
    """Give the words of each block but the title, on one line each."""
    lines = [" ".join(document.text[one.start : one.end].split()) for one in document.blocks]
    return [line for line in lines if line != document.source.title]


def test_web_page_becomes_a_document(page_draft: Draft) -> None:
    assert body_of(page_draft) == (
        "\nIn 2024/25 Counting Together is free for every state-funded primary school in the area."
        "\n\n## What is paid for?\n\nThese are paid for:\n\n- two days of supply"
        "\n- all of the materials\n\n| Teachers | Days |\n| --- | --- |\n| one | four |\n"
    )


def test_front_matter_says_what_was_found(page_draft: Draft) -> None:
    """The address is where the page came from: it may call any other its canonical one."""
    assert head_of(page_draft) == FrontMatter(
        title="Fees of Counting Together",
        publisher="North Hub",
        url="https://hub.example/fees?x=1",
        published="2024-09-03",
        academic_year="2024/25",
        status="current",
        reviewed=None,
    )


def test_what_was_not_found_is_told(add: Add) -> None:
    assert add(NOTES).not_found == ("publisher", "url", "published")


@pytest.mark.parametrize("charset", ["utf-16-le", "cp1252"])
def test_charset_of_the_site_is_believed(corpus: Path, charset: str) -> None:
    page = fetched(NOTES.replace("is free", "costs £80").encode(charset), ".txt", charset)
    draft = add_source(page.url, corpus, drafts_folder(corpus), fetch_page=lambda url: page)
    assert "costs £80" in body_of(draft)


@pytest.mark.parametrize("charset", ["x-no", "ascii"])
def test_wrong_charset_of_the_site_is_no_fault(corpus: Path, charset: str) -> None:
    page = fetched(NOTES.replace("is free", "costs £80").encode(), ".txt", charset)
    draft = add_source(page.url, corpus, drafts_folder(corpus), fetch_page=lambda url: page)
    assert "costs £80" in body_of(draft)


def test_address_of_a_saved_page_must_be_a_web_address(add: Add) -> None:
    page = PAGE.replace("https://elsewhere.example/", "javascript:alert(1)")
    assert head_of(add(page, "page.html")).url is None


def test_word_document_becomes_a_document(add: Add, tmp_path: Path) -> None:
    word = new_word_document()
    word.add_heading("Fees", level=1)
    word.add_heading("What is paid for?", level=2)
    word.add_paragraph("Two days of supply are paid for.")
    word.save(str(tmp_path / "word.docx"))
    draft = add((tmp_path / "word.docx").read_bytes(), "word.docx")
    assert body_of(draft) == "\n## What is paid for?\n\nTwo days of supply are paid for.\n"


def test_plain_text_becomes_a_document(add: Add) -> None:
    assert (
        body_of(add(NOTES))
        == "\n## Who pays\n\nIt is free to schools. It was free in 2023-24 too.\n"
    )


def test_sources_of_sections_are_kept(add: Add) -> None:
    text = (
        "---\ntitle: Fees\nsources:\n  - section: Who pays?\n    publisher: North Hub\n"
        "    published: 2024\n---\n\n## Who pays?\n\nNobody.\n"
    )
    (source,) = head_of(add(text, "fees.md")).sources
    assert (source.section, source.publisher, source.published) == (
        "Who pays?",
        "North Hub",
        "2024",
    )


def test_review_is_not_taken_over(add: Add) -> None:
    text = "---\ntitle: Fees\nstatus: archived\nreviewed: 2020\n---\n\n## Who pays?\n\nNobody.\n"
    head = head_of(add(text, "fees.md"))
    assert (head.status, head.reviewed) == ("current", None)


@pytest.mark.parametrize(
    "text",
    [
        "## A\n\nOne **bold** text,\nwrapped over [two](x.md) lines.\n",
        "## A\n\n- one\n- two\n  wrapped\n\n1. first\n2. second\n\n#### Deep\n\nText.\n",
        "## A\n\n| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n\n| no | head |\n| at | all |\n",
        "## Who pays?\n\nThese:\n\n- one\n\nText.\n\n> Quoted.\n\n# Late title\n\nMore.\n",
        "## A\n\n2023\\. It began.\n\n\\# One\n\n\\- Two\n\n\\`\\`\\`\n\nA <b>bold</b> one.\n",
    ],
)
def test_draft_loads_as_its_source(tmp_path: Path, text: str) -> None:
    source, draft = tmp_path / "source.md", tmp_path / "draft.md"
    source.write_text(text, encoding="utf-8")
    expected = load_document(source)
    draft.write_text(draft_text(expected), encoding="utf-8")
    assert words_of(load_document(draft)) == words_of(expected)


def test_headings_begin_with_the_second_level(add: Add) -> None:
    """The title is the first, and stands in the front matter."""
    draft = add("# One\n\nA.\n\n# Two\n\nB.\n\n### Three\n\nC.\n", "notes.md")
    assert re.findall("^#+ .*", body_of(draft), re.MULTILINE) == ["## Two", "### Three"]


MARKS = "2023. 12) # > ``` ~~~ <div> <b> </p> <!-- [a]: | -- --- * + - === _ \\ & ] ! ( : a".split()
LINES = st.lists(
    st.lists(st.sampled_from(MARKS), min_size=1, max_size=4).map(" ".join).map("{} it is".format),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(LINES)
@example(["2023. The year in which it began", "<div> is no word", "[grant]: https://a.example x"])
def test_no_word_is_lost(lines: list[str]) -> None:
    """Markdown makes much of what a line begins with, and drops some of it."""
    text = "A title\n\nWho pays\n\n" + "\n\n".join(f"{line} so long." for line in lines)
    source = Document(
        id="a", source=Source(title="A title"), text=text, blocks=blocks_of_plain_text(text)
    )
    draft = draft_text(source)
    blocks = blocks_of_markdown(draft, split_front_matter(draft)[1])
    loaded = Document(id="b", source=source.source, text=draft, blocks=blocks)
    assert re.findall(r"\w+", " ".join(words_of(loaded))) == re.findall(
        r"\w+", " ".join(words_of(source))
    )


def test_name_comes_from_the_title(add: Add, corpus: Path) -> None:
    assert add(NOTES).path == corpus / "drafts" / "counting-together.md"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A school's journey: £1,000 – Café", "a-schools-journey-1-000-cafe"),
        ("../../etc/passwd", "etc-passwd"),
        ("数学", "a-document"),
        ("README", "a-document"),
        ("word " * 30, "-".join(["word"] * 16)),
    ],
)
def test_name_is_plain(title: str, expected: str) -> None:
    assert draft_name(title) == expected


def test_drafts_are_not_loaded(add: Add, corpus: Path) -> None:
    add(NOTES)
    assert [read.file for read in read_corpus_files(corpus).documents] == ["documents/other.md"]


def test_drafts_of_a_bare_folder_are_beside_it(tmp_path: Path) -> None:
    assert drafts_folder(tmp_path) == tmp_path.with_name(f"{tmp_path.name}-drafts")


def test_nothing_is_overwritten(add: Add) -> None:
    first = add(NOTES)
    kept = first.path.read_bytes()
    with pytest.raises(DraftError, match="exists already"):
        add(NOTES.replace("free", "dear"), "others.txt")
    assert first.path.read_bytes() == kept


def test_nothing_is_left_of_a_failure(add: Add, corpus: Path) -> None:
    add(NOTES)
    with pytest.raises(DraftError):
        add(NOTES)
    assert os.listdir(corpus / "drafts") == ["counting-together.md"]


def test_name_in_the_corpus_is_told(add: Add, corpus: Path) -> None:
    taken = corpus / "documents" / "counting-together.md"
    taken.write_text("## One\n\nA text.\n", encoding="utf-8")
    assert add(NOTES).taken_by == taken


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("", "a.txt", "empty"),
        ("## Only a heading\n", "a.md", "no paragraph"),
        (b"\x00\x01\x02", "a.txt", "binary"),
        (b"%PDF-1.4 broken", "a.pdf", "damaged"),
        ("x", "a.xlsx", "not read"),
        ("---\npublished: soon\n---\n\nText.\n", "a.md", "published"),
    ],
)
def test_bad_file_is_told(add: Add, text: str | bytes, name: str, reason: str) -> None:
    with pytest.raises(DraftError, match=f"cannot be read: .*{reason}"):
        add(text, name)


def test_missing_file_is_told(corpus: Path) -> None:
    with pytest.raises(DraftError, match="with https:// before it"):
        add_source("www.hub.example/fees", corpus, drafts_folder(corpus))


def test_folder_that_is_a_file_is_told(corpus: Path, tmp_path: Path) -> None:
    source = tmp_path / "notes.txt"
    source.write_text(NOTES, encoding="utf-8")
    with pytest.raises(DraftError, match="cannot be written"):
        add_source(str(source), corpus, source)


@pytest.mark.parametrize("url", ["http://localhost/", "HTTP://127.0.0.1/", "file:///etc/passwd"])
def test_address_is_guarded(corpus: Path, url: str) -> None:
    with pytest.raises(RefusedAddressError):
        add_source(url, corpus, drafts_folder(corpus))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2024/25 it is free; in 2024-25, and 2024/2025 too.", "2024/25"),
        ("From 2024–25 on.", "2024/25"),
        ("Free in 2023/24 and in 2024/25.", None),
        ("On 2024-09-01, in 2024/27, on page 2024/25/3, since 2024.", None),
        ("At the turn of 2099/00.", "2099/00"),
    ],
)
def test_academic_year_is_the_only_one_named(text: str, expected: str | None) -> None:
    assert academic_year_in(text) == expected
