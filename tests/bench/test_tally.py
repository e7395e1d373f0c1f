from bench.chat.tally import Ear, Tally, token

RUN = 7


def heard(*numbers: int) -> list[str]:
    ear = Ear(1)
    return [ear.hear(0, number) for number in numbers]


def test_in_order_is_well() -> None:
    assert heard(0, 1, 2) == ["", "", ""]


def test_a_second_copy_is_doubled() -> None:
    assert heard(0, 1, 1, 0) == ["", "", "doubled", "doubled"]


def test_what_comes_after_its_successor_is_disordered_once() -> None:
    assert heard(0, 3, 1, 1, 2, 4) == ["", "", "disordered", "doubled", "disordered", ""]


def posted(tally: Tally, sender: int, number: int, refusal: str = "") -> bytes:
    tally.sent[sender] += 1
    tally.answer(sender, number, refusal)
    return f'..."html":"<p>{token(tally.run, sender, number, 1_000)}xxx</p>"...'.encode()


def test_an_acknowledged_message_is_lost_for_each_listener_that_does_not_hear_it() -> None:
    tally = Tally(RUN, listeners=3, senders=2)
    first, second = posted(tally, 0, 0), posted(tally, 1, 0)
    tally.scan(0, first + second, 2_000)
    tally.scan(1, second, 2_000)
    assert tally.lost() == 3
    assert not tally.complete()


def test_what_was_refused_is_not_lost() -> None:
    tally = Tally(RUN, listeners=2, senders=1)
    text = posted(tally, 0, 0)
    posted(tally, 0, 1, refusal="too_fast")
    for listener in range(2):
        tally.scan(listener, text, 2_000)
    assert tally.lost() == 0
    assert tally.complete()
    assert tally.refused == {"too_fast": 1}


def test_a_gap_that_was_refused_is_not_lost_and_one_that_was_acknowledged_is() -> None:
    tally = Tally(RUN, listeners=1, senders=1)
    posted(tally, 0, 0, refusal="too_fast")
    posted(tally, 0, 1)
    tally.scan(0, posted(tally, 0, 2), 2_000)
    assert tally.lost() == 1


def test_other_runs_and_late_listeners_are_not_counted() -> None:
    tally = Tally(RUN, listeners=1, senders=1)
    tally.scan(0, token(RUN - 1, 0, 0, 1).encode(), 2_000)
    tally.scan(5, token(RUN, 0, 0, 1).encode(), 2_000)
    assert tally.received == 0


def test_delays_and_doubled_ones() -> None:
    tally = Tally(RUN, listeners=1, senders=1)
    text = posted(tally, 0, 0)
    tally.scan(0, text, 5_000)
    tally.scan(0, text, 9_000)
    assert list(tally.delays) == [4_000]
    assert (tally.received, tally.trouble["doubled"]) == (1, 1)


def test_token_fits_its_pattern_in_escaped_html() -> None:
    tally = Tally(RUN, listeners=1, senders=1)
    tally.scan(0, f"&lt;{token(RUN, 0, 0, 12)}&gt;\\n".encode(), 20)
    assert tally.received == 1
