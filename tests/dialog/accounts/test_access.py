import pytest
from django.core import mail
from django.urls import reverse

from dialog.accounts import actions
from dialog.accounts.models import AccessRequest, Invitation
from dialog.audit.models import AuditEntry
from dialog.common.errors import Conflict, Invalid
from dialog.common.models import OutgoingMail
from tests.dialog.accounts.factories import AccessRequestFactory, InvitationFactory
from tests.factories import UserFactory

WISH = {
    "display_name": "Netzwerk aus Ulm",
    "email": "Wunsch@example.org",
    "organisation": "Leichtbau BW",
    "reason": "Wir möchten in der AG Cluster-Atlas mitarbeiten.",
}
FORM = "/zugang/anfragen/"


def test_request_is_kept_and_confirmed_by_mail(client, db):
    response = client.post(FORM, WISH, follow=True)
    assert response.redirect_chain == [("/zugang/angefragt/", 302)]
    wish = AccessRequest.objects.get()
    assert (wish.email, wish.state, wish.language) == ("wunsch@example.org", "open", "de")
    assert OutgoingMail.objects.get().recipient == "wunsch@example.org"


def test_answer_is_the_same_whether_or_not_the_address_is_known(client, cast):
    unknown = client.post(FORM, WISH)
    known = client.post(FORM, {**WISH, "email": cast.member.email})
    again = client.post(FORM, WISH)
    suspended = client.post(FORM, {**WISH, "email": cast.former.email})
    answers = {(r.status_code, r.url, r.content) for r in (unknown, known, again, suspended)}
    assert len(answers) == 1
    assert set(AccessRequest.objects.values_list("email", flat=True)) == {"wunsch@example.org"}


def test_only_the_owner_of_a_known_address_learns_it_by_mail(client, cast):
    client.post(FORM, {**WISH, "email": cast.member.email})
    sent = OutgoingMail.objects.get()
    assert sent.recipient == cast.member.email
    assert "Sie haben schon ein Konto" in sent.body
    assert not AccessRequest.objects.exists()


def test_administration_is_told_once_about_a_new_request(client, cast):
    UserFactory(email="ehemals@example.org", is_staff=True, is_active=False)
    for _ in range(2):
        client.post(FORM, WISH)
    told = OutgoingMail.objects.filter(subject="Zugangsanfrage: Netzwerk aus Ulm")
    assert [message.recipient for message in told] == [cast.administrator.email]
    assert f"http://testserver/zugaenge/anfragen/{AccessRequest.objects.get().pk}/" in told[0].body


def test_second_request_replaces_the_words_of_the_open_one(client, db):
    client.post(FORM, WISH)
    client.post(FORM, {**WISH, "reason": "Noch besser begründet."})
    assert AccessRequest.objects.get().reason == "Noch besser begründet."


def test_request_after_a_decision_is_a_new_one(client, cast):
    actions.decline_access(
        by=cast.administrator, request=AccessRequestFactory(email="wunsch@example.org"), reply="Noch nicht."
    )
    client.post(FORM, WISH)
    assert list(AccessRequest.objects.order_by("pk").values_list("state", flat=True)) == ["declined", "open"]


