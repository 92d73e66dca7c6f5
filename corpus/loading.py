"""Loads a folder of documents. A file that cannot be read is named with its reason, and skipped."""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.decoding import MAX_FILE_BYTES, decode_text
from corpus.domain import (
    load_disagreements,
    load_facts,
    load_hubs,
    load_programmes,
    load_terms,
)
from corpus.errors import CorpusFolderError, UnreadableFileError
from corpus.front_matter import split_front_matter
from corpus.markdown import blocks_of_markdown
from corpus.phrasings import load_phrasings
from corpus.plain_text import blocks_of_plain_text
from corpus.rules import check_rules
from corpus.sandbox import ExtractKind, extract_in_child
from corpus.types import HEADING_KINDS, Block, Corpus, Document, SkippedFile, Source

BUNDLED_CORPUS = Path(__file__).parent
"""The corpus that comes with the assistant."""

EXTRACT_KINDS: dict[str, ExtractKind] = {
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt"})
MAX_DOCUMENTS = 100_000


def load_corpus(folder: Path, *, on_file: Callable[[Path], None] = lambda path: None) -> Corpus:
    """Load all documents of `folder`; or, where it has a subfolder `documents`, those and its data.

    A bare folder of documents borrows the vocabulary (terms, hubs, programmes, facts) of the
    bundled corpus. `on_file` is told each file before it is read. Raises CorpusFolderError where
    there is nothing to load, and CorpusDataError where a data file is wrong.
    """
    root = documents_folder(folder)
    documents: dict[str, Document] = {}
    skipped: list[SkippedFile] = []
    for path in document_files(root):
        on_file(path)
        # A name that is not UTF-8 could not be printed.
        name = str(path.relative_to(root)).encode(errors="replace").decode()
        try:
            document = load_document(path)
            if document.id in documents:
                raise UnreadableFileError(f"another document is already called {document.id!r}")
            documents[document.id] = document
        except UnreadableFileError as error:
            skipped.append(SkippedFile(path=name, reason=error.reason))
        except OSError as error:
            reason = f"cannot be opened: {(error.strerror or 'unknown fault').lower()}"
            skipped.append(SkippedFile(path=name, reason=reason))
    if not documents:
        raise CorpusFolderError(_nothing_loaded(folder, skipped))
    own = folder if root != folder else None
    phrasings, gaps = load_phrasings(folder / "phrasings") if own else ((), ())
    corpus = Corpus(
        documents=tuple(documents.values()),
        phrasings=phrasings,
        gaps=gaps,
        terms=load_terms(own or BUNDLED_CORPUS),
        hubs=load_hubs(own or BUNDLED_CORPUS),
        programmes=load_programmes(own or BUNDLED_CORPUS),
        facts=load_facts(own or BUNDLED_CORPUS),
        disagreements=load_disagreements(own) if own else (),
        skipped=tuple(skipped),
        digest=digest_of(folder),
    )
    if own:
        check_rules(own, corpus)
    return corpus


def load_document(path: Path) -> Document:
    """Load one file. Raises UnreadableFileError, or OSError where it cannot be opened."""
    facts = path.stat()
    if stat.S_ISDIR(facts.st_mode):
        raise UnreadableFileError("a folder that cannot be opened")
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableFileError("a pipe or device, not a file with content")
    if facts.st_size == 0:
        raise UnreadableFileError("the file is empty")
    if facts.st_size > MAX_FILE_BYTES:
        raise UnreadableFileError(f"larger than {MAX_FILE_BYTES // 2**20} MiB")
    if any("\ud800" <= character <= "\udfff" for character in path.name):
        raise UnreadableFileError("its name is not UTF-8; rename it")
    suffix = path.suffix.lower()
    if suffix in EXTRACT_KINDS:
        return _extracted_document(path, EXTRACT_KINDS[suffix])
    if suffix in TEXT_SUFFIXES:
        return _text_document(path, is_markdown=suffix != ".txt")
    raise UnreadableFileError(f"files of the kind {suffix or 'without suffix'} are not read")


def documents_folder(folder: Path) -> Path:
    """Give the folder that holds the documents. Raises CorpusFolderError where there is none."""
    if not folder.is_dir():
        raise CorpusFolderError(f"There is no folder {folder}; name one with --corpus.")
    inner = folder / "documents"
    return inner if inner.is_dir() else folder


def digest_of(folder: Path) -> str:
    """Hash the names and bytes of all files that loading reads: documents, phrasings and data."""
    root = documents_folder(folder)
    data = BUNDLED_CORPUS if root == folder else folder
    digest = hashlib.sha256()
    for base, paths in ((root, list(document_files(root))), (data, sorted(data.rglob("*.yaml")))):
        for path in paths:
            name = str(path.relative_to(base)).encode(errors="surrogateescape")
            digest.update(name + b"\x00" + _digest_of_file(path))
    return digest.hexdigest()


def _digest_of_file(path: Path) -> bytes:
    try:
        if not path.is_file():  # to open a pipe would wait for its writer
            return b"unreadable"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b"unreadable"


def document_files(root: Path) -> Iterator[Path]:
    """Yield by name all that loading reads or reports, pipes and closed folders too; no READMEs."""
    closed: list[Path] = []
    walk = os.walk(root, onerror=lambda error: closed.append(Path(error.filename)))
    found = [Path(folder, name) for folder, _, names in walk for name in names]
    paths = sorted(
        path
        for path in [*found, *closed]
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
        and path.name.lower() != "readme.md"
    )
    if len(paths) > MAX_DOCUMENTS:
        raise CorpusFolderError(
            f"{root} holds more than {MAX_DOCUMENTS:,} files; name a smaller folder."
        )
    yield from paths


def _text_document(path: Path, *, is_markdown: bool) -> Document:
    text = decode_text(path.read_bytes())
    head, body_start = split_front_matter(text)
    find_blocks = blocks_of_markdown if is_markdown else blocks_of_plain_text
    blocks = find_blocks(text, body_start)
    title = head.title or _title(text, blocks) or _title_of_name(path)
    return Document(
        id=path.stem,
        source=head.source(title=title),
        section_sources=head.section_sources(title=title),
        audience=head.audience,
        programmes=head.programmes,
        status=head.status,
        reviewed=head.reviewed,
        text=text,
        blocks=_checked(blocks),
    )


def _extracted_document(path: Path, kind: ExtractKind) -> Document:
    extract = extract_in_child(kind, path)
    is_plain = kind == "pdf"
    text = extract.text.replace("\r\n", "\n").replace("\r", "\n")
    blocks = blocks_of_plain_text(text) if is_plain else blocks_of_markdown(text)
    source = Source(
        title=extract.title or _title(text, blocks) or _title_of_name(path),
        publisher=extract.publisher,
        url=extract.url,
        published=extract.published,
    )
    return Document(id=path.stem, source=source, text=text, blocks=_checked(blocks))


def _checked(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    if not any(block.kind not in HEADING_KINDS for block in blocks):
        raise UnreadableFileError("no paragraph, list or table was found in it")
    return blocks


def _title(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Find the outermost heading that stands before any other."""
    headings = [block for block in blocks if block.kind in HEADING_KINDS]
    if headings and headings[0].kind == "heading" and headings[0].level == 1:
        return " ".join(text[headings[0].start : headings[0].end].split())
    return None


def _title_of_name(path: Path) -> str:
    return re.sub(r"[-_]+", " ", path.stem).strip().capitalize() or path.name


def _nothing_loaded(folder: Path, skipped: list[SkippedFile]) -> str:
    if not skipped:
        return f"{folder} holds no documents; put .md, .txt, .html, .pdf or .docx files into it."
    first = skipped[0]
    return (
        f"None of the {len(skipped)} files in {folder} can be read;"
        f" the first, {first.path}: {first.reason}."
    )
