from datetime import timedelta

from django.utils import timezone

from dialog.directory.queries import capacities_of, capacity_of
from tests.factories import AffiliationFactory, MandateFactory, OrganisationFactory, RegionFactory, UserFactory


def test_capacity_of_many_is_the_capacity_of_each(db, django_assert_num_queries):
    today = timezone.localdate()
    both, deputy, speaker, former, nobody = (UserFactory() for _ in range(5))
    MandateFactory(
        region=RegionFactory(name="Aa"),
        holder=speaker,
        deputy=both,
        valid_to=today - timedelta(days=1),
        valid_from=today - timedelta(days=2),
    )
    MandateFactory(region=RegionFactory(name="Bb"), holder=UserFactory(), deputy=both)
    MandateFactory(region=RegionFactory(name="Cc"), holder=both, deputy=deputy)
    AffiliationFactory(person=both)
    AffiliationFactory(person=speaker, organisation=OrganisationFactory(name="Photonik"), function="Geschäftsstelle")
    AffiliationFactory(person=former, valid_from=today - timedelta(days=2), valid_to=today - timedelta(days=1))
    people = [both, deputy, speaker, former, nobody]
    with django_assert_num_queries(2):
        found = capacities_of([person.pk for person in people])
    assert {pk: capacity.label for pk, capacity in found.items()} == {
        both.pk: "im Mandat der Region Cc",
        deputy.pk: "in Stellvertretung für die Region Cc",
        speaker.pk: "Landesweites Netzwerk, Photonik, Geschäftsstelle",
    }
    for person in people:
        assert capacity_of(person).label == (found[person.pk].label if person.pk in found else "")
