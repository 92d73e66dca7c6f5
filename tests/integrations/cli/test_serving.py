import json
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest

from integrations.memory.memory import open_memory

if TYPE_CHECKING:
    from conftest import Run, Server


QUESTION = json.dumps({"question": "Who can join a work group?"}).encode()
HEAD = (
    b"POST /v1/answers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\nExpect: 100-continue\r\n\r\n" % len(QUESTION)
)


def test_port_in_use_is_bad_set_up(command: "Run", server: "Server") -> None:
    ended = command("serve", "--port", server.port)
    assert (ended.code, ended.output) == (2, "")
    assert f"127.0.0.1:{server.port}" in ended.message
    assert "--port" in ended.message


@pytest.mark.parametrize("port", ["65536", "-1", "eighty"])
def test_impossible_port_is_bad_usage(command: "Run", port: str) -> None:
    ended = command("serve", "--port", port)
    assert (ended.code, ended.output) == (2, "")
    assert "'--port'" in ended.message


def test_unknown_host_is_bad_set_up(command: "Run") -> None:
    ended = command("serve", "--host", "no.such.host.invalid")
    assert (ended.code, ended.output) == (2, "")
    assert "no.such.host.invalid:8000" in ended.message


def test_public_mode_without_its_settings_does_not_start(
    command: "Run", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTERY_PUBLIC", "true")
    monkeypatch.setenv("MASTERY_ALLOWED_ORIGINS", "*")
    ended = command("serve")
    assert (ended.code, ended.output) == (2, "")
    assert "MASTERY_ALLOWED_ORIGINS must name each site" in ended.message


def test_database_that_cannot_be_had_is_bad_set_up(
    command: "Run", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTERY_DATABASE_URL", "sqlite:////proc/nowhere/memory.sqlite")
    ended = command("serve", "--port", 18765)
    assert (ended.code, ended.output) == (2, "")
    assert "set MASTERY_DATABASE_URL" in ended.message


def test_switch_is_kept_in_the_database(
    command: "Run", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'memory.sqlite'}"
    monkeypatch.setenv("MASTERY_DATABASE_URL", url)
    memory = open_memory(url)
    positions = []
    for position in ("off", "on"):
        assert command("switch", position).output == f"Answering is {position}.\n"
        positions.append(memory.is_off())
    memory.close()
    assert positions == [True, False]


def test_switch_has_two_positions(command: "Run") -> None:
    assert command("switch", "maybe").code == 2


def test_told_to_stop_it_answers_what_it_began(
    serving: Callable[..., "Server"], served: tuple[object, ...]
) -> None:
    """`100 Continue` proves that the request has reached the application, which waits for it."""
    server = serving(*served)
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as begun:
        begun.sendall(HEAD)
        assert begun.recv(1000).startswith(b"HTTP/1.1 100 ")
        server.process.send_signal(signal.SIGTERM)
        told = time.monotonic()
        wait_until_closed(server.url)
        begun.sendall(QUESTION)
        with begun.makefile("rb") as response:
            head, _, body = response.read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert json.loads(body)["status"] == "answered"
    assert server.process.wait(timeout=10) == 0
    assert time.monotonic() - told < 10


def wait_until_closed(url: str) -> None:
    for _ in range(100):
        try:
            httpx2.get(url, timeout=1)
        except httpx2.ConnectError:
            return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    pytest.fail("new requests are still taken")