@pytest.mark.parametrize(
    "change",
    [
        {"email": "keine-adresse"},
        {"email": ""},
        {"email": "a" * 250 + "@example.org"},
        {"display_name": "x" * 121},
        {"organisation": ""},
        {"reason": "x" * 2001},
        {"reason": "x" * 1_000_000},
        {"reason": "a\x00b"},
        {"display_name": "\x00"},
    ],
)
def test_wrong_input_is_told_and_the_text_kept(client, db, change):
    response = client.post(FORM, {**WISH, **change})
    page = response.content.decode()
    assert response.status_code == 400
    assert "Bitte prüfen Sie" in page
    assert 'aria-invalid="true"' in page
    if "organisation" not in change:
        assert "Leichtbau BW" in page
    assert not AccessRequest.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_requests_are_limited_and_the_text_kept(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_access": "2/h/ip"}
    codes = [client.post(FORM, {**WISH, "email": f"w{n}@example.org"}).status_code for n in range(3)]
    assert codes == [302, 302, 400]
    page = client.post(FORM, WISH).content.decode()
    assert "Zu viele Anfragen" in page
    assert WISH["reason"] in page
    assert AccessRequest.objects.count() == 2


def test_approval_invites_in_the_language_of_the_request(client_for, cast, django_capture_on_commit_callbacks):
    wish = AccessRequestFactory(language="en", email="wish@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        response = client_for(cast.administrator).post(reverse("accounts:approve_access", args=[wish.pk]))
    assert response.url == "/zugaenge/"
    wish.refresh_from_db()
    assert (wish.state, wish.decided_by) == ("approved", cast.administrator)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.display_name) == ("wish@example.org", wish.display_name)
    (sent,) = mail.outbox
    assert sent.subject == "Your invitation to the Cluster-Dialog"
    assert AuditEntry.objects.filter(action="accounts.approve_access", target_id=wish.pk).count() == 1


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Die Verwaltung schreibt dazu"), ("en", "The administration writes")]
)
def test_refusal_is_mailed_with_its_reply(cast, language, words):
    wish = AccessRequestFactory(language=language)
    actions.decline_access(by=cast.administrator, request=wish, reply="Bitte fragen Sie Ihre Region & warten Sie.")
    assert (wish.state, wish.reply) == ("declined", "Bitte fragen Sie Ihre Region & warten Sie.")
    sent = OutgoingMail.objects.get()
    assert words in sent.body
    assert "Ihre Region & warten" in sent.body
    entry = AuditEntry.objects.get(action="accounts.decline_access")
    assert (entry.actor, entry.data) == (cast.administrator, {"reason": wish.reply})


@pytest.mark.parametrize("reply", ["", "   ", "x" * 2001])
def test_refusal_needs_a_reply(client_for, cast, reply):
    wish = AccessRequestFactory()
    response = client_for(cast.administrator).post(reverse("accounts:decline_access", args=[wish.pk]), {"reply": reply})
    assert response.status_code == 400
    wish.refresh_from_db()
    assert wish.state == "open"
    with pytest.raises(Invalid):
        actions.decline_access(by=cast.administrator, request=wish, reply=" ")


def test_decision_is_made_once(client_for, cast):
    wish = AccessRequestFactory()
    stale = AccessRequest.objects.get()
    actions.decline_access(by=cast.administrator, request=wish, reply="Nein.")
    with pytest.raises(Conflict):
        actions.approve_access(by=cast.administrator, request=stale)
    response = client_for(cast.administrator).post(reverse("accounts:approve_access", args=[wish.pk]), follow=True)
    assert "Über diese Anfrage wurde schon entschieden" in response.content.decode()
    assert not Invitation.objects.exists()


def test_approval_for_an_address_that_has_an_account_by_now_changes_nothing(cast):
    wish = AccessRequestFactory(email=cast.member.email)
    with pytest.raises(Conflict):
        actions.approve_access(by=cast.administrator, request=wish)
    wish.refresh_from_db()
    assert wish.state == "open"
    assert not AuditEntry.objects.exists()


def test_requests_show_hostile_text_as_text(client_for, cast):
    wish = AccessRequestFactory(reason="<script>alert(1)</script>")
    page = client_for(cast.administrator).get(reverse("accounts:access_request", args=[wish.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_desk_is_constant_in_queries(client_for, cast, django_assert_num_queries, count):
    for _ in range(count):
        AccessRequestFactory()
        InvitationFactory(invited_by=cast.administrator)
        actions.decline_access(by=cast.administrator, request=AccessRequestFactory(), reply="Nein.")
    client = client_for(cast.administrator)
    with django_assert_num_queries(5):
        assert client.get(reverse("accounts:access_desk")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_accounts_is_constant_in_queries(client_for, cast, django_assert_num_queries, count):
    UserFactory.create_batch(count)
    client = client_for(cast.administrator)
    with django_assert_num_queries(4):
        assert client.get(reverse("accounts:person_list")).status_code == 200


def test_list_of_accounts_is_searched_by_name_and_address(client_for, cast):
    page = client_for(cast.administrator).get(reverse("accounts:person_list"), {"q": "neckar"}).content.decode()
    assert cast.member.email in page
    assert cast.chair.email not in page
    assert (
        "Kein Konto passt dazu"
        in client_for(cast.administrator).get(reverse("accounts:person_list"), {"q": "%_\x01"}).content.decode()
    )
