import json
from pathlib import Path

import pytest
import typer

from evals.development import main


def test_assistant_is_asked_as_a_user_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked with its history, "And who pays for it?" is taken to be about the club."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "club.md").write_text(
        "# The abacus club\n\n## When does the abacus club meet?\n\nThe club meets on Tuesdays.\n"
        "\n## Who pays for the abacus club?\n\nThe town pays for the abacus club.\n"
    )
    history = [{"question": "When does the abacus club meet?"}]
    case = {"id": "1", "question": "And who pays for it?", "history": history, "type": "followup"}
    gold = {"answerable": True, "must_include": [["the town pays"]]}
    (tmp_path / "cases.jsonl").write_text(json.dumps({**case, **gold}))
    main(tmp_path / "cases.jsonl", corpus=tmp_path / "documents", show="all")
    told = capsys.readouterr().out
    assert told.startswith("1 right (answered)")
    assert "Q When does the abacus club meet? / And who pays for it?" in told
    assert "Right on answerable                  100.0 %" in told


@pytest.mark.parametrize(("content", "source"), [("\n \n", ""), (None, "nowhere")])
def test_nothing_to_judge_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, source: str
) -> None:
    case = {"id": "1", "question": "How?", "type": "direct", "answerable": True}
    row = {**case, "must_include": [["six"]], "fact_source": "facts 2"}
    (tmp_path / "cases.jsonl").write_text(content or json.dumps(row))
    with pytest.raises(typer.Exit) as ended:
        main(tmp_path / "cases.jsonl", source=source)
    assert ended.value.exit_code == 2
    assert capsys.readouterr().err.startswith("There are no cases to judge")
