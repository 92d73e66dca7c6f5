"""The API does what its description says, asked with what the description allows and forbids."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from integrations.http.document import DOCUMENT, described

if TYPE_CHECKING:
    from conftest import Campaign, Server

PROGRAM = Path(sys.executable).with_name("st")
CONFIG = Path(__file__).with_name("schemathesis.toml")


def schemathesis(
    document: str | Path, server: "Server", folder: Path, examples: int, seed: int, *words: str
) -> "subprocess.CompletedProcess[str]":
    options = ("--url", server.url, f"--max-examples={examples}", f"--seed={seed}", *words)
    return subprocess.run(
        [PROGRAM, "--config-file", CONFIG, "run", document, *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("examples", [5, pytest.param(600, marks=pytest.mark.campaign)])
def test_api_does_what_its_description_says(
    server: "Server", campaign: "Campaign", tmp_path: Path, examples: int
) -> None:
    address = f"{server.url}/openapi.json"
    ended = schemathesis(address, server, tmp_path, examples, campaign.seed)
    generated = re.search(r"([\d,]+) generated", ended.stdout)
    campaign.figures = {"cases": generated[1] if generated else 0, "exit code": ended.returncode}
    assert ended.returncode == 0, ended.stdout[-5000:]
    assert generated


def test_wrong_description_is_found(
    server: "Server", document: dict[str, Any], tmp_path: Path
) -> None:
    """The control: a harness that finds nothing here would find nothing at all."""
    document["components"]["schemas"]["Health"]["properties"]["status"]["type"] = "integer"
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(document))
    only = ("--include-path", "/healthz", "--phases", "fuzzing")
    ended = schemathesis(wrong, server, tmp_path, 1, 1, *only)
    assert (ended.returncode, "Response violates schema" in ended.stdout) == (1, True)


def test_committed_description_is_current() -> None:
    """Where it is not, `python -m integrations.http.document` writes it anew."""
    assert DOCUMENT.read_text(encoding="utf-8") == described()


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert all(one["tags"] and one["description"] and one["operationId"] for one in operations)
    assert document["info"]["contact"]
    assert document["servers"]


def test_every_failure_is_a_problem_document(document: dict[str, Any]) -> None:
    operations = [one for path in document["paths"].values() for one in path.values()]
    failures = [
        response
        for one in operations
        for status, response in one["responses"].items()
        if int(status) >= 400 and "off" not in response["description"]
    ]
    assert failures
    assert all(set(one["content"]) == {"application/problem+json"} for one in failures)
