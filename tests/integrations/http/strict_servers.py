"""A server with a low limit and one allowed origin, and how its events are read."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import httpx2

if TYPE_CHECKING:
    from conftest import Server

LIMIT = 20
ORIGIN = "https://hub.example.org"


class Strict(NamedTuple):
    """A strict server, and where its index is."""

    server: "Server"
    index: Path
    documents: Path

    def client(self, address: str) -> httpx2.Client:
        """Asks from an address."""
        headers = {"X-Forwarded-For": address}
        return httpx2.Client(base_url=self.server.url, headers=headers, timeout=60)


def events_of(body: str) -> list[tuple[str, object]]:
    """Reads server-sent events as a browser would."""
    found = []
    for block in body.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((fields.get("event", "message"), json.loads(fields["data"])))
    return found
