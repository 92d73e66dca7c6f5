"""Real servers on this machine stand in for sites; a connector leads there instead of outside.

The guard never lets this machine's own addresses through, so the names that tests fetch resolve to
a public address, which only the connector turns into 127.0.0.1.
"""

import gzip
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from corpus.addresses import checked_address, is_public
from corpus.errors import FetchError, RefusedAddressError
from corpus.fetching import MAX_PAGE_BYTES, MAX_REDIRECTS, FetchedPage, fetch

PUBLIC = "93.184.215.14"
PUBLIC_6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
URL = "http://site.example/page"
PAGE = b"<p>It is free.</p>"

Answer = bytes | Callable[[socket.socket], None]


class Site:
    """A server that answers what a test tells it, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[bytes] = []
        self.connected_to: list[tuple[str, int]] = []
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                site.answer(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            piece = connection.recv(4096)
            if not piece:
                return
            request += piece
        self.requests.append(request)
        answer = self.answers.get(request.split()[1].decode(), ok(PAGE))
        try:
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)
        except OSError:
            pass  # the fetcher has heard enough

    def resolver(self, host: str, port: int) -> Sequence[str]:
        return [PUBLIC]

    def connector(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connected_to.append((address, port))
        return socket.create_connection(self.server.server_address[:2], timeout=seconds)

    def fetch(self, url: str = URL, *, seconds: float = 10) -> FetchedPage:
        return fetch(url, resolver=self.resolver, connector=self.connector, seconds=seconds)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def head(status: str = "200 OK", kind: str = "text/html", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode()


def ok(body: bytes, kind: str = "text/html", more: str = "") -> bytes:
    return head(kind=kind, more=f"{more}Content-Length: {len(body)}\r\n") + body


def redirect(target: str, status: int = 302) -> bytes:
    return f"HTTP/1.1 {status} Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()


def error_for(site: Site, answer: Answer, *, seconds: float = 10) -> str:
    site.answers["/page"] = answer
    with pytest.raises(FetchError) as caught:
        site.fetch(seconds=seconds)
    return str(caught.value)


# What comes


def test_page_is_fetched(site: Site) -> None:
    site.answers["/page"] = ok(PAGE, "text/html; charset=latin-1")
    assert site.fetch() == FetchedPage(url=URL, suffix=".html", charset="latin-1", data=PAGE)


def test_request_names_the_site(site: Site) -> None:
    site.fetch("http://Site.Example/")
    assert b"\r\nHost: site.example\r\n" in site.requests[0]


def test_path_and_query_are_escaped(site: Site) -> None:
    site.fetch("http://site.example/a%20b?q=£5#part")
    assert site.requests[0].split()[1] == b"/a%20b?q=%C2%A35"


def test_connection_is_to_the_checked_address(site: Site) -> None:
    site.fetch()
    assert site.connected_to == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("text/html", ".html"),
        ("application/xhtml+xml; charset=utf-8", ".html"),
        ("Application/PDF", ".pdf"),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ".docx",
        ),
        ("text/plain", ".txt"),
        ("text/markdown", ".md"),
    ],
)
def test_kind_gives_the_suffix(site: Site, kind: str, suffix: str) -> None:
    site.answers["/page"] = ok(PAGE, kind)
    assert site.fetch().suffix == suffix


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream", "text/css", "nonsense"])
def test_other_kinds_are_refused(site: Site, kind: str) -> None:
    assert "name a web page" in error_for(site, ok(PAGE, kind))


def test_missing_kind_is_refused(site: Site) -> None:
    assert "kind none" in error_for(site, b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "204 No Content", "206 Partial"])
def test_other_answers_are_told(site: Site, status: str) -> None:
    assert f"answers {status}" in error_for(site, head(status))


def test_page_packed_small_is_unpacked(site: Site) -> None:
    site.answers["/page"] = ok(gzip.compress(PAGE), more="Content-Encoding: gzip\r\n")
    assert site.fetch().data == PAGE


def test_page_in_pieces_is_joined(site: Site) -> None:
    pieces = b"5\r\n<p>It\r\n9\r\n is free.\r\n0\r\n\r\n"
    site.answers["/page"] = head(more="Transfer-Encoding: chunked\r\n") + pieces
    assert site.fetch().data == b"<p>It is free."


def test_other_packing_is_refused(site: Site) -> None:
    assert "packed as br" in error_for(site, ok(PAGE, more="Content-Encoding: br\r\n"))


# Limits


def test_page_of_the_largest_size_is_read(site: Site) -> None:
    site.answers["/page"] = ok(b"x" * MAX_PAGE_BYTES)
    assert len(site.fetch().data) == MAX_PAGE_BYTES


def test_larger_page_is_refused(site: Site) -> None:
    assert "larger than 10 MiB" in error_for(site, ok(b"x" * (MAX_PAGE_BYTES + 1)))


def test_endless_page_is_refused(site: Site) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(head())
        while True:
            connection.sendall(b"x" * 100_000)

    assert "larger than 10 MiB" in error_for(site, endless)


def test_bomb_is_refused(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 3 * MAX_PAGE_BYTES, compresslevel=1)
    assert "larger than 10 MiB" in error_for(site, ok(bomb, more="Content-Encoding: gzip\r\n"))


@pytest.mark.parametrize(
    "answer",
    [
        head(more="Content-Length: 100\r\n") + PAGE,
        ok(gzip.compress(PAGE)[:-12], more="Content-Encoding: gzip\r\n"),
        head(more="Transfer-Encoding: chunked\r\n") + b"5\r\n<p>It\r\n",
    ],
)
def test_half_a_page_is_no_page(site: Site, answer: bytes) -> None:
    assert error_for(site, answer)


@pytest.mark.parametrize("answer", [b"", b"\0" * 400, b"SSH-2.0-x\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_site_is_told(site: Site, answer: bytes) -> None:
    assert error_for(site, answer).startswith(URL)


def dripping(start: bytes) -> Answer:
    def drip(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(b"x")
            time.sleep(0.05)

    return drip


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX: ", head(), b"HTTP/1.1 100 C\r\n"])
def test_dripping_site_is_left(site: Site, start: bytes) -> None:
    began = time.monotonic()
    message = error_for(site, dripping(start), seconds=0.5)
    assert "longer than" in message
    assert time.monotonic() - began < 1.5


def test_slow_resolver_is_left(site: Site) -> None:
    def slow(host: str, port: int) -> Sequence[str]:
        time.sleep(3)
        return [PUBLIC]

    with pytest.raises(FetchError, match="longer than"):
        fetch(URL, resolver=slow, connector=site.connector, seconds=0.2)


# Names and addresses


def test_name_is_resolved_once(site: Site) -> None:
    """A name that changes its address between check and connection gains nothing."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    fetch(URL, resolver=lambda host, port: next(answers), connector=site.connector)
    assert site.connected_to == [(PUBLIC, 80)]


