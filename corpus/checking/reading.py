"""Reads all files of a corpus folder one by one; a file that fails is a finding, not the end."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from corpus.checking.findings import Finding
from corpus.data_files import load_data
from corpus.domain import DisagreementsFile, FactsFile, GlossaryFile, HubsFile, load_programmes
from corpus.errors import CorpusDataError, UnreadableFileError
from corpus.loading import BUNDLED_CORPUS, document_files, documents_folder, load_document
from corpus.phrasings import PhrasingsFile, sections_of
from corpus.types import (
    Corpus,
    Disagreement,
    Document,
    FactDefinition,
    Hub,
    Programme,
    Record,
    Term,
)

Content = TypeVar("Content")


class FromFile(Record, Generic[Content]):
    """What one file holds, with its name relative to the corpus folder."""

    file: str
    content: Content


class CorpusFiles(Record):
    """All that could be read of a corpus folder, and what could not."""

    folder: Path
    is_bare: bool
    """Whether it is a bare folder of documents, which borrows the bundled corpus's vocabulary."""
    documents: tuple[FromFile[Document], ...]
    phrasings: tuple[FromFile[PhrasingsFile], ...] = ()
    programmes: tuple[FromFile[Programme], ...] = ()
    terms: tuple[Term, ...] = ()
    hubs: tuple[Hub, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    facts: tuple[FactDefinition, ...] = ()
    known_programmes: frozenset[str] = frozenset()
    """The ids that documents, gaps and terms may name."""
    unread: tuple[Finding, ...] = ()

    @property
    def unread_ids(self) -> frozenset[str]:
        """Ids that files which could not be read would have; what names them is not at fault."""
        return frozenset(Path(finding.file).stem for finding in self.unread)


def read_corpus_files(
    folder: Path, *, on_file: Callable[[Path], None] = lambda path: None
) -> CorpusFiles:
    """Read every file; `on_file` is told each before. Raises CorpusFolderError without a folder."""
    root = documents_folder(folder)
    reader = _Reader(folder, on_file)
    documents = reader.read(document_files(root), load_document)
    if root == folder:
        borrowed = frozenset(programme.id for programme in load_programmes(BUNDLED_CORPUS))
        return CorpusFiles(
            folder=folder,
            is_bare=True,
            documents=documents,
            known_programmes=borrowed,
            unread=tuple(reader.unread),
        )
    programmes = reader.read(
        _data_files(folder, "programmes/*.yaml"), partial(load_data, kind=Programme)
    )
    phrasings = reader.read(
        _data_files(folder, "phrasings/**/*.yaml"), partial(load_data, kind=PhrasingsFile)
    )
    glossaries = reader.read(
        _data_files(folder, "glossary.yaml"), partial(load_data, kind=GlossaryFile)
    )
    hubs = reader.read(_data_files(folder, "hubs.yaml"), partial(load_data, kind=HubsFile))
    facts = reader.read(_data_files(folder, "facts.yaml"), partial(load_data, kind=FactsFile))
    marked = reader.read(
        _data_files(folder, "disagreements.yaml"), partial(load_data, kind=DisagreementsFile)
    )
    return CorpusFiles(
        folder=folder,
        is_bare=False,
        documents=documents,
        phrasings=phrasings,
        programmes=programmes,
        terms=tuple(term for glossary in glossaries for term in glossary.content.terms),
        hubs=tuple(hub for file in hubs for hub in file.content.hubs),
        disagreements=tuple(one for file in marked for one in file.content.disagreements),
        facts=tuple(fact for file in facts for fact in file.content.facts),
        known_programmes=frozenset(read.content.id for read in programmes),
        unread=tuple(reader.unread),
    )


def corpus_of(files: CorpusFiles) -> Corpus:
    """Put together what could be read, without a digest; of one id, the first document counts."""
    documents = {read.content.id: read.content for read in reversed(files.documents)}
    read_phrasings = [read.content for read in files.phrasings]
    return Corpus(
        documents=tuple(reversed(documents.values())),
        phrasings=tuple(sections_of(read_phrasings)),
        gaps=tuple(gap for content in read_phrasings for gap in content.gaps),
        terms=files.terms,
        hubs=files.hubs,
        programmes=tuple(read.content for read in files.programmes),
        facts=files.facts,
        disagreements=files.disagreements,
        digest="",
    )


class _Reader:
    """Reads files of one folder after another, and collects what could not be read."""

    def __init__(self, folder: Path, on_file: Callable[[Path], None]) -> None:
        self._folder = folder
        self._on_file = on_file
        self.unread: list[Finding] = []

    def read(
        self, paths: Iterable[Path], load: Callable[[Path], Content]
    ) -> tuple[FromFile[Content], ...]:
        return tuple(self._each(paths, load))

    def _each(
        self, paths: Iterable[Path], load: Callable[[Path], Content]
    ) -> Iterator[FromFile[Content]]:
        for path in paths:
            self._on_file(path)
            # A name that is not UTF-8 could not be printed.
            name = str(path.relative_to(self._folder)).encode(errors="replace").decode()
            try:
                yield FromFile(file=name, content=load(path))
            except UnreadableFileError as error:
                self._add(name, error.reason)
            except CorpusDataError as error:
                reason = str(error).removeprefix(str(path)).lstrip(", ").removeprefix("is ")
                self._add(name, reason.rstrip("."))
            except OSError as error:
                self._add(name, f"it cannot be opened ({error.strerror})")

    def _add(self, file: str, reason: str) -> None:
        self.unread.append(
            Finding(
                severity="error",
                kind="unreadable file",
                file=file,
                place="",
                advice=f"It is left out: {reason}. Mend it, or move it out of the folder.",
            )
        )


def _data_files(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file())
