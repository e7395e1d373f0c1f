from bench.chat.chaos.view import KEPT_ON_RELOAD, View


def event(change: int, *, position: int = 0, client: str = "", html: str = "") -> dict:
    place = position or change
    return {"change": change, "kind": "message", "position": place, "client": client or f"c{place}", "html": html}


def changes(prev: int, head: int, *events: dict) -> dict:
    return {"type": "changes", "prev": prev, "head": head, "events": list(events)}


def test_view_applies_what_is_above_its_number_and_takes_the_head() -> None:
    view = View()
    assert view.apply(changes(0, 2, event(1), event(2)), 1.0)
    assert view.apply(changes(0, 4, event(1), event(4)), 2.0)
    assert (view.number, sorted(view.messages)) == (4, [1, 2, 4])
    assert view.seen_at == {"c1": 1.0, "c2": 1.0, "c4": 2.0}
    assert (view.doubled, view.disordered, view.gaps) == (0, 0, 0)


def test_frame_after_a_gap_is_not_applied() -> None:
    view = View()
    assert not view.apply(changes(1, 2, event(2)), 1.0)
    assert (view.number, view.messages, view.gaps) == (0, {}, 1)


def test_edit_replaces_the_message_at_its_position() -> None:
    view = View()
    view.apply(changes(0, 2, event(1, html="a"), event(2)), 1.0)
    view.apply(changes(2, 3, event(3, position=1, html="b")), 2.0)
    assert view.messages[1]["html"] == "b"
    assert view.doubled == 0


def test_one_message_at_two_positions_is_doubled() -> None:
    view = View()
    view.apply(changes(0, 2, event(1, client="same"), event(2, client="same")), 1.0)
    assert view.doubled == 1


def test_a_frame_out_of_order_is_disordered_and_one_with_a_number_twice_doubled() -> None:
    view = View()
    view.apply(changes(0, 3, event(2), event(1), event(3), event(3)), 1.0)
    assert (view.disordered, view.doubled) == (1, 1)


def test_reload_gives_up_what_is_older_than_the_page() -> None:
    view = View()
    view.apply(changes(0, 1, event(1)), 1.0)
    view.reload(500)
    assert (view.number, view.floor, view.messages) == (500 - KEPT_ON_RELOAD, 500 - KEPT_ON_RELOAD, {})
