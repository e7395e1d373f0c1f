"""What happens when two people do the same at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from dialog.common.errors import Conflict
from workgroups.spaces import actions
from workgroups.spaces.models import Space

FIELDS = {
    "name": "Zertifizierung",
    "summary": "",
    "charter": "",
    "state": "active",
    "joining": "request",
    "is_listed": True,
}


@pytest.mark.live
def test_of_two_bodies_founded_under_one_name_at_once_one_is_refused(live_cast):
    def found(_number):
        try:
            actions.create_space(user=live_cast.administrator, kind="working_group", fields=FIELDS)
        except Conflict:
            return "refused"
        finally:
            connections.close_all()
        return "founded"

    with ThreadPoolExecutor(4) as people:
        outcomes = sorted(people.map(found, range(4)))
    assert outcomes == ["founded", "refused", "refused", "refused"]
    assert Space.objects.filter(name="Zertifizierung").count() == 1
