import resource
import subprocess
import time
from pathlib import Path

import pytest
from made_files import docx_of_xml, pdf_bytes, word_paragraph

from corpus import sandbox
from corpus.errors import UnreadableFileError
from corpus.sandbox import MAX_CHILD_MEMORY_BYTES, MAX_CHILD_SECONDS, ExtractKind, extract_in_child

LOCKED = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<31> <31>]" % (
    b"41" * 32,
    b"42" * 32,
)


def file_of(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def reason_for(kind: ExtractKind, path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        extract_in_child(kind, path)
    return caught.value.reason


def test_extract_comes_back_from_the_child(tmp_path: Path) -> None:
    path = file_of(tmp_path, "a.pdf", pdf_bytes(["Two teachers come."], title="Joining"))
    extract = extract_in_child("pdf", path)
    assert (extract.text, extract.title) == ("Two teachers come.", "Joining")


def test_file_name_is_never_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file_of(tmp_path, "--help", pdf_bytes(["Two teachers come."]))
    assert extract_in_child("pdf", Path("--help")).text == "Two teachers come."


def test_reason_of_the_child_is_told(tmp_path: Path) -> None:
    path = file_of(tmp_path, "a.html", b"<html><body></body></html>")
    assert reason_for("html", path) == "no text was found in it"


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_file_of_another_kind_is_damaged(tmp_path: Path, kind: ExtractKind) -> None:
    path = file_of(tmp_path, "a", b"Two teachers come.")
    assert reason_for(kind, path) == "damaged, or not the kind of file that its name says"


def test_locked_pdf_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    path = file_of(tmp_path, "a.pdf", pdf_bytes(["Two teachers come."], trailer=LOCKED))
    assert reason_for("pdf", path) == "encrypted or protected by a password"


def test_missing_file_is_no_traceback(tmp_path: Path) -> None:
    assert "Traceback" not in reason_for("pdf", tmp_path / "missing.pdf")


def test_slow_file_is_stopped_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_CHILD_SECONDS", 2)
    path = file_of(tmp_path, "a.docx", docx_of_xml([word_paragraph(b"word") * 50_000]))
    start = time.perf_counter()
    assert reason_for("docx", path) == "took longer than 2 seconds to read"
    assert time.perf_counter() - start < 5


def test_large_file_needs_too_much_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_CHILD_MEMORY_BYTES", 100 * 2**20)
    path = file_of(tmp_path, "a.docx", docx_of_xml([word_paragraph(b"word " * 20_000_000)]))
    assert reason_for("docx", path) == "needs more than 100 MiB of memory to read"


def test_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    paragraphs = (b"<p>" + b"Part %d. " % number * 120_000 + b"</p>" for number in range(6))
    path = file_of(tmp_path, "a.html", b"<html><body>" + b"".join(paragraphs))
    assert reason_for("html", path) == "more than 5,000,000 characters of text"


def test_child_has_all_limits() -> None:
    command = ["sh", "-c", "ulimit -v; ulimit -t; ulimit -f; ulimit -c"]
    shown = subprocess.run(command, preexec_fn=sandbox._limit, capture_output=True, check=True)
    memory = MAX_CHILD_MEMORY_BYTES // 1024
    assert shown.stdout.decode().split() == [str(memory), str(MAX_CHILD_SECONDS + 1), "0", "0"]


def test_lower_limit_of_the_operator_stays() -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (7, 7))
        sandbox._limit()

    command = ["sh", "-c", "ulimit -t"]
    shown = subprocess.run(command, preexec_fn=limit, capture_output=True, check=True)
    assert shown.stdout == b"7\n"


def test_word_file_cannot_fetch_a_local_file(tmp_path: Path) -> None:
    secret = file_of(tmp_path, "secret.txt", b"the password is sesame")
    doctype = b'<!DOCTYPE d [<!ENTITY local SYSTEM "%s">]>' % secret.as_uri().encode()
    body = [word_paragraph(b"Before &local; after."), word_paragraph(b"Two teachers come.")]
    path = file_of(tmp_path, "a.docx", docx_of_xml(body, doctype=doctype))
    assert "sesame" not in extract_in_child("docx", path).text


def test_word_file_cannot_link_a_local_picture(tmp_path: Path) -> None:
    secret = file_of(tmp_path, "secret.txt", b"the password is sesame")
    relation = (
        b'<Relationship Id="rIdX" TargetMode="External" Target="%s" Type="http://schemas.'
        b'openxmlformats.org/officeDocument/2006/relationships/image"/>'
    ) % secret.as_uri().encode()
    picture = (
        b"<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip"
        b' r:link="rIdX"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        b"</w:drawing></w:r></w:p>"
    )
    body = [word_paragraph(b"Two teachers come."), picture]
    path = file_of(tmp_path, "a.docx", docx_of_xml(body, relation=relation))
    assert extract_in_child("docx", path).text == "Two teachers come."
