import pytest

from evals.calibration import (
    COVERAGES,
    area_under_risk,
    brier,
    calibration_error,
    reliability,
    risks,
)


def test_perfect_confidence_has_no_error() -> None:
    results = [(1.0, True)] * 3 + [(0.0, False)] * 2
    assert calibration_error(results) == 0
    assert brier(results) == 0


def test_overconfidence_is_an_error_of_its_size() -> None:
    results = [(0.95, True), (0.95, False)]
    assert calibration_error(results) == pytest.approx(0.45)


def test_errors_of_bins_do_not_cancel_out() -> None:
    results = [(0.9, False), (0.1, True)]
    assert calibration_error(results) == pytest.approx(0.9)


def test_bins_are_weighted_by_their_size() -> None:
    results = [(0.95, True)] * 3 + [(0.05, True)]
    assert calibration_error(results) == pytest.approx((3 * 0.05 + 0.95) / 4)


def test_reliability_gives_mean_confidence_share_and_size() -> None:
    assert reliability([(0.8, True), (0.9, False), (0.84, True)]) == [
        (pytest.approx(0.82), 1.0, 2),
        (0.9, 0.0, 1),
    ]


def test_risk_grows_with_coverage_where_the_unsure_are_wrong() -> None:
    results = [(0.9, True)] * 5 + [(0.2, False)] * 5
    by_coverage = dict(zip(COVERAGES, risks(results), strict=True))
    assert (by_coverage[0.5], by_coverage[1.0]) == (0, 0.5)


def test_brier_score_of_a_coin_is_a_quarter() -> None:
    assert brier([(0.5, True), (0.5, False)]) == pytest.approx(0.25)


def test_area_is_the_mean_risk_over_all_coverages() -> None:
    """Kept one, two, three, four: no wrong, none, one of three, two of four."""
    results = [(0.9, True), (0.8, True), (0.7, False), (0.6, False)]
    assert area_under_risk(results) == pytest.approx((0 + 0 + 1 / 3 + 2 / 4) / 4)


def test_equal_confidence_does_not_profit_from_order() -> None:
    results = [(0.8, True), (0.8, False)]
    assert area_under_risk(results) == area_under_risk(results[::-1]) == pytest.approx(0.5)
