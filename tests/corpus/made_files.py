"""Small PDF, DOCX and PNG files for tests, made as bytes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence

import docx
from docx.document import Document as WordDocument

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
FLATE = b" /Filter /FlateDecode"
WORD_NAMESPACES = (
    b' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    b' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    b' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    b' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def pdf_bytes(*pages: Sequence[str], title: str | None = None, trailer: bytes = b"") -> bytes:
    """Make a PDF of pages of lines; `trailer` adds entries to its trailer."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        FONT,
    ]
    for lines in pages:
        shown = b" ".join(b"(%s) Tj T*" % line.encode("latin-1") for line in lines)
        content = b"BT /F1 11 Tf 60 760 Td 14 TL %s ET" % shown
        objects += [_page(content=len(objects) + 2), _stream(content)]
    if title is not None:
        objects.append(b"<< /Title (%s) >>" % title.encode("latin-1"))
        trailer += b" /Info %d 0 R" % len(objects)
    return _pdf(objects, trailer)


def pdf_of_stream(content: bytes, *, filters: bytes = FLATE, pages: int = 1) -> bytes:
    """Make a PDF whose `pages` pages are all one page with one stream."""
    kids = b"4 0 R " * pages
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages)
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    return _pdf([catalogue, tree, FONT, _page(content=5), _stream(content, filters)], b"")


def deflated(pieces: Iterable[bytes]) -> bytes:
    """Compress pieces that together may be larger than memory."""
    compressor = zlib.compressobj(9)
    return b"".join(map(compressor.compress, pieces)) + compressor.flush()


def docx_bytes(build: Callable[[WordDocument], object]) -> bytes:
    """Save what `build` puts into a new Word document."""
    document = docx.Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx_of_xml(pieces: Iterable[bytes], *, doctype: bytes = b"", relation: bytes = b"") -> bytes:
    """Make a DOCX with this body; `relation` is added to what its document refers to."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx_bytes(lambda document: None))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", relation + b"</Relationships>")
            if entry.filename != "word/document.xml":
                new.writestr(entry, content)
        with new.open("word/document.xml", "w") as body:
            body.write(b'<?xml version="1.0"?>' + doctype)
            body.write(b"<w:document" + WORD_NAMESPACES + b"><w:body>")
            for piece in pieces:
                body.write(piece)
            body.write(b"</w:body></w:document>")
    return file.getvalue()


def word_paragraph(text: bytes) -> bytes:
    """Give one paragraph of a Word document's XML."""
    return b"<w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p>"


def zip_bytes(**files: str) -> bytes:
    """Make a zip archive of texts by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


def png_bytes(pixels: bytes, *, width: int) -> bytes:
    """Make a picture of rows of `width` grey pixels."""
    rows = [b"\x00" + pixels[at : at + width] for at in range(0, len(pixels), width)]
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _page(*, content: int) -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>" % content
    )


def _stream(content: bytes, filters: bytes = b"") -> bytes:
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), filters, content)


def _pdf(objects: Sequence[bytes], trailer: bytes) -> bytes:
    file = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return file + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R%s >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, trailer, len(file))
    )