def test_next_address_is_tried(site: Site) -> None:
    def connector(address: str, port: int, seconds: float) -> socket.socket:
        if address == PUBLIC_6:
            raise OSError("no route")
        return site.connector(address, port, seconds)

    addresses = [PUBLIC_6, PUBLIC]
    assert fetch(URL, resolver=lambda host, port: addresses, connector=connector).data == PAGE


def test_site_that_is_down_is_told() -> None:
    def connector(address: str, port: int, seconds: float) -> socket.socket:
        raise ConnectionRefusedError

    with pytest.raises(FetchError, match=r"site\.example cannot be reached"):
        fetch(URL, resolver=lambda host, port: [PUBLIC], connector=connector)


def test_unknown_name_is_told(site: Site) -> None:
    def resolver(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchError, match=r"site\.example cannot be found"):
        fetch(URL, resolver=resolver, connector=site.connector)


def test_password_is_not_repeated(site: Site) -> None:
    with pytest.raises(RefusedAddressError) as caught:
        site.fetch("http://anna:sesame@site.example/")
    assert "sesame" not in str(caught.value)


# Redirects


def test_redirect_is_followed(site: Site) -> None:
    site.answers["/page"] = redirect("../new?x=1")
    assert site.fetch().url == "http://site.example/new?x=1"


def test_redirect_in_utf8_is_followed(site: Site) -> None:
    site.answers["/page"] = redirect("/café")
    assert site.fetch().url == "http://site.example/caf%C3%A9"


@pytest.mark.parametrize("hops", range(1, MAX_REDIRECTS + 1))
def test_few_redirects_are_followed(site: Site, hops: int) -> None:
    site.answers = {f"/{hop}": redirect(f"/{hop + 1}") for hop in range(hops)}
    assert site.fetch("http://site.example/0").url == f"http://site.example/{hops}"


def test_many_redirects_are_not_followed(site: Site) -> None:
    site.answers = {f"/{hop}": redirect(f"/{hop + 1}") for hop in range(9)}
    with pytest.raises(FetchError, match="more than 5 times"):
        site.fetch("http://site.example/0")
    assert len(site.requests) == 1 + MAX_REDIRECTS


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "//169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "http://localhost./",
        "http://user@site.example/",
        "https://site.example:8443/",
        "file:///etc/passwd",
        "gopher://site.example/",
        "http://[",
    ],
)
@pytest.mark.parametrize("hops_before", [0, 2])
def test_redirect_is_checked_anew(site: Site, target: str, hops_before: int) -> None:
    site.answers = {f"/{hop}": redirect(f"/{hop + 1}") for hop in range(hops_before)}
    site.answers[f"/{hops_before}"] = redirect(target)
    with pytest.raises(RefusedAddressError, match="leads on to another address"):
        site.fetch("http://site.example/0")
    assert len(site.requests) == 1 + hops_before


