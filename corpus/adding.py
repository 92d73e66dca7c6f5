"""Adds a source: a file or web page becomes a Markdown draft, outside of what is loaded."""

import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from corpus.drafts import draft_name, draft_text
from corpus.errors import DraftError, UnreadableFileError
from corpus.fetching import FetchedPage, fetch
from corpus.front_matter import split_front_matter
from corpus.loading import document_files, documents_folder, load_document
from corpus.types import Document, Record

DRAFTS_FOLDER = "drafts"
FIELDS_TO_FIND = ("publisher", "url", "published", "academic_year")
_WEB_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Draft(Record):
    """A draft that was written, and what staff should know to review it."""

    path: Path
    document: Document
    """The draft as it is loaded."""
    not_found: tuple[str, ...]
    """Fields of the front matter that the source does not tell."""
    taken_by: Path | None
    """The document of the corpus that already has the draft's name."""


def drafts_folder(corpus_folder: Path) -> Path:
    """Give the folder for drafts: in a corpus folder, or beside a bare folder of documents."""
    root = documents_folder(corpus_folder)
    if root != corpus_folder:
        return corpus_folder / DRAFTS_FOLDER
    bare = corpus_folder.resolve()
    return bare.with_name(f"{bare.name}-{DRAFTS_FOLDER}")


def add_source(
    source: str,
    corpus_folder: Path,
    drafts: Path,
    *,
    fetch_page: Callable[[str], FetchedPage] = fetch,
) -> Draft:
    """Write a draft of a file or web page into `drafts`. Never overwrites.

    Raises DraftError where the source cannot be read or the draft not be written, and what
    fetching raises; then nothing is left behind.
    """
    loaded = _load_page(fetch_page(source)) if _WEB_ADDRESS.match(source) else _load_file(source)
    name = f"{draft_name(loaded.source.title)}.md"
    draft = _write_new(drafts / name, draft_text(loaded))
    head, _ = split_front_matter(draft.text)
    known = document_files(documents_folder(corpus_folder))
    return Draft(
        path=drafts / name,
        document=draft,
        not_found=tuple(field for field in FIELDS_TO_FIND if getattr(head, field) is None),
        taken_by=next((path for path in known if path.stem == Path(name).stem), None),
    )


def _load_file(source: str) -> Document:
    path = Path(source)
    try:
        if not path.is_file():
            raise DraftError(
                f"There is no file {source}; name a file, or a web page with https:// before it."
            )
        document = load_document(path)
    except UnreadableFileError as error:
        raise DraftError(f"{source} cannot be read: {error.reason}.") from error
    except OSError as error:
        raise DraftError(f"{source} cannot be opened: {error.strerror}.") from error
    # What a page says of its own address is only kept where a reader could open it.
    is_web = bool(re.match(r"https?://", document.source.url or ""))
    return document if is_web else _with_url(document, None)


def _load_page(page: FetchedPage) -> Document:
    """Load what was fetched as a file of its kind; its address is the one it came from."""
    data = page.data
    if page.charset and page.suffix in {".html", ".txt", ".md"}:
        # Where the site is wrong about its encoding, loading finds it out by itself.
        with suppress(LookupError, UnicodeDecodeError):
            data = data.decode(page.charset).encode()
    stem = draft_name(page.url.rstrip("/").rsplit("/", 1)[-1].split("?")[0].rsplit(".", 1)[0])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}{page.suffix}"
        path.write_bytes(data)
        try:
            return _with_url(load_document(path), page.url)
        except UnreadableFileError as error:
            raise DraftError(f"{page.url} cannot be read: {error.reason}.") from error


def _with_url(document: Document, url: str | None) -> Document:
    source = document.source.model_copy(update={"url": url})
    return document.model_copy(update={"source": source})


def _write_new(path: Path, text: str) -> Document:
    """Write a draft whole or not at all, once it is seen to load; then give it as loaded."""
    hidden = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            hidden.write_text(text, encoding="utf-8")
            document = load_document(hidden)
            _publish(hidden, path)
        finally:
            hidden.unlink(missing_ok=True)
    except UnreadableFileError as error:
        raise DraftError(f"No draft can be made of it: {error.reason}.") from error
    except OSError as error:
        raise DraftError(f"{path} cannot be written: {error.strerror}.") from error
    return document.model_copy(update={"id": path.stem})


def _publish(hidden: Path, path: Path) -> None:
    try:
        os.link(hidden, path)  # unlike a renaming, it fails where the name is taken
    except FileExistsError as error:
        raise DraftError(f"{path} exists already; move or rename it, then add again.") from error
