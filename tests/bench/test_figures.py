import pytest

from bench.chat.figures import line_through, middle, middle_ratio, per_10k, percentile_ms


def test_median_leaves_out_what_was_not_measured() -> None:
    assert middle([3.0, None, 1.0, 2.0]) == 2.0
    assert middle([None]) is None


def test_ratio_is_the_median_of_pairs() -> None:
    """Each pair was measured side by side; a noisy minute touches both."""
    assert middle_ratio([1.0, 10.0, 3.0], [1.0, 5.0, 1.0]) == {"ratio": 2.0, "spread": [1.0, 3.0]}


def test_ratio_without_a_pair_is_none() -> None:
    assert middle_ratio([1.0], [None]) is None
    assert middle_ratio([], [1.0]) is None


def test_percentile_in_milliseconds() -> None:
    assert percentile_ms([1_000_000, 2_000_000, 3_000_000], 0.5) == 2.0
    assert percentile_ms([1_000_000], 1) == 1.0
    assert percentile_ms([], 0.5) is None


def test_line_splits_a_fixed_part_from_one_for_each() -> None:
    assert line_through([(100, 3.0), (500, 11.0)]) == pytest.approx((1.0, 0.02))
    with pytest.raises(ValueError, match="two places"):
        line_through([(100, 3.0)])


def test_cpu_of_ten_thousand_deliveries() -> None:
    assert per_10k(0.5, 100_000) == 0.05
    assert per_10k(0.5, 0) is None
