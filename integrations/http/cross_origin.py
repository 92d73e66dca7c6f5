"""Which sites' pages may ask (CORS): those of the settings, to the letter, and no others.

The framework's own middleware answers what it refuses in plain text. No cookie is used anywhere,
so credentials are never allowed.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integrations.http.desk import Desk
from integrations.settings import ANY_ORIGIN

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Accept, Content-Type, Idempotency-Key, X-Request-ID",
    "Access-Control-Max-Age": "600",
}
EXPOSED = "RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"


class CrossOrigin:
    """Answers preflight requests of allowed origins, and marks responses to them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; what comes from elsewhere is left to the browser to refuse."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        allowed = _allowed(scope, headers.get("origin"))
        if allowed and scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            given = {**allowed, **PREFLIGHT, "Vary": "Origin"}
            return await Response(status_code=204, headers=given)(scope, receive, send)

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                response = MutableHeaders(scope=message)
                response.add_vary_header("Origin")
                if allowed:
                    response.update({**allowed, "Access-Control-Expose-Headers": EXPOSED})
            await send(message)

        return await self.app(scope, receive, send_marked)


def _allowed(scope: Scope, origin: str | None) -> dict[str, str]:
    desk: Desk = scope["app"].state.desk
    origins = desk.settings.allowed_origins
    if origin is None or not (origin in origins or ANY_ORIGIN in origins):
        return {}
    shown = ANY_ORIGIN if ANY_ORIGIN in origins else origin
    return {"Access-Control-Allow-Origin": shown}
