"""`mastery serve`."""

import signal
import socket
import sys
from typing import Annotated

import typer
import uvicorn

from integrations.cli.asking import CorpusOption, IndexOption
from integrations.cli.opening import assistant_for, settings_for
from integrations.http.app import create_app

GRACE_SECONDS = 10
"""Running questions may finish when the service is told to stop."""


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Serve the HTTP API and the page where a question can be asked."""
    settings = settings_for(corpus, index)
    host, port = host or settings.host, port or settings.port
    _check_address(host, port)
    # uvicorn finishes what runs and then raises the signal again, which would end us as killed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    app = create_app(assistant_for(settings))
    uvicorn.run(
        app,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _check_address(host: str, port: int) -> None:
    """Find out before the work of opening whether the address can be had; else BadParameter."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        reason = (error.strerror or "unknown fault").lower()
        raise typer.BadParameter(
            f"Nothing can be served at {host}:{port} ({reason});"
            " name another address with --host or --port."
        ) from error
