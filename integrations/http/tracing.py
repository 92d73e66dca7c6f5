"""The id of the request that is worked on, and what its line in the log will tell."""

import re
import uuid
from contextvars import ContextVar

from starlette.datastructures import Headers
from starlette.types import Scope

REQUEST_ID_HEADER = "X-Request-ID"
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
"""With or without hyphens: nothing that could carry words."""

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_FIELDS = "mastery.fields"


def begin(scope: Scope) -> str:
    """Give the request its id: the client's, if it is a UUID, else one of ours."""
    given = Headers(scope=scope).get(REQUEST_ID_HEADER, "")
    id_ = str(uuid.UUID(given)) if _UUID.fullmatch(given) else str(uuid.uuid4())
    _request_id.set(id_)
    scope[_FIELDS] = {}
    return id_


def current_id() -> str:
    """Give the id of the request that is worked on; empty outside of one."""
    return _request_id.get()


def note(scope: Scope, **fields: object) -> None:
    """Add to the request's line in the log. Never anything that somebody wrote."""
    scope[_FIELDS].update(fields)


def noted(scope: Scope) -> dict[str, object]:
    """Give what was noted so far."""
    fields: dict[str, object] = scope[_FIELDS]
    return fields
