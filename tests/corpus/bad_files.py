"""Files that cannot become documents, by kind, each with part of the reason that loading gives."""

import os
import random
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from docx.document import Document as WordDocument
from made_files import (
    deflated,
    docx_bytes,
    docx_of_xml,
    pdf_bytes,
    pdf_of_stream,
    png_bytes,
    word_paragraph,
    zip_bytes,
)

from corpus.decoding import MAX_FILE_BYTES

WORDS = "Two teachers from each school meet every half term."
DAMAGED = "damaged, or not the kind of file"
NO_TEXT = "no text was found"
GOOD_IDS = {"good-markdown", "good-text", "good-page", "good-flyer", "good-letter"}
TOO_COSTLY = "took longer than|needs more than|exceed its limits"


class BadFile(NamedTuple):
    """A file to write: its bytes, or a function that makes something else at its path."""

    kind: str
    name: str
    content: bytes | Callable[[Path], object]
    reason: str
    """A regular expression that the reason must hold."""


def write(folder: Path, file: BadFile) -> None:
    """Write one file below `folder`."""
    path = folder / file.name
    if isinstance(file.content, bytes):
        path.write_bytes(file.content)
    else:
        file.content(path)


def write_good_files(folder: Path) -> None:
    """Write a file of each kind that is read; their documents are GOOD_IDS."""
    page = f"<html><body><h1>Joining</h1><p>{WORDS}</p></body></html>"
    (folder / "good-markdown.md").write_text(f"# Joining\n\n{WORDS}\n")
    (folder / "good-text.txt").write_text(f"Joining\n\n{WORDS}\n")
    (folder / "good-page.html").write_text(page)
    (folder / "good-flyer.pdf").write_bytes(GOOD_PDF)
    (folder / "good-letter.docx").write_bytes(GOOD_DOCX)


def bad_files() -> list[BadFile]:
    """Give files of all kinds but those that take the sandbox's full time."""
    return [*_text_files(), *_pages(), *_pdf_files(), *_word_files(), *_no_files(), *_bombs()]


def slow_bombs() -> list[BadFile]:
    """Give small Word files that take minutes to read."""
    million = docx_of_xml(repeat(word_paragraph(b"word") * 10_000, 100))
    return [
        BadFile("DOCX bomb", "word.docx", _word_bomb(mebibytes=210), TOO_COSTLY),
        BadFile("DOCX bomb", "million.docx", million, TOO_COSTLY),
    ]


def bomb() -> BadFile:
    """Give a PDF of 10 kB whose five million operators take 800 MiB to read."""
    return BadFile("PDF bomb", "flate.pdf", _pdf_bomb(5_000_000), TOO_COSTLY)


def large_bombs() -> list[BadFile]:
    """Give larger files that take the sandbox's full time or memory, and many broken ones."""
    paragraphs = b"<p>" + WORDS.encode() + b"</p>\n"
    nested = deflated([_pdf_operators(150_000_000)])
    return [
        *_broken("PDF cut short", ".pdf", GOOD_PDF, parts=20),
        *_broken("DOCX cut short", ".docx", GOOD_DOCX, parts=20),
        BadFile("PDF bomb", "large-flate.pdf", _pdf_bomb(200_000_000), TOO_COSTLY),
        BadFile("PDF bomb", "large-nested.pdf", _nested_pdf(nested), TOO_COSTLY),
        BadFile("PDF bomb", "pages.pdf", _pdf_of_pages(200_000), TOO_COSTLY),
        BadFile("DOCX bomb", "gigabyte.docx", _word_bomb(mebibytes=1_000), TOO_COSTLY),
        BadFile("HTML bomb", "paragraphs.html", paragraphs * 330_000, TOO_COSTLY),
        BadFile(
            "HTML bomb", "table.html", b"<table><tr><td>a</td>" * 800_000, f"{TOO_COSTLY}|text"
        ),
    ]


