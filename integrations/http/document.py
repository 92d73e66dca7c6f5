"""Writes docs/openapi.json, the description of the API: `python -m integrations.http.document`."""

import json
from pathlib import Path

from integrations.http.app import bare_app

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"


def described() -> str:
    """Give the OpenAPI document as it is committed."""
    return json.dumps(bare_app().openapi(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(described(), encoding="utf-8")
