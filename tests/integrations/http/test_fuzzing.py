"""Malformed requests, sent as bytes: no library of ours or theirs can refuse to send them.

Nothing may become a server error, hang, or come back to the sender; a control, a stock FastAPI
application, must fail under the same requests, so that a harness that finds nothing is noticed.
"""

import json
import os
import random
import socket
import string
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from conftest import Campaign, Server

CANARY = "canary-8c1f"
SECONDS_TO_A_HANG = 10
"""The machine may be busy; a request is answered in milliseconds on a free one."""
SECONDS_TO_AN_EARLY_ANSWER = 0.02
LIMIT = 16 * 1024
METHODS = "GET PUT DELETE PATCH HEAD OPTIONS TRACE CONNECT PRI post CANARY POST\x00 P\xd6ST".split()
MEDIA_TYPES = [
    "text/plain",
    "text/html; charset=utf-7",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "application/json; charset=\xff",
    "application/problem+json",
    "application/",
    "/",
    "",
]
TEXTS = [
    rb"\ud800",
    rb"\udfff\ud800",
    rb"\u0000",
    b"\xff\xfe",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\x00\x01\x1b[2J",
    "\u202e\u2066\U000e0041".encode(),
    "😀".encode(),
    b"\\",
    b'"',
    b"\\x",
    b"",
]
NUMBERS = [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-0", b"9" * 5000, b"0x1", b"01", b"1."]
PATHS = ["/%00", "/%ff%fe", "//v1//answers", "/../../etc/passwd", "/v1/answers/", "*", "http://[/"]


class Outcome(NamedTuple):
    """What became of a request."""

    response: bytes
    is_hung: bool = False

    @property
    def status(self) -> int:
        """The status code; 0 where there was no response."""
        digits = self.response[9:12]
        return int(digits) if digits.isdigit() else 0

    @property
    def family(self) -> str:
        return "hung" if self.is_hung else f"{self.status // 100}xx" if self.status else "closed"

    @property
    def is_fault(self) -> bool:
        is_echo = self.status >= 400 and CANARY.encode() in self.response
        return self.is_hung or self.status >= 500 or is_echo


Draw = random.Random


def post(body: bytes, *headers: str, media_type: str = "application/json") -> bytes:
    return request("POST", "/v1/answers", body, f"Content-Type: {media_type}", *headers)


def request(method: str, path: str, body: bytes, *headers: str, length: object = None) -> bytes:
    size = len(body) if length is None else length
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Connection: close",
        f"Content-Length: {size}",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def valid_body(draw: Draw) -> bytes:
    fields = {"question": f"{CANARY} {draw.random()}?", "conversation_id": CANARY}
    return json.dumps(fields).encode()


def broken_json(draw: Draw) -> bytes:
    body = bytearray(valid_body(draw))
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(len(body))
        letters = draw.choice([bytes(range(256)), string.printable.encode(), b'{}[]",:\\'])
        new = draw.choices(letters, k=draw.randint(0, 3))
        body[place : place + draw.randint(0, 3)] = bytes(new)
    return post(bytes(body))


def odd_numbers(draw: Draw) -> bytes:
    number = draw.choice(NUMBERS)
    shapes = [b"%b", b'{"question": %b}', b'{"question": "a?", "conversation_id": %b}', b"[%b]"]
    return post(draw.choice(shapes) % number)


def odd_texts(draw: Draw) -> bytes:
    """Halves of characters, bytes that are not UTF-8, and control characters, in any place."""
    text = draw.choice(TEXTS) + CANARY.encode() + draw.choice(TEXTS)
    shapes = [
        b'{"question": "%b"}',
        b'{"question": "a?", "conversation_id": "%b"}',
        b'{"question": "a?", "%b": 1}',
        b'"%b"',
        b"%b",
    ]
    return post(draw.choice(shapes) % text)


def other_encodings(draw: Draw) -> bytes:
    """Python reads JSON in some of these, if no byte is lost."""
    body = valid_body(draw).decode()
    encoding = draw.choice(["utf-16", "utf-32", "utf-8-sig", "utf-16-be", "cp037"])
    return post(body.encode(encoding)[draw.randint(0, 3) :] + draw.choice([b"", b"\x00", b"}"]))


def other_shapes(draw: Draw) -> bytes:
    values: list[object] = [None, True, [], {}, [CANARY], {CANARY: CANARY}, 10**30, "", "?", "\x00"]
    fields = {"question": draw.choice(values), "conversation_id": draw.choice(values)}
    body: object = draw.choice([fields, {**fields, CANARY: 1}, *values])
    return post(json.dumps(body).encode())


def deep_nesting(draw: Draw) -> bytes:
    opening, closing = draw.choice([(b"[", b"]"), (b'{"question":', b"}")])
    depth = draw.randint(100, LIMIT // len(opening + closing) - 1)
    return post(opening * depth + draw.choice([b"", b"1" + closing * depth]))


def too_large(draw: Draw) -> bytes:
    size = LIMIT + draw.choice([1, 2, 1000, 100_000])
    if draw.random() < 0.5:
        return post(b" " * size)
    chunk = b"2000\r\n" + b"a" * 0x2000 + b"\r\n"
    return chunked(chunk * (size // 0x2000 + 1) + b"0\r\n\r\n")


def chunked(body: bytes) -> bytes:
    head = request("POST", "/v1/answers", b"", "Content-Type: application/json")
    return head.replace(b"Content-Length: 0", b"Transfer-Encoding: chunked") + body


def broken_chunks(draw: Draw) -> bytes:
    sizes = [b"-1", b"zz", b"", b"f" * 20, b"5;a=b", b"00000005", b"\xff"]
    return chunked(draw.choice(sizes) + b'\r\n{"a":\r\n0\r\n\r\n')


def huge_headers(draw: Draw) -> bytes:
    size = draw.choice([1000, 60_000, 70_000, 200_000])
    headers = draw.choice([[f"X-A: {'a' * size}"], [f"X-{n}: {n}" for n in range(size // 10)]])
    return post(b'{"question": 1}', *headers)


def odd_headers(draw: Draw) -> bytes:
    headers = [
        "Content-Length: 5",
        "Content-Length: -1",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
        "Content-Encoding: gzip",
        "No colon",
        ": no name",
        " X-Folded: a",
        "X-\x00: a",
        "X-A: \xff\x01",
        "Expect: canary-8c1f",
        "Upgrade: websocket",
        f"Cookie: {'a=b; ' * 1000}",
        f"Accept: {',' * 1000}",
        "Range: bytes=0-0,-1",
        "Host: canary-8c1f",
    ]
    return post(b'{"question": 1}', *draw.sample(headers, draw.randint(1, 4)))


def wrong_methods(draw: Draw) -> bytes:
    path = draw.choice(["/v1/answers", "/healthz", "/", f"/{CANARY}"])
    return request(draw.choice(METHODS), path, valid_body(draw))


def wrong_media_types(draw: Draw) -> bytes:
    return post(valid_body(draw), media_type=draw.choice(MEDIA_TYPES))


def wrong_paths(draw: Draw) -> bytes:
    path = draw.choice([*PATHS, f"/{CANARY}?{CANARY}=\xff", "/" + "a" * draw.choice([10, 70_000])])
    return request(draw.choice(["GET", "POST"]), path, valid_body(draw))


def wrong_lengths(draw: Draw) -> bytes:
    body = valid_body(draw)
    length = draw.choice([-1, "1e3", "", " ", 10**30, "1,1", 0, 1, len(body) - 1])
    return request("POST", "/v1/answers", body, "Content-Type: application/json", length=length)


def truncated(draw: Draw) -> bytes:
    whole = post(valid_body(draw))
    return whole[: draw.randrange(1, len(whole))]


def noise(draw: Draw) -> bytes:
    letters = string.printable.encode()
    return bytes(draw.choices(letters, k=draw.randint(1, 500))) + b"\r\n\r\n"


KINDS: list[Callable[[Draw], bytes]] = [
    broken_json,
    odd_numbers,
    odd_texts,
    other_encodings,
    other_shapes,
    deep_nesting,
    too_large,
    broken_chunks,
    huge_headers,
    odd_headers,
    wrong_methods,
    wrong_media_types,
    wrong_paths,
    wrong_lengths,
    truncated,
    noise,
]
WAITS_FOR_MORE = {broken_chunks, wrong_lengths, truncated, noise, odd_headers}
"""A server may rightly wait for the rest of these; the sender then hangs up."""


def send(port: int, content: bytes, *, is_patient: bool) -> Outcome:
    """Send bytes and read what comes back until the server closes, or until we have waited."""
    seconds = SECONDS_TO_A_HANG if is_patient else SECONDS_TO_AN_EARLY_ANSWER
    response = b""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS_TO_A_HANG) as connection:
        with suppress(OSError):  # closed before all was sent; the response may be there
            connection.sendall(content)
        connection.settimeout(seconds)
        try:
            while part := connection.recv(65536):
                response += part
        except TimeoutError:
            return Outcome(response, is_hung=is_patient)
        except OSError:
            pass
    return Outcome(response)


class Findings(NamedTuple):
    """What a server did under malformed requests."""

    statuses: Counter[str]
    faults: list[str]
    """Requests that became a server error, hung or came back, with their number and kind."""
    slowest: float


def fuzz(port: int, size: int, seed: int) -> Findings:
    statuses, faults, slowest = Counter[str](), [], 0.0
    for number in range(size):
        draw = random.Random(f"{seed} {number}")
        kind = KINDS[number % len(KINDS)]
        content, started = kind(draw), time.monotonic()
        outcome = send(port, content, is_patient=kind not in WAITS_FOR_MORE)
        slowest = max(slowest, time.monotonic() - started)
        statuses[outcome.family] += 1
        if outcome.is_fault:
            faults.append(f"{number} {kind.__name__} {outcome.family}: {content[:300]!r}")
    return Findings(statuses, faults, slowest)


def resident_mebibytes(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20


@pytest.fixture(scope="module")
def stock_server(serving: Callable[..., "Server"]) -> "Server":
    script = Path(__file__).with_name("stock_app.py")
    return serving(script, "{port}", path="/openapi.json")


@pytest.mark.parametrize("size", [1_000, pytest.param(10_000, marks=pytest.mark.campaign)])
def test_malformed_requests_are_never_our_fault(
    server: "Server", campaign: "Campaign", size: int
) -> None:
    valid = post(b'{"question": "Who can join a work group?"}')
    fuzz(server.port, 100, campaign.seed + 1)  # memory is reserved by the first few
    before = resident_mebibytes(server.process.pid)
    findings = fuzz(server.port, size, campaign.seed)
    grown = resident_mebibytes(server.process.pid) - before
    campaign.figures = {
        "requests": size,
        "failures": len(findings.faults),
        "slowest": f"{findings.slowest:.2f} s",
        "memory grew by": f"{grown:.0f} MiB",
        **findings.statuses,
    }
    assert findings.faults == []
    assert server.process.poll() is None
    assert send(server.port, valid, is_patient=True).status == 200
    assert "Traceback" not in server.log.read_text()
    assert grown <= 20


@pytest.mark.parametrize("size", [1_000, pytest.param(10_000, marks=pytest.mark.campaign)])
def test_stock_application_fails_under_the_same(
    stock_server: "Server", campaign: "Campaign", size: int
) -> None:
    findings = fuzz(stock_server.port, size, campaign.seed)
    campaign.figures = {
        "requests": size,
        "failures": len(findings.faults),
        **findings.statuses,
    }
    assert findings.statuses["5xx"]
