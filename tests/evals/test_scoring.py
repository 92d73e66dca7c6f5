from collections.abc import Callable

import pytest

from assistant.types import Answer, Citation, Statement
from evals.judging import Case
from evals.scoring import MEASURE, MEASURES, scores_of
from evals.types import Result

Cases = Callable[..., Case]
Answers = Callable[..., Answer]

NOT_THERE = ("do not say",)


def result_of(answer: Answer, **fields: object) -> Result:
    return Result.model_validate({"case_id": "1", "answer": answer, **fields})


def value_of(name: str, case: Case, result: Result) -> float | None:
    value = MEASURE[name].score(case, result)
    return value[0] if value else None


def citation(document_id: str, quote: str = "It takes six days.", number: int = 1) -> Citation:
    return Citation(
        number=number,
        document_id=document_id,
        title="A",
        publisher=None,
        url=None,
        heading="H",
        published=None,
        academic_year=None,
        quote=quote,
        start=0,
        end=len(quote),
    )


def eligibility(verdict: str, asks: str | None = None) -> dict[str, object]:
    follow_up = {"fact": asks, "question": "?", "options": []} if asks else None
    plain = {"programme_id": "x", "programme": "X", "checks": [], "follow_up": follow_up}
    return {**plain, "verdict": verdict}


def test_measures_bear_different_names_and_tell_their_meaning() -> None:
    assert len(MEASURE) == len(MEASURES)
    assert all(one.meaning.endswith(".") for one in MEASURES)


@pytest.mark.parametrize(
    ("text", "status", "figures"),
    [
        ("Six days", "answered", {"good": 1, "right": 1, "wrong": 0, "false_abstention": 0}),
        ("Two days", "answered", {"good": 0, "right": 0, "wrong": 1, "false_abstention": 0}),
        (
            "We do not say",
            "unanswerable_gap",
            {"good": 0, "right": 0, "wrong": 0, "false_abstention": 1},
        ),
    ],
)
def test_answerable_case_is_right_wrong_or_not_answered(
    case_of: Cases, answer_of: Answers, text: str, status: str, figures: dict[str, float]
) -> None:
    result = result_of(answer_of(text, status))
    assert {name: value_of(name, case_of(("six",)), result) for name in figures} == figures
    assert value_of("abstention", case_of(("six",)), result) is None


@pytest.mark.parametrize(
    ("text", "status", "value"),
    [("The sources do not say.", "unanswerable_gap", 1), ("Six days.", "answered", 0)],
)
def test_unanswerable_case_is_told_or_not(
    case_of: Cases, answer_of: Answers, text: str, status: str, value: float
) -> None:
    case, result = case_of(NOT_THERE, answerable=False), result_of(answer_of(text, status))
    assert value_of("abstention", case, result) == value_of("good", case, result) == value
    assert value_of("right", case, result) is None
    assert value_of("complete", case, result) is None


def test_half_an_answer_is_half_complete(case_of: Cases, answer_of: Answers) -> None:
    case, result = case_of(("six",), ("cover",)), result_of(answer_of("Six days"))
    assert MEASURE["complete"].score(case, result) == (0.5, "1 of 2 parts")
    assert value_of("right", case, result) == 0


@pytest.mark.parametrize(
    ("gold", "given", "verdict", "false_eligible"),
    [
        ("eligible", "eligible", 1, None),
        ("eligible", "depends", 0, None),
        ("not_eligible", "eligible", 0, 1),
        ("not_eligible", "not_yet", 1, 0),
        ("not_eligible", "not_open", 1, 0),
        ("not_eligible", "depends", 0, 0),
        ("depends", "eligible", 0, 1),
        ("unknown", "eligible", 0, 1),
        ("not_yet", "not_eligible", 0, 0),
        ("depends", None, 0, 0),
        ("eligible", None, 0, None),
        (None, "eligible", None, None),
    ],
)
def test_verdicts_are_judged_and_false_eligible_apart(
    case_of: Cases,
    answer_of: Answers,
    gold: str | None,
    given: str | None,
    verdict: float | None,
    false_eligible: float | None,
) -> None:
    case = case_of(("six",), verdict=gold)
    result = result_of(answer_of("Six", eligibility=eligibility(given) if given else None))
    assert value_of("verdict", case, result) == verdict
    assert value_of("false_eligible", case, result) == false_eligible


def test_fair_verdict_is_right_too(case_of: Cases, answer_of: Answers) -> None:
    case = case_of(("six",), verdict="depends", also_fair=["not_yet"])
    assert value_of(
        "verdict", case, result_of(answer_of("Six", eligibility=eligibility("not_yet")))
    )


