"""Around every request: its id, its line in the log, its figures, and what becomes of a fault."""

import time

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integrations.http.desk import Desk
from integrations.http.logs import LOGGER
from integrations.http.problems import problem
from integrations.http.tracing import REQUEST_ID_HEADER, begin, noted

_METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS TRACE CONNECT".split())
HUNG_UP = 499
"""How nginx calls a client that closed the connection."""


class Observing:
    """The outermost middleware: nothing gets past it without an id and a line."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and tell of it when it is over."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        id_, started, status = begin(scope), time.perf_counter(), 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID_HEADER] = id_
                headers["X-Content-Type-Options"] = "nosniff"
                if scope["path"].startswith("/v1/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except ClientDisconnect:
            status = HUNG_UP
        except Exception:
            LOGGER.exception("fault", extra={"fields": {"request_id": id_}})
            if status:
                raise  # half a response is out: only breaking off tells the client
            await problem(500)(scope, receive, send_with_headers)
        finally:
            _tell(scope, id_, status, time.perf_counter() - started)


def _tell(scope: Scope, id_: str, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in _METHODS else "other"
    route = getattr(scope.get("route"), "path", "unmatched")
    fields = {
        "request_id": id_,
        "method": method,
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
        **noted(scope),
    }
    LOGGER.info("request", extra={"fields": fields})
    desk: Desk = scope["app"].state.desk
    desk.metrics.requests.labels(route, method, str(status)).inc()
    desk.metrics.seconds.labels(route).observe(seconds)