def _text_files() -> list[BadFile]:
    noise = random.Random(1).randbytes(20_000)
    words = WORDS.encode()
    return [
        BadFile("empty", "empty.txt", b"", "the file is empty"),
        BadFile("empty", "empty.md", b"", "the file is empty"),
        BadFile("empty", "spaces.txt", b" \n\t\r\n" * 9, "the file is empty"),
        BadFile("empty", "mark-only.md", b"\xef\xbb\xbf", "the file is empty"),
        BadFile("empty", "hard-spaces.md", "\u00a0\n\u2003\n".encode(), "the file is empty"),
        BadFile("NUL bytes", "nul.txt", b"words\x00words" * 9, "binary data"),
        BadFile("NUL bytes", "late-nul.md", words * 2_000 + b"\x00", "binary data"),
        BadFile("random bytes", "random.txt", noise, "not text|binary data"),
        BadFile("random bytes", "random.md", noise, "not text|binary data"),
        BadFile("control characters", "controls.txt", b"\x1b[2Jword\x07\x08" * 99, "binary data"),
        BadFile("encoding", "utf16.txt", WORDS.encode("utf-16-le"), "binary data"),
        BadFile("encoding", "utf16-big.md", WORDS.encode("utf-16-be"), "binary data"),
        BadFile("encoding", "marked.txt", b"\xef\xbb\xbf" + words + b"\xff", "byte order mark"),
        BadFile("encoding", "odd.md", b"\xff\xfe" + WORDS.encode("utf-16-le") + b"a", "order mark"),
        BadFile("front matter", "not-yaml.md", _headed("title: a: b"), "line 2: mapping values"),
        BadFile("front matter", "field.md", _headed("autor: A"), "autor: no such field"),
        BadFile("front matter", "list.md", _headed("- title"), "must be `field: value` lines"),
        BadFile("front matter", "date.md", _headed("published: soon"), "published: must look like"),
        BadFile("front matter", "30-feb.md", _headed("reviewed: 2024-02-30"), "does not exist"),
        BadFile("front matter", "deep.md", _headed("title: " + "[\n" * 2_000), "nested too deeply"),
        BadFile("front matter", "long.md", _headed("title: " + "a" * 99_000), "too long"),
        BadFile("no content", "heading.md", b"# Joining\n", "no paragraph, list or table"),
        BadFile("no content", "code.md", b"```\ncode\n```\n", "no paragraph, list or table"),
        BadFile("no content", "furniture.txt", b"Home\nMenu\n----\n", "no paragraph, list or tabl"),
    ]


def _pages() -> list[BadFile]:
    deep = b"<div>" * 100_000 + WORDS.encode() + b"</div>" * 100_000
    return [
        BadFile("random bytes", "random.html", random.Random(2).randbytes(9_000), "binary data"),
        BadFile("empty", "empty.html", b"", "the file is empty"),
        BadFile("no content", "script.html", b"<html><script>let a = 1</script></html>", NO_TEXT),
        BadFile("HTML bomb", "deep.html", b"<html><body>" + deep, f"{NO_TEXT}|{TOO_COSTLY}"),
        BadFile("wrong suffix", "markdown.html", b"# Joining\n\n" + WORDS.encode(), NO_TEXT),
        BadFile("wrong suffix", "pdf.html", GOOD_PDF, f"{NO_TEXT}|binary data"),
    ]


def _pdf_files() -> list[BadFile]:
    locked = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<31> <31>]"
    encrypted = pdf_bytes([WORDS], trailer=locked % (b"41" * 32, b"42" * 32))
    loop = GOOD_PDF.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    return [
        *_broken("PDF cut short", ".pdf", GOOD_PDF, parts=2),
        BadFile("random bytes", "random.pdf", random.Random(3).randbytes(9_000), DAMAGED),
        BadFile("empty", "empty.pdf", b"", "the file is empty"),
        BadFile("encrypted", "locked.pdf", encrypted, "encrypted or protected by a password"),
        BadFile("no content", "scan.pdf", pdf_bytes([]), "it may be a scan"),
        BadFile("PDF bomb", "loop.pdf", loop, DAMAGED),
        BadFile("wrong suffix", "letter.pdf", GOOD_DOCX, DAMAGED),
    ]


def _word_files() -> list[BadFile]:
    entity = b'<!DOCTYPE d [<!ENTITY local SYSTEM "file:///etc/hostname">]>'
    fetching = docx_of_xml([word_paragraph(b"&local;")], doctype=entity)
    return [
        *_broken("DOCX cut short", ".docx", GOOD_DOCX, parts=2),
        BadFile("random bytes", "random.docx", random.Random(4).randbytes(9_000), DAMAGED),
        BadFile("empty", "empty.docx", b"", "the file is empty"),
        BadFile("zip that is no DOCX", "notes.docx", zip_bytes(notes=WORDS), DAMAGED),
        BadFile("zip that is no DOCX", "nothing.docx", zip_bytes(), DAMAGED),
        BadFile("external entity", "entity.docx", fetching, NO_TEXT),
        BadFile("wrong suffix", "flyer.docx", GOOD_PDF, DAMAGED),
    ]


