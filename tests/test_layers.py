import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("assistant", "corpus", "evals", "index", "integrations")
HOMES = {
    "alembic": "integrations/memory",
    "bm25s": "index/lexical.py",
    "faiss": "index/dense.py",
    "fastapi": "integrations/http",
    "prometheus_client": "integrations/http/metrics.py",
    "sentence_transformers": "index/encoding.py",
    "sqlalchemy": "integrations/memory",
    "starlette": "integrations/http",
    "torch": "index/alignment.py",
    "uvicorn": "integrations/cli/serving.py",
}
"""The one module, or small folder, that may import each of these; the rest must not notice."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported_names(tree: ast.Module) -> set[str]:
    """Give the top-level packages that a module imports, in functions too."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("library", HOMES)
def test_library_is_imported_in_one_place(library: str) -> None:
    importers = {name for name, tree in modules() if library in imported_names(tree)}
    assert importers
    assert all(f"{name}/".startswith(f"{HOMES[library]}/") for name in importers), importers


def test_packages_are_the_ones_beside_the_tests() -> None:
    """Folders of tests bear the names of packages, and must not be taken for them."""
    for package in PACKAGES:
        assert sys.modules.get(package, __import__(package)).__file__ == str(
            ROOT / package / "__init__.py"
        )


def test_data_flows_one_way() -> None:
    """The contract stands in pyproject.toml."""
    program = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "1 kept, 0 broken" in ended.stdout, ended.stdout
    assert ended.returncode == 0


def test_imports_are_never_relative() -> None:
    """The contract and these tests read absolute names only."""
    for name, tree in modules():
        levels = {node.level for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert levels <= {0}, name