def test_redirect_to_a_name_inside_is_refused(site: Site) -> None:
    site.answers["/page"] = redirect("http://inside.example/")
    addresses = {"site.example": [PUBLIC], "inside.example": ["10.0.0.7"]}
    with pytest.raises(RefusedAddressError):
        fetch(URL, resolver=lambda host, port: addresses[host], connector=site.connector)
    assert site.connected_to == [(PUBLIC, 80)]


def test_redirect_without_target_is_told(site: Site) -> None:
    assert "answers 302" in error_for(site, head("302 Found"))


# Certificates


@pytest.fixture
def secure_site(site: Site, tmp_path: Path) -> tuple[Site, ssl.SSLContext]:
    """Give a site with a certificate for site.example, and a context that trusts it."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    options = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
        " -subj /CN=site.example -addext subjectAltName=DNS:site.example"
    )
    command = ["openssl", *options.split(), "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    plain_answer = site.answer

    def answer(connection: socket.socket) -> None:
        try:
            with context.wrap_socket(connection, server_side=True) as wrapped:
                plain_answer(wrapped)
        except OSError:
            pass  # the fetcher does not trust us

    site.answer = answer  # type: ignore[method-assign]
    return site, ssl.create_default_context(cafile=str(certificate))


def test_https_is_fetched(secure_site: tuple[Site, ssl.SSLContext]) -> None:
    site, trust = secure_site
    page = fetch(
        "https://site.example/", resolver=site.resolver, connector=site.connector, tls=trust
    )
    assert (page.data, site.connected_to) == (PAGE, [(PUBLIC, 443)])


def test_certificate_is_for_the_name(secure_site: tuple[Site, ssl.SSLContext]) -> None:
    site, trust = secure_site
    with pytest.raises(FetchError, match="no valid certificate"):
        fetch("https://other.example/", resolver=site.resolver, connector=site.connector, tls=trust)


def test_certificate_of_nobody_is_refused(secure_site: tuple[Site, ssl.SSLContext]) -> None:
    site, _ = secure_site
    with pytest.raises(FetchError, match="no valid certificate"):
        site.fetch("https://site.example/")


def test_site_without_https_is_told(site: Site) -> None:
    site.answer = lambda connection: connection.sendall(b"HTTP/1.1 400\r\n\r\n")  # type: ignore[method-assign]
    with pytest.raises(FetchError, match="does not speak https"):
        site.fetch("https://site.example/")


# The guard, over a canary that counts who comes

NOT_PUBLIC = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1
    127.0.0.53 127.255.255.255 168.63.129.16 169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1
    172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255
    198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1
    255.255.255.255
    :: ::1 ::127.0.0.1 ::10.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8
    ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b::808:808 64:ff9b:1::7f00:1
    100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1 2001:db8::1
    2002:7f00:1:: 2002:a00:1::1 2002:808:808::1 3fff::1 4000::1 5f00::1 fc00::1 fd00::1
    fd00:ec2::254 fd20:ce::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
""".split()

ODD_HOSTS = """
    127.1 127.0.1 0 1 0177.0.0.1 0x7f.0.0.1 0x7f000001 2130706433 017700000001 127.0.0.1.
    127.000.000.001 8.8.8.010 8.8.2056 134744072 0x08080808 ①②⑦.⓪.⓪.① １２７.０.０.１ 127。0。0。1
    ⓛocalhost localhost LOCALHOST localhost. a.localhost localhost.localdomain.
    printer.local db.internal metadata.google.internal metadata intranet router.lan
    nas.home.arpa wiki.intranet example site.example. .site.example site..example -site.example
    site_.example%00 %31%32%37.0.0.1 site.example%2f@127.0.0.1 127.0.0.1%23.site.example [127.0.0.1]
    [::1] [::1%25lo] [::ffff:7f00:1] [0:0:0:0:0:0:0:1] [0000::1] [::] [site.example] münchen.example
""".split()