def _no_files() -> list[BadFile]:
    """Give what no reader exists for, and what is no file at all."""
    picture = png_bytes(bytes(range(256)) * 8, width=64)
    not_utf8 = os.fsdecode(b"caf\xe9.md")
    files = [
        BadFile("wrong suffix", "picture.txt", picture, "binary data"),
        BadFile("unknown suffix", "picture.png", picture, "files of the kind .png are not read"),
        BadFile("unknown suffix", "sheet.xlsx", zip_bytes(sheet="1"), "kind .xlsx are not read"),
        BadFile("unknown suffix", "letter", WORDS.encode(), "without suffix"),
        BadFile("too large", "large.txt", _of_size(MAX_FILE_BYTES + 1), "larger than 20 MiB"),
        BadFile("too large", "large.pdf", _of_size(MAX_FILE_BYTES + 1), "larger than 20 MiB"),
        BadFile("same name", "good-markdown.txt", WORDS.encode(), "already called 'good-markdown'"),
        BadFile("no file", "nowhere.md", lambda path: path.symlink_to("gone"), "cannot be opened"),
        BadFile("no file", "itself.md", lambda path: path.symlink_to(path), "cannot be opened"),
        BadFile("no file", "pipe.txt", os.mkfifo, "a pipe or device"),
        BadFile("name", not_utf8, WORDS.encode(), "its name is not UTF-8"),
    ]
    if os.geteuid():  # root may read everything
        closed = BadFile("no right to read", "closed.md", _closed, "permission denied")
        files.append(closed)
    return files


def _bombs() -> list[BadFile]:
    return [
        bomb(),
        BadFile(
            "PDF bomb", "nested.pdf", _nested_pdf(deflated([_pdf_operators(5_000_000)])), TOO_COSTLY
        ),
        BadFile("text bomb", "letters.txt", b"a" * 6_000_000, "more than 5,000,000 characters"),
        BadFile("text bomb", "newlines.md", b"a" + b"\n" * 4_000_000, "more than 100,000 lines"),
        BadFile("text bomb", "lists.md", (b"- " * 9 + b"a\n") * 90_000, "list and table marks"),
        BadFile(
            "text bomb", "columns.md", b"|a" * 900_000 + b"|\n" + b"|-" * 900_000, "table marks"
        ),
    ]


def _good_letter(document: WordDocument) -> None:
    document.add_heading("Joining", 0)
    document.add_paragraph(WORDS)


GOOD_PDF = pdf_bytes(["Joining", WORDS])
GOOD_DOCX = docx_bytes(_good_letter)


def _broken(kind: str, suffix: str, content: bytes, *, parts: int) -> list[BadFile]:
    """Cut a file short at `parts` places, the last of them within its final table."""
    # A PDF that has lost no more than its last lines is mended and read whole.
    last = content.rfind(b"trailer") if suffix == ".pdf" else len(content) - 20
    ends = [last * part // parts for part in range(1, parts + 1)]
    return [BadFile(kind, f"cut-at-{end}{suffix}", content[:end], DAMAGED) for end in ends]


def _headed(head: str) -> bytes:
    return f"---\n{head}\n---\n\n{WORDS}\n".encode()


def _pdf_operators(count: int) -> bytes:
    return b"q " * count


def _pdf_bomb(operators: int) -> bytes:
    return pdf_of_stream(deflated(repeat(_pdf_operators(1_000_000), operators // 1_000_000)))


def _nested_pdf(inner: bytes) -> bytes:
    return pdf_of_stream(deflated([inner]), filters=b" /Filter [/FlateDecode /FlateDecode]")


def _pdf_of_pages(pages: int) -> bytes:
    line = b"BT /F1 11 Tf 60 760 Td (%s) Tj ET" % WORDS.encode()
    return pdf_of_stream(deflated([line]), pages=pages)


def _word_bomb(*, mebibytes: int) -> bytes:
    """Make a DOCX whose one word has millions of letters."""
    letters = repeat(b"A" * 2**20, mebibytes)
    return docx_of_xml([b"<w:p><w:r><w:t>", *letters, b"</w:t></w:r></w:p>"])


def _of_size(size: int) -> Callable[[Path], object]:
    def write_sparse(path: Path) -> None:
        path.touch()
        os.truncate(path, size)

    return write_sparse


def _closed(path: Path) -> None:
    path.write_text(WORDS)
    path.chmod(0)
