"""How often, for a person and for an address."""

import pytest

from realtime import limits
from realtime.limits import Buckets, Rates


@pytest.fixture
def rates():
    return Rates(person=Buckets(2, 0), address=Buckets(3, 0))


def test_each_person_has_a_limit_of_their_own(rates):
    assert [rates.take(1, "") for _ in range(3)] == [True, True, False]
    assert rates.take(2, "")


def test_an_address_has_a_wider_one_for_all_behind_it(rates):
    assert [rates.take(person, "198.51.100.7") for person in (1, 2, 3, 4)] == [True, True, True, False]
    assert rates.take(4, "198.51.100.8")


def test_operator_can_raise_all_limits(settings):
    settings.LIVE_RATE_FACTOR = 2
    assert [Buckets(1, 0).take("x"), *([True] * 0)] == [True]
    buckets = Buckets(1, 0)
    assert [buckets.take("x") for _ in range(3)] == [True, True, False]


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(limits, "KEPT", 3)
    buckets = Buckets(1, 0)
    assert all(buckets.take(number) for number in range(5))
    assert not buckets.take(4)
    assert buckets.take(0), "the oldest was forgotten"
