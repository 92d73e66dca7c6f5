import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from made_files import docx_bytes, pdf_bytes

from corpus.errors import CorpusDataError, CorpusFolderError, UnreadableFileError
from corpus.loading import (
    BUNDLED_CORPUS,
    digest_of,
    document_files,
    documents_folder,
    load_corpus,
    load_document,
)
from corpus.types import Block, Document, SkippedFile

WORDS = "Two teachers from each school meet every half term."
HEAD = "---\ntitle: Joining\npublisher: Our Hub\npublished: 2024-09\nprogrammes: [a]\n---\n"
GLOSSARY = "terms:\n- term: WG\n  meaning: A work group.\n"


def write(path: Path, text: str = WORDS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_whole_corpus(folder: Path) -> None:
    """Write a corpus of one document with data of every kind."""
    write(folder / "documents" / "joining.md", f"{HEAD}\n## Who comes\n\n{WORDS}\n")
    write(folder / "glossary.yaml", GLOSSARY)
    write(folder / "hubs.yaml", "hubs: [{id: our-hub, name: Our Hub, region: North, grade: A}]")
    write(folder / "programmes" / "a.yaml", "id: a\nname: Joining a Group\nphase: primary\n")
    write(
        folder / "phrasings" / "joining.yaml",
        "document: joining\nsections: [{heading: Who comes, phrasings: [who is it for]}]\n"
        "gaps: [{id: closing, topic: when it closes, phrasings: [deadline]}]\n",
    )


def words_of(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def test_markdown_has_the_facts_of_its_head(tmp_path: Path) -> None:
    document = load_document(write(tmp_path / "a.md", f"{HEAD}\n# Other title\n\n{WORDS}\n"))
    source = document.source
    assert (document.id, source.title, source.publisher) == ("a", "Joining", "Our Hub")
    assert (source.published, document.programmes) == ("2024-09", ("a",))


def test_text_keeps_the_head_that_offsets_count(tmp_path: Path) -> None:
    document = load_document(write(tmp_path / "a.md", HEAD + WORDS))
    assert document.text == HEAD + WORDS
    assert [words_of(document, block) for block in document.blocks] == [WORDS]


def test_front_matter_of_a_text_file_is_no_content(tmp_path: Path) -> None:
    document = load_document(write(tmp_path / "a.txt", HEAD + WORDS))
    assert document.source.title == "Joining"
    assert [words_of(document, block) for block in document.blocks] == [WORDS]


@pytest.mark.parametrize("suffix", ["md", "markdown", "MD"])
def test_markdown_suffixes_are_read_as_markdown(tmp_path: Path, suffix: str) -> None:
    document = load_document(write(tmp_path / f"a.{suffix}", f"# Joining\n\n{WORDS}\n"))
    assert document.source.title == "Joining"


def test_first_outermost_heading_is_the_title(tmp_path: Path) -> None:
    document = load_document(write(tmp_path / "a.txt", f"Joining a\u00a0group\n\n{WORDS}\n"))
    assert document.source.title == "Joining a group"


@pytest.mark.parametrize("start", ["## Who comes\n\n", "# Who comes?\n\n", ""])
def test_file_name_serves_without_a_title(tmp_path: Path, start: str) -> None:
    document = load_document(write(tmp_path / "joining-a_group.md", start + WORDS))
    assert document.source.title == "Joining a group"


def test_web_page_knows_its_source(tmp_path: Path) -> None:
    page = f'<html><head><meta property="og:site_name" content="Our Hub"></head>\
        <body><h1>Joining</h1><p>{WORDS}</p></body></html>'
    document = load_document(write(tmp_path / "a.html", page))
    assert (document.source.title, document.source.publisher) == ("Joining", "Our Hub")


def test_pdf_is_read_as_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(["Joining a group"], [f"{WORDS} They talk.", "- a day"]))
    document = load_document(path)
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "item"]


def test_word_file_is_read_as_markdown(tmp_path: Path) -> None:
    def build(document: WordDocument) -> None:
        document.add_heading("Joining", 0)
        document.add_paragraph(WORDS)

    path = tmp_path / "a.docx"
    path.write_bytes(docx_bytes(build))
    document = load_document(path)
    assert [words_of(document, block) for block in document.blocks] == ["Joining", WORDS]


@pytest.mark.parametrize("text", ["# Joining\n", "```\ncode\n```\n", "---\ntitle: A\n---\n"])
def test_document_without_content_is_unreadable(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFileError, match="no paragraph, list or table"):
        load_document(write(tmp_path / "a.md", text))


def test_corpus_has_its_own_data(tmp_path: Path) -> None:
    write_whole_corpus(tmp_path)
    corpus = load_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["joining"]
    assert [entry.section for entry in corpus.phrasings] == ["Who comes"]
    assert [gap.id for gap in corpus.gaps] == ["closing"]
    assert [term.term for term in corpus.terms] == ["WG"]
    assert [hub.id for hub in corpus.hubs] == ["our-hub"]
    assert [programme.id for programme in corpus.programmes] == ["a"]


