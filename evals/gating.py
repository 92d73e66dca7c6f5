"""The gate: what a release must keep, read from gate.yaml, checked against a run and a baseline.

Every check is given with its figure and its threshold, passed or not. A run with cases that were
not asked, or of a corpus that has changed since, passes nothing.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError, model_validator

from corpus.types import Record
from evals.comparing import Change, Comparison
from evals.errors import EvalsError
from evals.runs import Run
from evals.scoring import MEASURE, MEASURES
from evals.summarising import Figure, figures_of, judged, percentile_ms

BUNDLED_GATE = Path(__file__).parent / "gate.yaml"
NAMED = 5
"""Of cases behind a failed check; the report names all."""


class Floor(Record):
    """A figure that a run must reach, or stay under, over at least so many cases."""

    measure: str
    at_least: float | None = None
    at_most: float | None = None
    cases: int
    reason: str

    @model_validator(mode="after")
    def _has_one_bound(self) -> "Floor":
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"{self.measure} needs either at_least or at_most")
        return self


class Latency(Record):
    """The time within which a share of the questions must be answered."""

    share: float
    at_most_ms: int


class AgainstBaseline(Record):
    """What a run may lose against the baseline."""

    worse_below_p: float
    regressions: float
    critical_regressions: int
    stale: int
    changed_labels: int
    allowed: dict[str, str]


class Gate(Record):
    """`gate.yaml`."""

    floors: tuple[Floor, ...]
    latency: Latency
    must_be_good: tuple[str, ...]
    against_baseline: AgainstBaseline


class Check(Record):
    """One threshold with what was found."""

    name: str
    passed: bool
    found: str
    threshold: str
    because: str = ""


class GateError(EvalsError):
    """The gate's file cannot be used."""


def load_gate(path: Path) -> Gate:
    """Read thresholds. Raises GateError."""
    try:
        gate = Gate.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, yaml.YAMLError) as error:
        fault = error.errors()[0] if isinstance(error, ValidationError) else None
        why = f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" if fault else "it is no YAML"
        raise GateError(f"{path} cannot be used as a gate ({why}); see evals/gate.yaml.") from error
    unknown = [floor.measure for floor in gate.floors if floor.measure not in MEASURE]
    if unknown:
        raise GateError(f"{path}: {unknown[0]} is no measure; they are {', '.join(MEASURE)}.")
    return gate


def checks_of(
    gate: Gate, run: Run, comparison: Comparison | None, corpus_digest: str
) -> Iterator[Check]:
    """Check a run against every threshold; `corpus_digest` is of the corpus to be released."""
    yield from _soundness(run, corpus_digest)
    figures = figures_of(run)
    for floor in gate.floors:
        yield _floor(floor, figures.get(floor.measure))
    yield _latency(gate.latency, run)
    yield from _must_be_good(gate.must_be_good, run)
    if comparison:
        yield from _against(gate.against_baseline, comparison)


def _soundness(run: Run, corpus_digest: str) -> Iterator[Check]:
    missing = [case.id for case in run.cases if case.id not in run.result_of]
    yield Check(
        name="every case has a result",
        passed=bool(run.cases) and not missing,
        found=f"{len(run.results)} of {len(run.cases)}",
        threshold="all, and at least one",
        because=_some(missing),
    )
    described = run.description
    yield Check(
        name="the index is of the corpus",
        passed=described.index_corpus_digest == described.corpus_digest,
        found=described.index_corpus_digest[:12],
        threshold=described.corpus_digest[:12],
        because="The index was built from another corpus; run `mastery index build`.",
    )
    yield Check(
        name="the run is of the corpus to be released",
        passed=described.corpus_digest == corpus_digest,
        found=described.corpus_digest[:12],
        threshold=corpus_digest[:12],
        because="The corpus has changed since; run `mastery evals run`.",
    )


def _floor(floor: Floor, figure: Figure | None) -> Check:
    bound = (
        f"at least {_share(floor.at_least)}"
        if floor.at_least is not None
        else f"at most {_share(floor.at_most)}"
    )
    reached = (
        figure is not None
        and (floor.at_least is None or figure.value >= floor.at_least)
        and (floor.at_most is None or figure.value <= floor.at_most)
    )
    count = figure.cases if figure else 0
    return Check(
        name=MEASURE[floor.measure].label,
        passed=reached and count >= floor.cases,
        found=f"{_share(figure.value if figure else None)} of {count} cases",
        threshold=f"{bound}, of at least {floor.cases}",
        because=floor.reason,
    )


def _latency(latency: Latency, run: Run) -> Check:
    found = percentile_ms(run.timings, latency.share)
    slowest = sorted(run.timings.elapsed_ms.items(), key=lambda one: -one[1])
    return Check(
        name=f"time within which {latency.share:.0%} are answered",
        passed=found is not None and found <= latency.at_most_ms,
        found="not measured" if found is None else f"{found} ms",
        threshold=f"at most {latency.at_most_ms} ms",
        because=f"slowest: {_some([name for name, _ in slowest])}",
    )


def _must_be_good(ids: Sequence[str], run: Run) -> Iterator[Check]:
    if not ids:
        return
    good = {
        case.id
        for case, result in judged(run)
        if (value := MEASURES[0].score(case, result)) and value[0]
    }
    bad = [id_ for id_ in ids if id_ not in good]
    yield Check(
        name="cases that must be right",
        passed=not bad,
        found=f"{len(ids) - len(bad)} of {len(ids)}",
        threshold="all",
        because=_some(bad),
    )


def _against(limits: AgainstBaseline, comparison: Comparison) -> Iterator[Check]:
    for one in comparison.differences:
        if MEASURE[one.measure].is_better != "neither":
            yield Check(
                name=f"against the baseline: {MEASURE[one.measure].label}",
                passed=one.trend != "worse" or one.p >= limits.worse_below_p,
                found=f"{one.trend} ({_share(one.before)} → {_share(one.after)}, p = {one.p:.3f})",
                threshold=f"not worse at p below {limits.worse_below_p}",
            )
    lost = [one for one in comparison.regressions if one.case.id not in limits.allowed]
    yield _count("cases lost", lost, limit=int(limits.regressions * comparison.headline.cases))
    critical = [one for one in lost if one.case.severity == "critical"]
    yield _count("critical cases lost", critical, limit=limits.critical_regressions)
    yield _count("cases with stale labels", comparison.stale, limit=limits.stale)
    changed = [*comparison.changed_labels, *comparison.removed]
    yield Check(
        name="against the baseline: changed or removed cases",
        passed=len(changed) <= limits.changed_labels,
        found=str(len(changed)),
        threshold=f"at most {limits.changed_labels}",
        because=_some(changed),
    )
    yield Check(
        name="against the baseline: cases without a result",
        passed=not comparison.unscored,
        found=str(len(comparison.unscored)),
        threshold="none",
        because=_some(comparison.unscored),
    )


def _count(name: str, changes: Sequence[Change], *, limit: int) -> Check:
    told = [f"{one.case.id} ({one.cause or one.explanation})" for one in changes]
    return Check(
        name=f"against the baseline: {name}",
        passed=len(changes) <= limit,
        found=str(len(changes)),
        threshold=f"at most {limit}",
        because=_some(told),
    )


def _share(value: float | None) -> str:
    return "nothing" if value is None else f"{100 * value:.1f} %"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
