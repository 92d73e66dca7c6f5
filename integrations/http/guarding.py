"""Before a request is read: whether answering is off, and whether its sender asks too often.

Both are told by the database, for all processes on it. While that fails, each process counts for
itself, by the same limits.
"""

import ipaddress
import math
import threading
import time

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integrations.http.desk import Desk
from integrations.http.problems import problem
from integrations.memory.errors import MemoryFaultError
from integrations.memory.types import Admission, Quota

GUARDED = "/v1/"
ANSWERING = frozenset({"/v1/answers", "/v1/chat/completions"})
"""What the off switch stops; a person can still be asked, and a conversation forgotten."""
OFF_RETRY_SECONDS = 60
WINDOW_SECONDS = 60
MOST_CLIENTS_COUNTED_HERE = 10_000
SUBNET_BITS = 64
"""One household or school has a whole /64 of IPv6 addresses to choose from."""


class Tally:
    """Counts in this process what the database cannot count."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._started = 0.0
        self._lock = threading.Lock()

    def count(self, key: str, limit: int) -> Quota:
        """Count a request; all windows begin together."""
        with self._lock:
            now = time.monotonic()
            is_over = now - self._started >= WINDOW_SECONDS
            if is_over or len(self._counts) >= MOST_CLIENTS_COUNTED_HERE:
                self._counts, self._started = {}, now
            self._counts[key] = self._counts.get(key, 0) + 1
            resets_in = self._started + WINDOW_SECONDS - now
            return Quota(limit=limit, remaining=limit - self._counts[key], resets_in=resets_in)


class Guarding:
    """Refuses early and cheaply, and tells everybody what is left to them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.tally = Tally()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or not scope["path"].startswith(GUARDED):
            return await self.app(scope, receive, send)
        desk: Desk = scope["app"].state.desk
        admission = await to_thread.run_sync(self._admit, desk, client_of(scope))
        headers = limit_headers(admission)
        why, retry_after = _refusal(admission, is_off=desk.settings.off, path=scope["path"])
        if why:
            desk.metrics.refused.labels(why).inc()
            headers["Retry-After"] = str(retry_after)
            return await problem(503 if why == "off" else 429, headers=headers)(
                scope, receive, send
            )

        async def send_with_limits(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        return await self.app(scope, receive, send_with_limits)

    def _admit(self, desk: Desk, client: str) -> Admission:
        own, all_ = desk.settings.limit_per_client, desk.settings.limit_in_all
        try:
            return desk.memory.admit(client, limit_per_client=own, limit_in_all=all_)
        except MemoryFaultError:
            desk.metrics.memory_faults.inc()
            return Admission(
                client=self.tally.count(client, own) if own else None,
                everybody=self.tally.count("", all_) if all_ else None,
            )


def client_of(scope: Scope) -> str:
    """Name who asks: the address, of IPv6 the network; a proxy's word counts if it is ours."""
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), SUBNET_BITS), strict=False))
    return str(address)


def limit_headers(admission: Admission) -> dict[str, str]:
    """Give the RateLimit fields (draft-ietf-httpapi-ratelimit-headers) of what is left."""
    quotas = {"client": admission.client, "everybody": admission.everybody}
    told = {name: quota for name, quota in quotas.items() if quota}
    if not told:
        return {}
    policies = (f'"{name}";q={one.limit};w={WINDOW_SECONDS}' for name, one in told.items())
    left = (
        f'"{name}";r={max(0, one.remaining)};t={math.ceil(one.resets_in)}'
        for name, one in told.items()
    )
    return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}


def _refusal(admission: Admission, *, is_off: bool, path: str) -> tuple[str | None, int]:
    """Give why a request is refused, if it is, and after how many seconds it may come again."""
    for why, quota in (("client", admission.client), ("everybody", admission.everybody)):
        if quota and quota.is_exceeded:
            return why, max(1, math.ceil(quota.resets_in))
    if (is_off or admission.is_off) and path in ANSWERING:
        return "off", OFF_RETRY_SECONDS
    return None, 0
