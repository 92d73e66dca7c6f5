"""Decides which web addresses may be fetched: only public ones, plainly written.

Whoever names an address may be wrong or be misled, so nothing that could reach this machine, its
network or a cloud's metadata service is let through. Pure: resolves and fetches nothing.
"""

import ipaddress
import re
from urllib.parse import quote, urlsplit

from corpus.errors import RefusedAddressError
from corpus.types import Record

MAX_ADDRESS_CHARACTERS = 2048
PORTS = {"http": 80, "https": 443}

# ipaddress.is_global is True for several networks that lead back inside (Python 3.11.7), so the
# table is our own. For version 6 it is the other way about: 2000::/3 is all that is handed out,
# and everything outside is refused, with it ::127.0.0.1, ::ffff:127.0.0.1, NAT64 and fd00::/8.
REFUSED_NETWORKS = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",  # this host
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # carriers' NAT; in it Alibaba's metadata service
            "127.0.0.0/8",  # loopback
            "168.63.129.16/32",  # Azure's metadata service
            "169.254.0.0/16",  # link-local; in it most metadata services
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments; in it Oracle's metadata service
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
            "2001::/23",  # Teredo and other tunnels
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, which may hold any version 4 address
            "3fff::/20",  # documentation
        ),
    )
)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_LOCAL_NAMES = re.compile(r"(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa)$")
_NAME = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]+")


class WebAddress(Record):
    """An address that may be fetched, once every IP address of its host is found public."""

    scheme: str
    host: str
    """A name, or an IP address without brackets."""
    port: int
    path: str
    """With the query, as it is sent; never the fragment."""

    @property
    def authority(self) -> str:
        """The host with its port, where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address as one writes it."""
        return f"{self.scheme}://{self.authority}{self.path}"


def checked_address(url: str) -> WebAddress:
    """Take an address apart. Raises RefusedAddressError saying what is wrong with it."""
    if len(url) > MAX_ADDRESS_CHARACTERS:
        raise RefusedAddressError("it is too long; name a shorter one")
    if not url.isprintable() or " " in url:
        raise RefusedAddressError("it holds spaces or marks that no address has; copy it anew")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedAddressError("it is not written as an address; copy it anew") from error
    if parts.scheme not in PORTS:
        raise RefusedAddressError("only http:// and https:// addresses are fetched")
    if "@" in parts.netloc:
        raise RefusedAddressError("it holds a user name; take away what stands before the @")
    port = PORTS[parts.scheme] if port is None else port
    if port not in PORTS.values():
        raise RefusedAddressError("only the ports 80 and 443 are fetched from")
    return WebAddress(
        scheme=parts.scheme,
        host=_checked_host(parts.hostname or "", is_bracketed="[" in parts.netloc),
        port=port,
        path=_as_sent(parts.path or "/", parts.query),
    )


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, on which a site can be."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if parsed.version == 6 and parsed not in _GLOBAL_UNICAST:
        return False
    return not any(parsed in network for network in REFUSED_NETWORKS) and parsed.is_global


def _checked_host(host: str, *, is_bracketed: bool) -> str:
    """Let through a full name of a site, or a public IP address in its one usual spelling."""
    if is_bracketed or _is_usual_spelling(host):
        if not is_public(host):
            raise RefusedAddressError("it is not on the public internet")
        return host
    if not host.isascii():
        raise RefusedAddressError("its host is not in plain letters; use the form with xn--")
    if not _NAME.fullmatch(host) or _LOCAL_NAMES.search(host):
        raise RefusedAddressError("its host is not the full name of a public site")
    return host


def _is_usual_spelling(host: str) -> bool:
    """Tell 127.0.0.1 from 127.1, 0x7f000001 and 2130706433, which resolvers also understand."""
    try:
        return str(ipaddress.IPv4Address(host)) == host
    except ValueError:
        return False


def _as_sent(path: str, query: str) -> str:
    """Escape what is not ASCII, leaving escapes as they are."""
    escaped = quote(path, safe="/%:@!$&'()*+,;=-._~")
    return f"{escaped}?{quote(query, safe='/%?:@!$&()*+,;=-._~')}" if query else escaped