ODD_URLS = [
    "",
    "site.example",
    "//site.example/",
    "http:site.example",
    "http:///page",
    "http://",
    "ftp://site.example/",
    "file:///etc/passwd",
    "gopher://site.example/",
    "data:text/html,x",
    "javascript:alert(1)",
    "ws://site.example/",
    "http+unix://site.example/",
    "http://user@site.example/",
    "http://user:password@site.example/",
    "http://@site.example/",
    "http://site.example@127.0.0.1/",
    "http://127.0.0.1\\@site.example/",
    "http://site.example\\.127.0.0.1/",
    "http://site.example:22/",
    "http://site.example:8080/",
    "http://site.example:0/",
    "http://site.example:65536/",
    "http://site.example:-80/",
    "http://site.example:eighty/",
    "http://site.example /",
    "http://site.example/\r\nHost: 127.0.0.1",
    "http://site.example/\x00",
    "http://site.example/\u2028",
    " http://site.example/",
    f"http://site.example/{'a' * 2048}",
    f"http://{'a' * 64}.example/",
    f"http://{'a.' * 127}example/",
    "http://[::1",
    "http://::1/",
]


class Canary:
    """Listens on 127.0.0.1 and, where the machine has it, on ::1, and counts who comes."""

    def __init__(self) -> None:
        self.listeners = {"127.0.0.1": self._listener(socket.AF_INET, "127.0.0.1")}
        try:
            self.listeners["::1"] = self._listener(socket.AF_INET6, "::1")
        except OSError:
            self.listeners["::1"] = self.listeners["127.0.0.1"]

    def _listener(self, family: socket.AddressFamily, address: str) -> socket.socket:
        listener = socket.socket(family)
        listener.bind((address, 0))
        listener.listen(200)
        listener.setblocking(False)
        return listener

    def connector(self, address: str, port: int, seconds: float) -> socket.socket:
        listener = self.listeners["::1" if ":" in address else "127.0.0.1"]
        return socket.create_connection(listener.getsockname()[:2], timeout=seconds)

    def visits(self) -> int:
        count = 0
        for listener in set(self.listeners.values()):
            try:
                while True:
                    listener.accept()[0].close()
                    count += 1
            except BlockingIOError:
                continue
        return count


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    made = Canary()
    yield made
    for listener in set(made.listeners.values()):
        listener.close()


def visits_after(canary: Canary, url: str, addresses: Sequence[str]) -> int:
    with pytest.raises(RefusedAddressError):
        fetch(url, resolver=lambda host, port: addresses, connector=canary.connector, seconds=5)
    return canary.visits()


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_6])
def test_canary_notices_a_visit(canary: Canary, address: str) -> None:
    with pytest.raises(FetchError):
        fetch(URL, resolver=lambda h, p: [address], connector=canary.connector, seconds=0.2)
    assert canary.visits() == 1


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_name_of_no_public_address_is_refused(canary: Canary, address: str) -> None:
    assert visits_after(canary, URL, [address]) == 0


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "169.254.169.254", "64:ff9b::7f00:1"])
@pytest.mark.parametrize("public_first", [True, False])
def test_every_address_must_be_public(canary: Canary, address: str, public_first: bool) -> None:
    addresses = [PUBLIC, address] if public_first else [address, PUBLIC]
    assert visits_after(canary, URL, addresses) == 0


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_bare_address_inside_is_refused(canary: Canary, address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    assert visits_after(canary, f"http://{host}/", [PUBLIC]) == 0


@pytest.mark.parametrize("host", ODD_HOSTS)
def test_odd_host_is_refused(canary: Canary, host: str) -> None:
    """Some resolvers make 127.0.0.1 of them; here they would even make a public address."""
    assert visits_after(canary, f"https://{host}/", [PUBLIC]) == 0


@pytest.mark.parametrize("url", ODD_URLS)
def test_odd_url_is_refused(canary: Canary, url: str) -> None:
    assert visits_after(canary, url, [PUBLIC]) == 0


def test_plain_letters_are_asked_for() -> None:
    with pytest.raises(RefusedAddressError, match="use the form with xn--"):
        checked_address("https://münchen.example/")


def test_no_address_at_all_is_refused(canary: Canary) -> None:
    assert visits_after(canary, URL, []) == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://site.example",
        "HTTPS://WWW.Site.Example:443/a?b=c#d",
        "http://site.example:443/",
        "http://xn--mnchen-3ya.example/",
        "http://8.8.8.8/",
        "http://[2606:4700::1111]:80/",
        "https://127.0.0.1.nip.io/",
        "https://my_school.co.uk/~maths/page(1);x=1",
    ],
)
def test_usual_address_is_let_through(url: str) -> None:
    """A name that leads inside is let through here, and refused when it is resolved."""
    assert checked_address(url).url.startswith("http")


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_6, "8.8.8.8", "2a00:1450:4009::1", "1.1.1.1"])
def test_public_address_is_public(address: str) -> None:
    assert is_public(address)
