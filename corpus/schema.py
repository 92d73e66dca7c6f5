"""The JSON Schema of a programme's file, with which an editor checks it while it is written.

Run `python -m corpus.schema` after a change of corpus/types.py.
"""

import json
from pathlib import Path

from corpus.types import Programme

SCHEMA = Path(__file__).parent / "programmes.schema.json"


def schema_text() -> str:
    """Write the schema as it stands in its file."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | Programme.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