def test_no_verdict_on_what_sources_do_not_settle_is_right(
    case_of: Cases, answer_of: Answers
) -> None:
    case = case_of(NOT_THERE, verdict="unknown", answerable=False)
    assert value_of("verdict", case, result_of(answer_of("x", "unanswerable_gap"))) == 1
    assert value_of("verdict", case, result_of(answer_of("x"))) == 0


@pytest.mark.parametrize(
    ("asks_for", "asked", "value"),
    [([], "length", 1), (["length", "width"], "width", 1), (["length"], "width", 0), ([], None, 0)],
)
def test_missing_fact_is_asked_for(
    case_of: Cases, answer_of: Answers, asks_for: list[str], asked: str | None, value: float
) -> None:
    case = case_of(("six",), verdict="depends", missing="how long", asks_for=asks_for)
    answer = answer_of("Six", eligibility=eligibility("depends", asked))
    assert value_of("follow_up", case, result_of(answer)) == value


def test_sources_are_right_or_not(case_of: Cases, answer_of: Answers) -> None:
    case = case_of(("six",), cites=["a", "b"])
    both = result_of(answer_of("Six", citations=[citation("a"), citation("c", number=2)]))
    assert (
        value_of("citation_precision", case, both),
        value_of("citation_recall", case, both),
    ) == (
        0.5,
        1,
    )
    neither = result_of(answer_of("Six", citations=[citation("c")]))
    assert value_of("citation_recall", case, neither) == 0
    assert value_of("citation_precision", case_of(("six",)), both) is None


def test_proof_is_of_quotes_and_of_statements(case_of: Cases, answer_of: Answers) -> None:
    said = Statement(text="six days", citations=(1,))
    other = Statement(text="five days", citations=(1,))
    answers = [
        answer_of("Six", citations=[citation("a")], statements=[one]) for one in (said, other)
    ]
    case = case_of(("six",))
    assert value_of("proof", case, result_of(answers[0])) == 1
    assert MEASURE["proof"].score(case, result_of(answers[0], unproved=(1,))) == (0, "citations 1")
    assert MEASURE["proof"].score(case, result_of(answers[1])) == (0, "nobody says 'five days'")
    assert value_of("proof", case, result_of(answer_of("Hello", "greeting"))) is None


def test_notices_are_needed_or_needless(case_of: Cases, answer_of: Answers) -> None:
    dated = result_of(answer_of("Six", notices=[{"kind": "dated", "text": "Old."}]))
    bare = result_of(answer_of("Six", notices=[{"kind": "partial", "text": "Half."}]))
    old, plain = case_of(("six",), expects_warning="dated"), case_of(("six",))
    assert [value_of("notice", old, one) for one in (dated, bare)] == [1, 0]
    assert [value_of("needless_notice", plain, one) for one in (dated, bare)] == [1, 0]
    assert value_of("notice", plain, dated) is value_of("needless_notice", old, dated) is None


def test_right_documents_are_ranked(case_of: Cases, answer_of: Answers) -> None:
    """One right document at rank 2 of two right ones: nDCG is (1/log2(3)) / (1 + 1/log2(3))."""
    case = case_of(("six",), cites=["a", "b"])
    result = result_of(answer_of("Six"), retrieved=["c#x", "a#x", "a#y", "d#x"])
    assert value_of("found", case, result) == 0.5
    assert value_of("gain", case, result) == pytest.approx(0.386853)
    assert value_of("found", case_of(("six",)), result) is None
    assert value_of("found", case, result_of(answer_of("Hello", "greeting"))) == 0


def test_expected_status_is_the_only_one_that_will_do(case_of: Cases, answer_of: Answers) -> None:
    case = case_of(("six",), status="answered_partly")
    assert value_of("status", case, result_of(answer_of("Six"))) == 0
    assert value_of("status", case, result_of(answer_of("Six", "answered_partly"))) == 1


def test_what_does_not_apply_gives_no_score(case_of: Cases, answer_of: Answers) -> None:
    names = {one.measure for one in scores_of(case_of(("six",)), result_of(answer_of("Six")))}
    assert not names & {"abstention", "verdict", "follow_up", "notice", "proof", "found", "status"}
    assert {"good", "right", "words", "failure"} <= names


def test_faults_of_ours_are_counted(case_of: Cases, answer_of: Answers) -> None:
    broken = result_of(answer_of("KeyError: 'x'", "error_unexpected"))
    assert MEASURE["failure"].score(case_of(("six",)), broken) == (1, "KeyError: 'x'")