def test_bare_folder_borrows_the_bundled_vocabulary(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    corpus = load_corpus(tmp_path)
    assert corpus.terms
    assert corpus.hubs
    assert corpus.programmes
    assert (corpus.phrasings, corpus.gaps) == ((), ())


def test_bundled_corpus_loads_whole() -> None:
    corpus = load_corpus(BUNDLED_CORPUS)
    assert len(corpus.documents) > 100
    assert corpus.skipped == ()


def test_documents_are_loaded_by_name_from_all_folders(tmp_path: Path) -> None:
    for name in ("b/second.md", "a/first.txt", "third.md"):
        write(tmp_path / name)
    told: list[Path] = []
    corpus = load_corpus(tmp_path, on_file=told.append)
    assert [document.id for document in corpus.documents] == ["first", "second", "third"]
    assert [path.stem for path in told] == ["first", "second", "third"]


def test_hidden_files_and_readmes_are_not_read(tmp_path: Path) -> None:
    for name in ("a.md", ".hidden.md", ".git/b.md", "README.md", "c/readme.md"):
        write(tmp_path / name)
    assert list(document_files(tmp_path)) == [tmp_path / "a.md"]


def test_folder_named_like_a_document_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "folder.md" / "a.md")
    corpus = load_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["a"]
    assert corpus.skipped == ()


def test_bad_file_is_skipped_with_its_place_and_reason(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    write(tmp_path / "more" / "b.md", "")
    corpus = load_corpus(tmp_path)
    assert corpus.skipped == (SkippedFile(path="more/b.md", reason="the file is empty"),)


def test_second_document_of_a_name_is_skipped(tmp_path: Path) -> None:
    write(tmp_path / "a" / "same.md", "The first.")
    write(tmp_path / "b" / "same.txt", "The second.")
    corpus = load_corpus(tmp_path)
    assert [document.text for document in corpus.documents] == ["The first."]
    assert [(file.path, file.reason) for file in corpus.skipped] == [
        ("b/same.txt", "another document is already called 'same'")
    ]


def test_closed_folders_and_files_are_named(tmp_path: Path) -> None:
    """Root may read everything, so loading runs as nobody in a process of its own."""
    for name in ("open.md", "closed.md", "closed/a.md", "listed/b.md"):
        write(tmp_path / "documents" / name)
    for name, mode in (("closed.md", 0), ("closed", 0), ("listed", 0o444)):
        (tmp_path / "documents" / name).chmod(mode)
    tmp_path.chmod(0o755)
    script = (
        "import os; from pathlib import Path; from corpus.loading import load_corpus\n"
        "os.geteuid() or os.setuid(65534)\n"
        "print(*(f'{file.path}: {file.reason}' for file in load_corpus(Path()).skipped), sep='\\n')"
    )
    loading = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, stdout=subprocess.PIPE)
    for name in ("closed", "listed"):  # or pytest could not clear them away
        (tmp_path / "documents" / name).chmod(0o755)
    assert loading.stdout.decode().splitlines() == [
        "closed: a folder that cannot be opened",
        "closed.md: cannot be opened: permission denied",
        "listed/b.md: cannot be opened: permission denied",
    ]


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusFolderError, match=r"There is no folder .*; name one with --corpus"):
        load_corpus(tmp_path / "missing")


def test_empty_folder_is_told_what_to_hold(tmp_path: Path) -> None:
    with pytest.raises(CorpusFolderError, match=r"holds no documents; put \.md"):
        load_corpus(tmp_path)


def test_folder_of_bad_files_is_told_the_first(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "")
    write(tmp_path / "b.xlsx", "words")
    with pytest.raises(CorpusFolderError, match=r"None of the 2 files .* a\.md: the file is empty"):
        load_corpus(tmp_path)


def test_wrong_data_file_stops_loading(tmp_path: Path) -> None:
    write_whole_corpus(tmp_path)
    write(tmp_path / "glossary.yaml", "terms: [{word: WG}]")
    with pytest.raises(CorpusDataError, match=r"glossary\.yaml, line 1, at terms → 0 → term"):
        load_corpus(tmp_path)


def test_inner_folder_holds_the_documents(tmp_path: Path) -> None:
    assert documents_folder(tmp_path) == tmp_path
    (tmp_path / "documents").mkdir()
    assert documents_folder(tmp_path) == tmp_path / "documents"


@pytest.mark.parametrize(
    "name",
    ["documents/joining.md", "glossary.yaml", "hubs.yaml", "programmes/a.yaml", "phrasings/b.yaml"],
)
def test_digest_changes_with_every_file(tmp_path: Path, name: str) -> None:
    write_whole_corpus(tmp_path)
    before = digest_of(tmp_path)
    with (tmp_path / name).open("a") as file:
        file.write("# more\n")
    assert digest_of(tmp_path) != before


def test_digest_changes_with_a_name(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md")
    before = digest_of(tmp_path)
    path.rename(tmp_path / "b.md")
    assert digest_of(tmp_path) != before


def test_digest_is_the_corpus_digest(tmp_path: Path) -> None:
    write_whole_corpus(tmp_path)
    assert load_corpus(tmp_path).digest == digest_of(tmp_path)


def test_digest_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    assert len(digest_of(tmp_path)) == 64
