"""Approved minutes: the group has accepted what was published, and nothing of it changes any more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from dialog.audit.models import AuditEntry
from dialog.common.errors import Conflict
from dialog.common.models import OutgoingMail
from documents.minutes import actions
from documents.minutes.content import content_of, sha256_of
from documents.minutes.models import Minutes
from documents.minutes.pdf import render_pdf
from documents.minutes.queries import news_for
from tests.documents.minutes.factories import MinutesFactory, approved, write
from tests.documents.minutes.test_numbering import at_once
from tests.documents.minutes.test_pdf import text_of
from tests.workgroups.meetings.factories import AgendaItemFactory, MeetingFactory

# In Germany this is the first of November already.
APPROVED_AT = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)


def url(name, meeting, *more):
    return reverse(f"minutes:{name}", args=[meeting.space.slug, meeting.pk, *more])


@pytest.fixture
def published(cast, written):
    return actions.publish_minutes(user=cast.minute_taker, minutes=written)


@pytest.fixture
def dated(published):
    """Minutes that were approved on 01.11.2026."""
    approved_minutes = actions.approve_minutes(user=published.author, minutes=published)
    moments = {"published_at": APPROVED_AT - timedelta(days=7), "approved_at": APPROVED_AT}
    Minutes.objects.filter(pk=approved_minutes.pk).update(**moments)
    return Minutes.objects.get()


def test_approving_stores_when_by_whom_and_in_which_capacity(cast, published):
    before = timezone.now()
    actions.approve_minutes(user=cast.chair, minutes=published, seen=published.version)
    stored = Minutes.objects.get()
    assert (stored.state, stored.approved_by, stored.approved_capacity) == ("approved", cast.chair, "Leitung")
    assert before <= stored.approved_at <= timezone.now()
    assert (stored.published_by, stored.published_capacity) == (cast.minute_taker, "Protokollführung")


def test_approving_leaves_content_hash_and_version(cast, published):
    before = Minutes.objects.values("content", "sha256", "version", "published_at").get()
    actions.approve_minutes(user=cast.chair, minutes=published)
    assert Minutes.objects.values("content", "sha256", "version", "published_at").get() == before
    assert sha256_of(content_of(Minutes.objects.get())) == before["sha256"]


def test_approving_is_audited_and_mailed_to_nobody(cast, published):
    mails = OutgoingMail.objects.count()
    actions.approve_minutes(user=cast.chair, minutes=published)
    entry = AuditEntry.objects.get(action="minutes.approve")
    assert (entry.actor, entry.space_id) == (cast.chair, cast.space.pk)
    assert entry.data["sha256"] == published.sha256
    assert OutgoingMail.objects.count() == mails


def test_drafts_are_not_approved(cast, written):
    with pytest.raises(Conflict):
        actions.approve_minutes(user=cast.chair, minutes=written)
    assert Minutes.objects.get().is_draft


def test_minutes_are_approved_once(cast, published):
    actions.approve_minutes(user=cast.minute_taker, minutes=published)
    with pytest.raises(Conflict):
        actions.approve_minutes(user=cast.chair, minutes=published)
    assert Minutes.objects.get().approved_by == cast.minute_taker
    assert AuditEntry.objects.filter(action="minutes.approve").count() == 1


def test_two_who_approve_at_once_approve_once(live_cast):
    meeting = MeetingFactory(space=live_cast.space, author=live_cast.minute_taker, closed=True)
    minutes = MinutesFactory(meeting=meeting)
    write(minutes, AgendaItemFactory(meeting=meeting), "Text")
    actions.publish_minutes(user=live_cast.minute_taker, minutes=minutes)
    people = (live_cast.chair, live_cast.minute_taker)
    with pytest.raises(Conflict):
        at_once(
            *(lambda p=p: actions.approve_minutes(user=p, minutes=Minutes.objects.get(pk=minutes.pk)) for p in people)
        )
    assert AuditEntry.objects.filter(action="minutes.approve").count() == 1


def test_approving_another_version_than_one_has_seen_is_refused(cast, published):
    with pytest.raises(Conflict):
        actions.approve_minutes(user=cast.chair, minutes=published, seen=published.version - 1)
    assert Minutes.objects.get().state == Minutes.State.PUBLISHED


def test_the_stored_state_counts_not_the_one_in_hand(cast, published):
    old = Minutes.objects.get()
    actions.approve_minutes(user=cast.chair, minutes=published)
    with pytest.raises(Conflict):
        actions.approve_minutes(user=cast.chair, minutes=old)


def test_approved_minutes_cannot_be_changed(cast, published, agenda):
    actions.approve_minutes(user=cast.chair, minutes=published)
    for change in (
        lambda: actions.write_section(user=cast.chair, minutes=published, item=agenda[0], text="Nachtrag"),
        lambda: actions.publish_minutes(user=cast.chair, minutes=published),
    ):
        with pytest.raises(Conflict):
            change()


@pytest.mark.parametrize(
    "change",
    [
        {"approved_at": None},
        {"approved_by": None},
        {"approved_at": APPROVED_AT - timedelta(days=8)},
        {"state": "published"},
        {"state": "draft"},
        {"content": None},
        {"sha256": ""},
    ],
    ids=str,
)
def test_the_database_refuses_half_approved_minutes(dated, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.filter(pk=dated.pk).update(**change)


def test_approved_minutes_stay_news_until_they_are_read(cast, published):
    actions.approve_minutes(user=cast.chair, minutes=published)
    [news] = news_for(cast.member, [cast.space])
    assert (news.object_id, news.unread, news.at) == (published.pk, True, published.published_at)


def test_button_stands_on_published_minutes_for_those_who_may(cast, client_for, written, meeting):
    def offers(person):
        page = client_for(person).get(url("minutes_detail", meeting)).content.decode()
        return ("Protokoll genehmigen" in page, "Die Gruppe hat das Protokoll angenommen." in page)

    assert offers(cast.chair) == (False, False)
    actions.publish_minutes(user=cast.minute_taker, minutes=written)
    assert offers(cast.chair) == (True, True)
    assert offers(cast.minute_taker) == (True, True)
    assert offers(cast.member) == (False, False)
    assert offers(cast.guest) == (False, False)
    actions.approve_minutes(user=cast.chair, minutes=written)
    assert offers(cast.chair) == (False, False)


def test_minutes_are_approved_by_a_plain_form(cast, client_for, published, meeting):
    sent = {"version": str(published.version)}
    page = client_for(cast.chair).post(url("approve", meeting), sent, follow=True).content.decode()
    assert "Das Protokoll ist genehmigt." in page
    assert Minutes.objects.get().state == Minutes.State.APPROVED
    again = client_for(cast.chair).post(url("approve", meeting), sent, follow=True).content.decode()
    assert "Dieses Protokoll ist bereits genehmigt." in again


@pytest.mark.parametrize("version", ["1", "", "x", "-1", "9" * 30, "\x00"])
def test_approving_an_old_or_broken_look_is_told(cast, client_for, published, meeting, version):
    response = client_for(cast.chair).post(url("approve", meeting), {"version": version}, follow=True)
    assert response.status_code == 200
    assert "Bitte lesen Sie es noch einmal, bevor Sie es genehmigen." in response.content.decode()
    assert Minutes.objects.get().state == Minutes.State.PUBLISHED


def test_approving_where_there_is_nothing_to_approve(cast, client_for, meeting, agenda):
    chair = client_for(cast.chair)
    assert chair.post(url("approve", meeting), {"version": "1"}).status_code == 404
    assert chair.get(url("approve", meeting)).status_code == 405
    MinutesFactory(meeting=meeting)
    page = chair.post(url("approve", meeting), {"version": "1"}, follow=True).content.decode()
    assert "Bitte veröffentlichen Sie das Protokoll, bevor Sie es genehmigen." in page


def test_state_and_day_stand_on_page_list_and_meeting(cast, client_for, dated, meeting):
    member = client_for(cast.member)
    page = member.get(url("minutes_detail", meeting)).content.decode()
    assert '<span class="tag tag--success">genehmigt</span>' in page
    assert "Genehmigt am 01.11.2026 (Protokollführung)." in page
    for address in (url("minutes_state", meeting), reverse("minutes:minutes_list", args=[cast.space.slug])):
        assert "genehmigt am 01.11.2026" in member.get(address).content.decode()


def test_published_minutes_say_so_with_the_day(cast, client_for, published, meeting):
    Minutes.objects.update(published_at=APPROVED_AT)
    member = client_for(cast.member)
    for address in (url("minutes_state", meeting), reverse("minutes:minutes_list", args=[cast.space.slug])):
        page = member.get(address).content.decode()
        assert "veröffentlicht am 01.11.2026" in page
        assert "genehmigt" not in page


def test_pdf_of_published_minutes_does_not_say_approved(published):
    assert "genehmigt" not in text_of(render_pdf(published))


def test_pdf_of_approved_minutes_says_when_and_in_which_capacity(dated):
    text = text_of(render_pdf(dated))
    words = "Veröffentlicht am 25.10.2026, 01:30 Uhr (Protokollführung), genehmigt am 01.11.2026 (Protokollführung)"
    assert text.index(words) < text.index("TOP 1: Begrüßung")
    assert dated.sha256 in text.replace(" ", "")


def test_the_same_state_gives_the_same_bytes(published):
    before = render_pdf(published)
    after = render_pdf(actions.approve_minutes(user=published.author, minutes=published))
    assert after == render_pdf(Minutes.objects.get())
    assert after != before


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_approved_minutes_has_constant_queries(cast, client_for, number, django_assert_num_queries):
    for _ in range(number):
        meeting = MeetingFactory(space=cast.space, author=cast.minute_taker, closed=True)
        minutes = MinutesFactory(meeting=meeting)
        write(minutes, AgendaItemFactory(meeting=meeting), "Text")
        approved(minutes)
    client = client_for(cast.member)
    with django_assert_num_queries(6):
        assert client.get(reverse("minutes:minutes_list", args=[cast.space.slug])).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_pages_of_published_and_approved_minutes_have_constant_queries(
    cast, client_for, meeting, minutes, number, django_assert_num_queries
):
    for _ in range(number):
        write(minutes, AgendaItemFactory(meeting=meeting), "Text\n\n" + "/b Beschluss\n\n" * number)
    actions.publish_minutes(user=cast.minute_taker, minutes=minutes)
    client = client_for(cast.minute_taker)
    client.get(url("minutes_detail", meeting))  # the first look is noted
    with django_assert_num_queries(7):
        assert client.get(url("minutes_detail", meeting)).status_code == 200
    actions.approve_minutes(user=cast.minute_taker, minutes=minutes)
    with django_assert_num_queries(7):
        assert client.get(url("minutes_detail", meeting)).status_code == 200
