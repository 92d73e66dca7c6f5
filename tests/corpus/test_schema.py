import json

from corpus.schema import SCHEMA, schema_text


def test_schema_in_its_file_is_current() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run `python -m corpus.schema`"


def test_schema_knows_rules_and_their_conditions() -> None:
    schema = json.loads(schema_text())
    assert "rules" in schema["properties"]
    assert set(schema["$defs"]["Negation"]["properties"]) == {"not"}
    assert schema["additionalProperties"] is False
