"""Turns a file's bytes into text, or says why they are not text."""

import unicodedata
from contextlib import suppress

from charset_normalizer import from_bytes

from corpus.errors import UnreadableFileError

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_TEXT_CHARACTERS = 5_000_000
"""Five million characters are several thousand pages; more is an attack or a mistake."""
MAX_TEXT_LINES = 100_000
"""A line costs up to 4 KiB while a text is cut into blocks: 400 MiB at the limit."""

BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def decode_text(data: bytes) -> str:
    r"""Decode as UTF-8, by byte order mark, or by best guess; newlines become `\\n`.

    Raises UnreadableFileError for empty, oversized or binary data.
    """
    if not data.strip():
        raise UnreadableFileError("the file is empty")
    text = decode_any_size(data).replace("\r\n", "\n").replace("\r", "\n")
    check_size(text)
    if not text.strip():
        raise UnreadableFileError("the file is empty")
    if _is_binary(text):
        raise UnreadableFileError("binary data, not text")
    return text


def check_size(text: str) -> None:
    """Raise UnreadableFileError for more text than one document can have."""
    if len(text) > MAX_TEXT_CHARACTERS:
        raise UnreadableFileError(f"more than {MAX_TEXT_CHARACTERS:,} characters of text")
    if text.count("\n") + text.count("\f") > MAX_TEXT_LINES:
        raise UnreadableFileError(f"more than {MAX_TEXT_LINES:,} lines of text")


def decode_any_size(data: bytes) -> str:
    """Decode what may be longer than a text, as a page with its pictures is."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableFileError(
                    f"not valid {encoding} after its byte order mark"
                ) from error
    if b"\x00" in data:
        raise UnreadableFileError("binary data, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, first_fault=error.start)


def _decode_legacy(data: bytes, *, first_fault: int) -> str:
    """Decode as damaged UTF-8, as Windows-1252 where most is ASCII, or by best guess."""
    repaired = data.decode("utf-8", errors="replace")
    beyond_ascii = len(repaired) - len(data.decode("ascii", errors="ignore"))
    if repaired.count("\ufffd") * 2 < beyond_ascii:
        return repaired
    # The guess reads the £ and ’ of a short English text as Ż and Æ.
    if beyond_ascii * 4 < len(repaired):
        with suppress(UnicodeDecodeError):
            return data.decode("cp1252")
    guess = from_bytes(data[first_fault : first_fault + 65536]).best()
    if guess is None:
        raise UnreadableFileError("not text in any encoding that is known")
    return data.decode(guess.encoding, errors="replace")


def _is_binary(text: str) -> bool:
    """Tell text from decoded binary: more than one character in 200 is a control character."""
    sample = text[:65536]
    controls = sum(
        1
        for character in sample
        if unicodedata.category(character) == "Cc" and character not in "\n\t\f"
    )
    return controls * 200 > len(sample)
