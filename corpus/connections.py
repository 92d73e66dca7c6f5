"""Connects to a site's public addresses, all within one deadline. Knows nothing of HTTP.

A time-out a call does not do: a server that sends a byte a second never meets it.
"""

import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus.addresses import WebAddress, is_public
from corpus.errors import FetchError, RefusedAddressError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Resolver = Callable[[str, int], Sequence[str]]
"""Gives the IP addresses of a host's name."""
Connector = Callable[[str, int, float], socket.socket]
"""Connects to an IP address and port, within so many seconds."""


class Deadline:
    """The moment at which all must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Give the seconds that are left. Raises TimeoutError where there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class TimedSocket:
    """As much of a socket as http.client uses, every wait of which ends at the deadline."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        """Send all of `data`."""
        self._connection.settimeout(self._deadline.remaining())
        self._connection.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """Give what arrives as a file."""
        return io.BufferedReader(_TimedReader(self._connection, self._deadline))

    def close(self) -> None:
        """Do nothing: whoever connected closes, after the file has been read."""


class _TimedReader(io.RawIOBase):
    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        self._connection.settimeout(self._deadline.remaining())
        return self._connection.recv_into(buffer)


def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for a name's addresses."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """Connect to one IP address."""
    return socket.create_connection((address, port), timeout=seconds)


def public_addresses(host: str, port: int, resolver: Resolver, deadline: Deadline) -> Sequence[str]:
    """Resolve a name once. Raises RefusedAddressError where any of its addresses is not public."""
    if is_public(host):
        return [host]
    addresses = _resolved(host, port, resolver, deadline)
    if not addresses or not all(is_public(address) for address in addresses):
        raise RefusedAddressError("its host is not, or not only, on the public internet")
    return addresses


def open_connection(
    site: WebAddress,
    addresses: Sequence[str],
    connector: Connector,
    deadline: Deadline,
    tls: ssl.SSLContext | None,
) -> socket.socket:
    """Connect to the first of `addresses` that answers; under the site's name where it is https."""
    for number, address in enumerate(addresses):
        share = deadline.remaining() / (len(addresses) - number)
        try:
            connection = connector(address, site.port, share)
        except OSError:
            continue
        if site.scheme == "http":
            return connection
        try:
            connection.settimeout(deadline.remaining())
            context = tls or ssl.create_default_context()
            return context.wrap_socket(connection, server_hostname=site.host)
        except BaseException:
            connection.close()
            raise
    raise FetchError(f"{site.host} cannot be reached; try again later.")


def _resolved(host: str, port: int, resolver: Resolver, deadline: Deadline) -> Sequence[str]:
    """Resolve in a thread that may be left behind: the system's resolver knows no deadline."""
    results: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            results.put(resolver(host, port))
        except Exception as error:
            results.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        found = results.get(timeout=deadline.remaining())
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, (socket.gaierror, UnicodeError)):
        raise FetchError(f"{host} cannot be found; check its spelling and your line.") from found
    if isinstance(found, Exception):
        raise found
    return found
