import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.decoding import MAX_TEXT_CHARACTERS, MAX_TEXT_LINES, decode_text
from corpus.errors import UnreadableFileError

OFFER = "The grant is £1,000 – it’s yours."


def reason_for(data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        decode_text(data)
    return caught.value.reason


def test_utf8_is_decoded() -> None:
    assert decode_text(OFFER.encode()) == OFFER


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_is_no_text(encoding: str) -> None:
    assert decode_text(OFFER.encode(encoding)) == OFFER


def test_big_endian_mark_is_known() -> None:
    assert decode_text(b"\xfe\xff" + OFFER.encode("utf-16-be")) == OFFER


def test_every_newline_becomes_a_line_feed() -> None:
    assert decode_text(b"one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


@pytest.mark.parametrize("text", ["It’s free.", OFFER, "Two days’ release, £80.\n" * 400])
def test_windows_1252_keeps_pounds_and_quotes(text: str) -> None:
    """A statistical guess reads them as Polish, Baltic or Chinese letters."""
    assert decode_text(text.encode("cp1252")) == text


def test_pound_after_much_ascii_is_kept() -> None:
    text = "Two teachers come.\n" * 5_000 + OFFER
    assert decode_text(text.encode("cp1252")) == text


def test_one_damaged_byte_leaves_the_rest_utf8() -> None:
    assert decode_text(OFFER.encode() + b"\xff" + OFFER.encode()) == f"{OFFER}\ufffd{OFFER}"


def test_text_of_another_alphabet_is_guessed() -> None:
    text = "Это русский текст о математике, и он достаточно длинный, чтобы его узнать."
    assert decode_text(text.encode("cp1251")) == text


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", "\u00a0\u2003".encode()])
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    assert reason_for(data) == "the file is empty"


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03",
        b"word " * 20_000 + b"\x00",
        OFFER.encode("utf-16-le"),
        b"\x1b[31mred\x07\x08" * 9,
        b"\xff\xfe" + OFFER.encode("utf-32-le"),
    ],
    ids=["nul", "late nul", "utf-16 without mark", "control characters", "utf-32"],
)
def test_binary_data_is_no_text(data: bytes) -> None:
    assert reason_for(data) == "binary data, not text"


def test_form_feeds_are_text() -> None:
    assert decode_text(b"one\ftwo\f") == "one\ftwo\f"


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfwords \xff", b"\xff\xfew\x00o"])
def test_mark_of_another_encoding_is_named(data: bytes) -> None:
    assert "after its byte order mark" in reason_for(data)


@pytest.mark.parametrize(
    ("at_limit", "unit"),
    [
        ("a" * MAX_TEXT_CHARACTERS, "characters"),
        ("a" + "\n" * MAX_TEXT_LINES, "lines"),
        ("a" + "\f" * MAX_TEXT_LINES, "lines"),
    ],
    ids=["characters", "newlines", "form feeds"],
)
def test_text_is_refused_just_beyond_the_limit(at_limit: str, unit: str) -> None:
    assert decode_text(at_limit.encode()) == at_limit
    assert f"{unit} of text" in reason_for((at_limit + at_limit[-1]).encode())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
@given(data=st.binary(max_size=300))
def test_any_bytes_are_text_or_unreadable(mark: bytes, data: bytes) -> None:
    try:
        text = decode_text(mark + data)
    except UnreadableFileError:
        return
    assert text.strip()
    assert "\r" not in text
    assert text.encode().decode() == text


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1).filter(str.strip))
def test_utf8_text_comes_back_unchanged(text: str) -> None:
    assert decode_text(text.encode()) == text
