from workgroups.spaces.queries import capacity_in


def test_capacity_names_the_mandate_and_the_leading_role(cast):
    assert capacity_in(cast.member, cast.space).label == "im Mandat der Region Neckar-Alb"
    assert capacity_in(cast.chair, cast.space).label == "Leitung"
    assert capacity_in(cast.ministry, cast.space).official is True
