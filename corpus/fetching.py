"""Fetches one web page or file, from public sites only, within limits of size and time.

Each hop is checked anew, in four steps, so that no name and no redirect leads back inside:
1. the address is taken apart and checked (addresses.py);
2. its name is resolved once, and every IP address found must be public;
3. the connection is made to one of these very addresses, under the site's name;
4. what comes is read until one deadline, and no more of it than the limit.
"""

import http.client
import ssl
import zlib
from contextlib import closing
from urllib.parse import urljoin

from corpus.addresses import WebAddress, checked_address
from corpus.connections import (
    Connector,
    Deadline,
    Resolver,
    TimedSocket,
    connect,
    open_connection,
    public_addresses,
    resolve,
)
from corpus.errors import FetchError, RefusedAddressError
from corpus.types import Record

MAX_PAGE_BYTES = 10 * 1024 * 1024
MAX_SECONDS = 20.0
MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
HEADERS = {
    "Accept": ", ".join(SUFFIXES),
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": "mastery-assistant (adds a source for review)",
}
BYTES_AT_ONCE = 64 * 1024
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class FetchedPage(Record):
    """What came from a site."""

    url: str
    """The address after all redirects."""
    suffix: str
    """The suffix of a file of its kind, as `.html`."""
    charset: str | None
    data: bytes


class Redirect(Record):
    """Where a site leads on to."""

    url: str


def fetch(
    url: str,
    *,
    resolver: Resolver = resolve,
    connector: Connector = connect,
    tls: ssl.SSLContext | None = None,
    seconds: float = MAX_SECONDS,
) -> FetchedPage:
    """Fetch an address. Raises RefusedAddressError or FetchError, in one sentence with advice."""
    deadline = Deadline(seconds)
    here = url
    try:
        for _ in range(1 + MAX_REDIRECTS):
            address = checked_address(here)
            found = public_addresses(address.host, address.port, resolver, deadline)
            with closing(open_connection(address, found, connector, deadline, tls)) as opened:
                answer = _ask(address, TimedSocket(opened, deadline))
            if isinstance(answer, FetchedPage):
                return answer
            here = _joined(address.url, answer.url)
    except RefusedAddressError as error:
        led = "" if here == url else ", which leads on to another address,"
        raise RefusedAddressError(f"{_named(url)}{led} is not fetched: {error}.") from error
    except TimeoutError as error:
        raise FetchError(
            f"{_named(url)} took longer than {seconds:.0f} seconds; save the page as a file."
        ) from error
    except (OSError, http.client.HTTPException, zlib.error) as error:
        raise FetchError(f"{_named(url)} {_fault(error)}.") from error
    raise FetchError(f"{_named(url)} leads on more than {MAX_REDIRECTS} times; name the last page.")


def _ask(address: WebAddress, connection: TimedSocket) -> FetchedPage | Redirect:
    """Ask for one page, over a connection that is open."""
    client = http.client.HTTPConnection(address.host, address.port)
    client.sock = connection
    client.request("GET", address.path, headers={**HEADERS, "Host": address.authority})
    response = client.getresponse()
    location = response.headers.get("Location")
    if response.status in REDIRECTS and location:
        # Headers are read as Latin-1; an address in them is in truth UTF-8.
        return Redirect(url=location.encode("latin-1", "replace").decode("utf-8", "replace"))
    if response.status != http.client.OK:
        raise FetchError(
            f"{address.host} answers {response.status} {response.reason}; check the address."
        )
    # The library would take text/plain where the header is missing or odd.
    kind = (response.headers.get("Content-Type") or "none").split(";")[0].strip().lower()
    if kind not in SUFFIXES:
        raise FetchError(
            f"{address.host} gives content of the kind {kind}, which is not read;"
            " name a web page, or a PDF, Word or text file."
        )
    return FetchedPage(
        url=address.url,
        suffix=SUFFIXES[kind],
        charset=response.headers.get_content_charset(),
        data=_body(response),
    )


def _joined(base: str, target: str) -> str:
    """Complete a relative address; one that cannot be read is left for the next check to refuse."""
    try:
        return urljoin(base, target)
    except ValueError:
        return target


def _body(response: http.client.HTTPResponse) -> bytes:
    """Read and unpack what comes, up to the limit after unpacking."""
    encoding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip", "deflate"}:
        raise FetchError(f"The page is packed as {encoding}, which is not read; save it as a file.")
    unpacker = None if encoding == "identity" else zlib.decompressobj(GZIP_OR_ZLIB)
    data = bytearray()
    while piece := response.read(BYTES_AT_ONCE):
        room = MAX_PAGE_BYTES + 1 - len(data)
        data += unpacker.decompress(piece, room) if unpacker else piece
        if len(data) > MAX_PAGE_BYTES:
            limit = f"{MAX_PAGE_BYTES // 2**20} MiB"
            raise FetchError(f"The page is larger than {limit}; save what you need as a file.")
    if response.length or (unpacker and not unpacker.eof):
        raise FetchError("The page broke off before its end; try again.")
    return bytes(data)


def _named(url: str) -> str:
    """Name an address in a message, without what may be a password."""
    return "The address" if "@" in url or not url.isprintable() else url[:200]


def _fault(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"has no valid certificate ({error.verify_message}); its content is not trusted"
    if isinstance(error, ssl.SSLError):
        return "does not speak https; try http://, or save the page as a file"
    if isinstance(error, OSError):
        return "broke off the connection; try again later"
    return "does not answer as a web site should; save the page as a file"
