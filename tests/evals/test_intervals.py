import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.intervals import (
    detectable,
    holm,
    interval_of,
    mcnemar,
    paired_interval,
    share_interval,
)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (3, 10, 0.1078, 0.6032),
        (10, 10, 0.7225, 1.0),
        (84, 100, 0.7558, 0.899),
    ],
)
def test_share_has_wilsons_interval(count: int, of: int, low: float, high: float) -> None:
    """Figures of scipy.stats.binomtest(count, of).proportion_ci(method="wilson")."""
    assert share_interval(count, of) == pytest.approx((low, high), abs=1e-3)


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_interval_holds_its_share(counts: tuple[int, int]) -> None:
    low, high = share_interval(*counts)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1


@pytest.mark.parametrize(
    ("lost", "won", "p"), [(0, 0, 1), (1, 5, 0.21875), (5, 1, 0.21875), (4, 4, 1), (6, 0, 0.03125)]
)
def test_mcnemar_is_the_exact_binomial(lost: int, won: int, p: float) -> None:
    """6 of 6 in one direction: twice one in 64."""
    assert mcnemar(lost, won) == pytest.approx(p)


def test_holm_multiplies_the_smallest_most_and_keeps_the_order() -> None:
    """The published example of Holm's steps: 4 × 0.005, 3 × 0.01, 2 × 0.03, then at least that."""
    given_p = {"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005}
    assert holm(given_p) == pytest.approx({"d": 0.02, "a": 0.03, "c": 0.06, "b": 0.06})


def test_no_adjusted_p_is_above_one() -> None:
    assert holm({"a": 0.6, "b": 0.9}) == {"a": 1.0, "b": 1.0}


def test_paired_interval_holds_no_change() -> None:
    assert paired_interval([0.0] * 20, list(range(20))) == (0, 0)
    low, high = paired_interval([1.0, -1.0] * 20, list(range(40)))
    assert low < 0 < high


def test_cases_of_one_source_widen_the_interval() -> None:
    """Ten cases about each of four sources, won or lost together, are four pieces of news."""
    changes = [1.0] * 20 + [0.0] * 20
    alone = paired_interval(changes, list(range(40)))
    together = paired_interval(changes, [number // 10 for number in range(40)])
    assert together[1] - together[0] > 1.5 * (alone[1] - alone[0])


def test_bootstrap_is_the_same_each_time() -> None:
    values = [random.Random(1).random() for _ in range(50)]
    assert interval_of(values) == interval_of(values)


def test_more_cases_show_smaller_differences() -> None:
    assert detectable(10, 100) == pytest.approx(2.8016 * 0.1**0.5 / 10, abs=1e-3)
    assert detectable(40, 400) == pytest.approx(detectable(10, 100) / 2)


def test_no_change_does_not_mean_that_all_would_be_seen() -> None:
    assert detectable(0, 100) > 0.04
