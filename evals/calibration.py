"""Whether confidence means what it says: reliability, and risk against coverage.

Reliability compares the mean confidence of answers with the share of them that is right, in ten
bins; its error (ECE) is the mean distance, weighted by bin size (Guo et al. 2017). Risk is the
share of wrong ones among the most confident answers, up to a coverage (Geifman and El-Yaniv 2017);
the area under its curve (AURC) is the mean risk over all coverages.
"""

from collections.abc import Sequence
from itertools import accumulate

from evals.judging import ANSWERED, Judgement

BINS = 10
COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

Scored = tuple[float, bool]
"""A confidence, and whether the answer or the abstention was right."""


def scored(judgements: Sequence[Judgement], *, answered_only: bool = False) -> list[Scored]:
    """Give the confidence and the rightness of each judgement."""
    return [
        (one.answer.confidence, one.outcome in {"right", "rightly_abstained"})
        for one in judgements
        if one.answer.status in ANSWERED or not answered_only
    ]


def reliability(results: Sequence[Scored]) -> list[tuple[float, float, int]]:
    """Give mean confidence, share right and size of each bin that is not empty, lowest first."""
    bins: dict[int, list[Scored]] = {}
    for one in results:
        bins.setdefault(min(int(one[0] * BINS), BINS - 1), []).append(one)
    return [
        (_mean([c for c, _ in members]), _mean([float(r) for _, r in members]), len(members))
        for _, members in sorted(bins.items())
    ]


def calibration_error(results: Sequence[Scored]) -> float:
    """Give the expected calibration error, 0 to 1."""
    total = len(results)
    return sum(size / total * abs(sure - right) for sure, right, size in reliability(results))


def brier(results: Sequence[Scored]) -> float:
    """Give the mean squared distance of confidence from rightness (Brier 1950), 0 to 1."""
    return _mean([(sure - right) ** 2 for sure, right in results])


def risks(results: Sequence[Scored]) -> list[float]:
    """Give the share of wrong ones among the most confident, at each coverage."""
    errors = _errors_surest_first(results)
    return [_mean(errors[: max(1, round(share * len(errors)))]) for share in COVERAGES]


def area_under_risk(results: Sequence[Scored]) -> float:
    """Give the mean share of wrong ones over all coverages; lower is better."""
    sums = accumulate(_errors_surest_first(results))
    return _mean([wrong / count for count, wrong in enumerate(sums, start=1)])


def _errors_surest_first(results: Sequence[Scored]) -> list[float]:
    """Order errors by confidence; equals share theirs, as nothing tells which comes first."""
    by_confidence: dict[float, list[float]] = {}
    for confidence, right in results:
        by_confidence.setdefault(confidence, []).append(float(not right))
    return [
        _mean(errors) for _, errors in sorted(by_confidence.items(), reverse=True) for _ in errors
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
