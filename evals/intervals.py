"""How far a figure can be trusted: intervals, paired tests, and what a set is too small to show.

After E. Miller, "Adding Error Bars to Evals" (arXiv 2411.00640): figures get intervals, two runs
are compared case by case, and cases about one source are drawn together, as they stand and fall
together. Everything drawn at random is seeded.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from math import comb, sqrt
from statistics import NormalDist, fmean

import numpy as np

CONFIDENCE = 0.95
POWER = 0.80
DRAWS = 2000
"""Enough for limits that move by less than a tenth of the interval from one seed to another."""
SEED = 20261122

Interval = tuple[float, float]


def share_interval(count: int, of: int) -> Interval:
    """Give Wilson's interval of a share; unlike the plain one it is fit for few cases and none."""
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share = count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    # The share itself, as rounding may push a limit of 0 or 1 a hair past it.
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def interval_of(
    values: Sequence[float], middle: Callable[[Sequence[float]], float] = fmean
) -> Interval:
    """Give the interval of a mean or median: Wilson's for shares of yes and no, else bootstrap."""
    if middle is fmean and set(values) <= {0.0, 1.0}:
        return share_interval(round(sum(values)), len(values))
    drawn = np.random.default_rng(SEED).choice(np.asarray(values), (DRAWS, len(values)))
    middles = np.median(drawn, axis=1) if middle is not fmean else drawn.mean(axis=1)
    return _limits(middles)


def paired_interval(differences: Sequence[float], groups: Sequence[Hashable]) -> Interval:
    """Give the bootstrap interval of a mean difference; cases of a group are drawn together."""
    sums: dict[Hashable, list[float]] = {}
    for difference, group in zip(differences, groups, strict=True):
        total = sums.setdefault(group, [0.0, 0.0])
        total[0] += difference
        total[1] += 1
    table = np.asarray(list(sums.values()))
    drawn = np.random.default_rng(SEED).integers(len(table), size=(DRAWS, len(table)))
    totals = table[drawn].sum(axis=1)
    return _limits(totals[:, 0] / totals[:, 1])


def mcnemar(lost: int, won: int) -> float:
    """Give the exact two-sided p of as uneven a split of the cases that changed; 1 for none."""
    changed = lost + won
    as_uneven = sum(comb(changed, count) for count in range(min(lost, won) + 1))
    return min(1.0, 2 * as_uneven / (1 << changed))


def holm(values: Mapping[str, float]) -> dict[str, float]:
    """Adjust p values for their number (Holm 1979), whatever hangs together among them."""
    adjusted: dict[str, float] = {}
    largest = 0.0
    for rank, (name, value) in enumerate(sorted(values.items(), key=lambda one: one[1])):
        largest = max(largest, min(1.0, (len(values) - rank) * value))
        adjusted[name] = largest
    return adjusted


def detectable(changed: int, of: int) -> float:
    """Give the smallest true difference of two shares that would be seen four times in five.

    It grows with the share of cases that change between runs; where none did, three are taken,
    which is the most that none of `of` leaves likely (the rule of three).
    """
    normal = NormalDist()
    width = normal.inv_cdf((1 + CONFIDENCE) / 2) + normal.inv_cdf(POWER)
    return min(1.0, width * sqrt(max(changed, 3) / of / of))


def _limits(drawn: np.ndarray) -> Interval:
    low, high = np.quantile(drawn, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)
