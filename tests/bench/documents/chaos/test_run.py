from bench.documents.chaos.run import is_well, last_line


def line(**more: object) -> dict[str, object]:
    good = {"kills": 3, "acked": 5, "lost": 0, "diverged": 0, "doubled": 0, "disordered": 0, "unreadable_versions": 0}
    return {"case": "chaos-documents", "mode": "sqlite", **good, "other": {}, **more}


def test_last_line_is_the_sum_of_all_modes() -> None:
    last = last_line([line(), line(mode="services", kills=4, lost=1)], seed=1)
    begin = list(last.items())[:5]
    assert begin == [("case", "chaos-documents"), ("kills", 7), ("acked", 10), ("lost", 1), ("diverged", 0)]
    assert not is_well(last)


def test_without_services_the_other_mode_counts() -> None:
    last = last_line([{"case": "chaos-documents", "mode": "services", "skipped": "no answer"}, line()], seed=1)
    assert (last["kills"], last["skipped"]) == (3, ["no answer"])
    assert is_well(last)


def test_a_run_in_which_nothing_was_tried_is_not_well() -> None:
    assert not is_well(last_line([line(kills=0)], seed=1))
    assert not is_well(last_line([line(acked=0)], seed=1))


def test_a_fault_of_any_other_kind_is_a_fault() -> None:
    assert not is_well(last_line([line(other={"never acknowledged": 1})], seed=1))
    assert not is_well(last_line([line(unreadable_versions=1)], seed=1))
