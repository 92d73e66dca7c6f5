"""`mastery serve`, and the switch that stops and starts answering while it runs."""

import os
import signal
import socket
import sys
import tempfile
from enum import StrEnum
from typing import Annotated

import typer
import uvicorn

from integrations.cli.asking import CorpusOption, IndexOption, TodayOption
from integrations.cli.opening import assistant_for, settings_for
from integrations.http.app import Application, create_app
from integrations.http.logs import logging_config
from integrations.http.metrics import MULTIPLE_PROCESSES
from integrations.http.opening import open_desk
from integrations.memory.errors import CannotOpenMemoryError
from integrations.memory.memory import Memory, open_memory
from integrations.settings import PREFIX, Settings, SettingsError

GRACE_SECONDS = 10
"""Running questions may finish when the service is told to stop."""
SECONDS_TO_ANSWER_A_PING = 60
"""A worker that loads the model on a busy machine holds the interpreter for seconds."""


class Position(StrEnum):
    """Where the switch can stand."""

    ON = "on"
    OFF = "off"


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    today: TodayOption = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes, each with its own model.")] = 1,
) -> None:
    """Serve the HTTP API and the page where a question can be asked."""
    settings = settings_for(corpus, index, today)
    settings.check_public()
    host, port = host or settings.host, port or settings.port
    _check_address(host, port)
    memory = _memory(settings)
    # uvicorn finishes what runs and then raises the signal again, which would end us as killed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    assistant = assistant_for(settings)
    typer.echo(f"Serving http://{host}:{port} (Ctrl-C stops it).", err=True)
    if workers == 1:
        _run(create_app(open_desk(assistant, memory, settings)), settings, host, port)
        return
    memory.close()
    del assistant  # each worker loads its own
    with tempfile.TemporaryDirectory() as figures:
        os.environ.update({MULTIPLE_PROCESSES: figures, **_as_variables(settings)})
        _run("integrations.cli.serving:worker", settings, host, port, workers)


def worker() -> Application:
    """Make the application of one of several workers, which inherit the settings."""
    settings = Settings.from_environment()
    return create_app(open_desk(assistant_for(settings), _memory(settings), settings))


def switch(position: Annotated[Position, typer.Argument(help="on or off.")]) -> None:
    """Switch answering on or off at once, in every process on the same database."""
    memory = _memory(settings_for(None, None))
    memory.switch(off=position is Position.OFF)
    memory.close()
    typer.echo(f"Answering is {position.value}.")


def _run(
    app: Application | str, settings: Settings, host: str, port: int, workers: int = 1
) -> None:
    uvicorn.run(
        app,
        factory=isinstance(app, str),
        workers=workers,
        host=host,
        port=port,
        access_log=False,
        log_config=logging_config(),
        server_header=False,
        # Trusted by default would be whoever asks from this machine, and so any visitor's header.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_worker_healthcheck=SECONDS_TO_ANSWER_A_PING,
    )


def _as_variables(settings: Settings) -> dict[str, str]:
    """Give what the command line may have changed, for the workers."""
    given = {"corpus": settings.corpus, "index": settings.index, "today": settings.today}
    return {f"{PREFIX}{name.upper()}": str(value) for name, value in given.items() if value}


def _memory(settings: Settings) -> Memory:
    try:
        return open_memory(settings.database_url.get_secret_value())
    except CannotOpenMemoryError as error:
        raise SettingsError(str(error)) from error


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
