import pytest
from django.urls import reverse

from dialog.audit.models import AuditEntry
from dialog.common.access import epochs_of, person_key
from dialog.directory.models import Affiliation, Mandate
from tests.factories import AffiliationFactory, MandateFactory, OrganisationFactory, RegionFactory, UserFactory


@pytest.fixture
def desk(db, client_for):
    """A browser of an administrator without any permission per table."""
    return client_for(UserFactory(is_staff=True))


def values(mandate, **changes):
    fields = {
        "region": mandate.region_id,
        "holder": mandate.holder_id,
        "deputy": mandate.deputy_id or "",
        "organisation": "",
        "valid_from": mandate.valid_from.isoformat(),
        "valid_to": "",
    }
    return fields | changes


def test_new_mandate_is_audited_and_changes_what_its_people_may(desk):
    region, holder, deputy = RegionFactory(), UserFactory(), UserFactory()
    data = {"region": region.pk, "holder": holder.pk, "deputy": deputy.pk, "valid_from": "2017-01-01"}
    assert desk.post(reverse("admin:directory_mandate_add"), data).status_code == 302
    mandate = Mandate.objects.get()
    entry = AuditEntry.objects.get(action="directory.add_mandate")
    assert (entry.target_id, entry.data["holder_id"]) == (mandate.pk, [None, holder.pk])
    keys = [person_key(holder.pk), person_key(deputy.pk)]
    assert epochs_of(keys) == dict.fromkeys(keys, 1)


def test_changed_holder_raises_the_epoch_of_old_and_new(desk):
    mandate, successor = MandateFactory(), UserFactory()
    url = reverse("admin:directory_mandate_change", args=[mandate.pk])
    assert desk.post(url, values(mandate, holder=successor.pk)).status_code == 302
    entry = AuditEntry.objects.get(action="directory.change_mandate")
    assert entry.data == {"holder_id": [mandate.holder_id, successor.pk]}
    assert len(epochs_of([person_key(mandate.holder_id), person_key(successor.pk)])) == 2


def test_deleted_mandate_leaves_its_trace(desk):
    mandate = MandateFactory()
    desk.post(reverse("admin:directory_mandate_delete", args=[mandate.pk]), {"post": "yes"})
    assert not Mandate.objects.exists()
    assert AuditEntry.objects.get(action="directory.delete_mandate").data["holder_id"] == mandate.holder_id


def test_several_mandates_deleted_at_once_leave_their_traces(desk):
    rows = [MandateFactory().pk for _ in range(2)]
    data = {"action": "delete_selected", "_selected_action": rows, "post": "yes"}
    desk.post(reverse("admin:directory_mandate_changelist"), data)
    assert not Mandate.objects.exists()
    assert AuditEntry.objects.filter(action="directory.delete_mandate").count() == 2


@pytest.mark.parametrize(
    "change", [{"valid_to": "2000-01-01"}, {"deputy": "same"}, {"holder": "999999"}, {"region": ""}]
)
def test_impossible_mandate_is_told_and_not_stored(change, desk):
    mandate = MandateFactory()
    if change.get("deputy") == "same":
        change = {"deputy": mandate.holder_id}
    url = reverse("admin:directory_mandate_change", args=[mandate.pk])
    response = desk.post(url, values(mandate, **change))
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not AuditEntry.objects.exists()


def test_affiliation_is_audited_too(desk):
    person, organisation = UserFactory(), OrganisationFactory()
    data = {"person": person.pk, "organisation": organisation.pk, "function": "", "valid_from": "2017-01-01"}
    desk.post(reverse("admin:directory_affiliation_add"), data)
    assert Affiliation.objects.get().person == person
    assert AuditEntry.objects.filter(action="directory.add_affiliation").exists()
    other = AffiliationFactory()
    desk.post(reverse("admin:directory_affiliation_delete", args=[other.pk]), {"post": "yes"})
    assert AuditEntry.objects.filter(action="directory.delete_affiliation").exists()
