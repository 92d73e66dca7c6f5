import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.opening import open_assistant
from evals.casebook import label_of
from evals.errors import RunError
from evals.judging import Case
from evals.running import described, judge_answers, run_cases
from evals.runs import RESULTS, TIMINGS, UNFINISHED, Run, append, begin, load_run
from evals.scoring import MEASURE
from evals.types import Asked, Opening
from index.encoding import Encoder

Runs = Callable[..., Run]
DESCRIPTION_FILES = ("run.json", "cases.jsonl", "results.jsonl", "sections.json", "scores.jsonl")


def good_ids(run: Run) -> set[str]:
    good = MEASURE["good"].score
    scores = ((case.id, good(case, run.result_of[case.id])) for case in run.cases)
    return {id_ for id_, value in scores if value and value[0]}


def test_small_corpus_is_answered(run_of: Runs, cases: list[Case]) -> None:
    run = run_of("run", cases)
    assert good_ids(run) == {"days", "pays", "ruler", "given", "lunch"}
    assert [one.case_id for one in run.results] == [case.id for case in cases]


def test_result_tells_what_was_found_and_cited(run_of: Runs, cases: list[Case]) -> None:
    first = run_of("run", cases).results[0]
    section = "club#How many days does the abacus club take?"
    assert first.cited == (section,)
    assert first.retrieved[0] == section
    assert first.unproved == ()


def test_two_runs_are_alike_to_the_byte(tmp_path: Path, run_of: Runs, cases: list[Case]) -> None:
    run_of("one", cases)
    run_of("two", cases)
    for name in DESCRIPTION_FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_index_that_was_built_anew_gives_the_same_results(
    tmp_path: Path, run_of: Runs, cases: list[Case]
) -> None:
    run_of("one", cases)
    shutil.rmtree(tmp_path / "index")
    run_of("two", cases)
    for name in ("results.jsonl", "scores.jsonl", "sections.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_stopped_run_goes_on_from_there(
    tmp_path: Path, corpus: Path, hashing_encoder: Encoder, run_of: Runs, cases: list[Case]
) -> None:
    """Of two kept results and a line that was cut off, the two are not asked again."""
    whole = run_of("whole", cases)
    opening = Opening(corpus=corpus, index=tmp_path / "index", model="hashing")
    assistant = open_assistant(corpus, opening.index, hashing_encoder).assistant
    folder = tmp_path / "stopped"
    begin(folder, described(cases, opening, assistant.snapshot), cases, whole.sections)
    for result in whole.results[:2]:
        append(folder, Asked(result=result, elapsed_ms=123_456))
    with (folder / UNFINISHED).open("a") as file:
        file.write('{"result": {"case_id": "rul')
    assert len(load_run(folder).results) == 2
    told: list[tuple[int, int]] = []
    run = run_cases(
        cases,
        opening,
        assistant,
        folder,
        workers=1,
        report=lambda _, done, total: told.append((done, total)),
    )
    assert told == [(2, 5), (1, 5), (1, 5), (1, 5)]
    assert run.results == whole.results
    assert list(run.timings.elapsed_ms.values()).count(123_456) == 2
    assert not (folder / UNFINISHED).exists()


def test_other_settings_begin_anew(run_of: Runs, cases: list[Case], corpus: Path) -> None:
    before = run_of("run", cases)
    text = (corpus / "documents/club.md").read_text()
    (corpus / "documents/club.md").write_text(text.replace("six days", "nine days"))
    after = run_of("run", cases)
    assert "nine days" in after.results[0].answer.text
    assert after.description.corpus_digest != before.description.corpus_digest


def test_time_stands_apart_from_results(tmp_path: Path, run_of: Runs, cases: list[Case]) -> None:
    run = run_of("run", cases)
    assert all(one.answer.elapsed_ms == 0 for one in run.results)
    assert set(json.loads((tmp_path / "run" / TIMINGS).read_text())["elapsed_ms"]) == {
        case.id for case in cases
    }


def test_history_is_played_before_the_question(run_of: Runs, cases: list[Case]) -> None:
    case = cases[1].model_copy(
        update={
            "question": "And who pays for it?",
            "history": ({"question": "How many days does the abacus club take?"},),
        }
    )
    assert good_ids(run_of("run", [case])) == {"pays"}


def test_no_cases_are_a_fault(run_of: Runs) -> None:
    with pytest.raises(RunError, match="no cases"):
        run_of("run", [])


def test_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="holds no run"):
        load_run(tmp_path)


def test_run_of_another_version_is_told(tmp_path: Path, run_of: Runs, cases: list[Case]) -> None:
    run_of("run", cases)
    (tmp_path / "run" / RESULTS).write_text('{"case_id": "days", "reply": "Six."}\n')
    with pytest.raises(RunError, match="another version"):
        load_run(tmp_path / "run")


def test_answers_of_a_channel_are_judged_and_proved(
    tmp_path: Path, corpus: Path, hashing_encoder: Encoder, run_of: Runs, cases: list[Case]
) -> None:
    """One quote was altered on its way."""
    whole = run_of("run", cases)
    opening = Opening(corpus=corpus, index=tmp_path / "index", model="hashing")
    assistant = open_assistant(corpus, opening.index, hashing_encoder).assistant
    answers = {one.case_id: one.answer for one in whole.results}
    (citation,) = answers["days"].citations
    altered = citation.model_copy(update={"quote": citation.quote.replace("six", "two")})
    answers["days"] = answers["days"].model_copy(update={"citations": (altered,)})
    run = judge_answers(cases, answers, opening, assistant, tmp_path / "given")
    assert [one.unproved for one in run.results] == [(1,), (), (), (), ()]
    with pytest.raises(RunError, match="no answer to lunch"):
        judge_answers(cases, dict(list(answers.items())[:4]), opening, assistant, tmp_path / "x")


def test_cases_of_a_run_are_kept_whole(run_of: Runs, cases: list[Case]) -> None:
    assert [label_of(one) for one in run_of("run", cases).cases] == [label_of(c) for c in cases]
