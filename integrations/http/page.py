"""The page at `/` where a question can be asked."""

from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

PAGES = Path(__file__).parent.parent / "pages"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SERVED = {
    "/": ("ask.html", "text/html"),
    "/ask.js": ("ask.js", "text/javascript"),
    "/ask.css": ("ask.css", "text/css"),
}


def page_routes() -> APIRouter:
    """Serve the page with its script and style."""
    router = APIRouter()
    for path, (name, media_type) in SERVED.items():
        content = (PAGES / name).read_text(encoding="utf-8")
        router.add_api_route(
            path,
            _page(content, media_type),
            response_class=HTMLResponse,
            include_in_schema=False,
        )
    return router


def _page(content: str, media_type: str) -> Callable[[], HTMLResponse]:
    headers = {"Content-Security-Policy": PAGE_POLICY}

    def page() -> HTMLResponse:
        return HTMLResponse(content, media_type=media_type, headers=headers)

    return page
