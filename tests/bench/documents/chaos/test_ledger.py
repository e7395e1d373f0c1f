"""A judgement that finds nothing is worth something only if it finds what is wrong: here it is."""

from collections import Counter

from bench.documents.chaos.ledger import Ledger, diverged, invented, judge, token


def ledger(*acked: tuple[int, int]) -> Ledger:
    return Ledger(typed=set(acked), acked=set(acked))


def text(*names: tuple[int, int]) -> str:
    return "<paragraph>" + "".join(token(*name) for name in names) + "</paragraph>"


def test_what_is_there_once_and_in_order_is_well() -> None:
    """Others may type in between."""
    known = ledger((1, 0), (1, 1), (2, 0)).known()
    assert judge(known, text((1, 0), (2, 0), (1, 1))) == Counter()


def test_acknowledged_and_not_there_is_lost() -> None:
    assert judge(ledger((1, 0), (1, 1)).known(), text((1, 0))) == {"lost": 1}


def test_half_a_token_is_a_lost_one() -> None:
    assert judge(ledger((1, 10)).known(), "~1.1") == {"lost": 1}


def test_not_acknowledged_may_be_there_or_not() -> None:
    made = ledger((1, 0))
    made.typed.add((1, 1))
    assert judge(made.known(), text((1, 0))) == judge(made.known(), text((1, 0), (1, 1))) == Counter()


def test_twice_is_doubled() -> None:
    assert judge(ledger((1, 0)).known(), text((1, 0), (1, 0))) == {"doubled": 1}


def test_behind_a_later_one_of_the_same_author_is_disordered() -> None:
    assert judge(ledger((1, 0), (1, 1)).known(), text((1, 1), (1, 0))) == {"disordered": 1}


def test_a_deletion_under_way_may_have_happened_or_not() -> None:
    made = ledger((1, 0))
    made.taken.add((1, 0))
    assert judge(made.known(), text()) == judge(made.known(), text((1, 0))) == Counter()


def test_an_acknowledged_deletion_does_not_come_back() -> None:
    made = ledger((1, 0))
    made.taken.add((1, 0))
    made.taken_acked.add((1, 0))
    assert judge(made.known(), text((1, 0))) == {"returned": 1}


def test_what_is_acknowledged_after_the_moment_is_not_asked_for() -> None:
    made = ledger((1, 0))
    known = made.known()
    made.acked.add((1, 1))
    assert judge(known, text((1, 0))) == Counter()


def test_what_somebody_takes_out_while_the_text_is_read_is_not_lost() -> None:
    ledger = Ledger(typed={(1, 0)}, acked={(1, 0)})
    known = ledger.known()
    ledger.taken.add((1, 0))
    assert judge(known, "")["lost"] == 1
    assert judge(ledger.known_before(known), "")["lost"] == 0


def test_what_nobody_typed_is_invented() -> None:
    assert invented(ledger((1, 0)), text((1, 0), (9, 9))) == 1


def test_a_copy_with_one_other_character_has_diverged() -> None:
    stored = text((1, 0))
    assert diverged(stored, {"a": stored, "b": stored + " "}) == ["b"]
