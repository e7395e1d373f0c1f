import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from dialog.accounts import actions
from dialog.accounts.models import Invitation, User
from dialog.audit.models import AuditEntry
from dialog.common.errors import Conflict, NotFound
from dialog.common.models import OutgoingMail
from tests.dialog.accounts.factories import InvitationFactory
from tests.factories import UserFactory

GOOD = {"display_name": "Cluster-Kontakt Ulm", "password1": "drei-regen-wolken", "password2": "drei-regen-wolken"}


def page(invitation: Invitation) -> str:
    return reverse("accounts:accept_invitation", args=[invitation.token])


def test_invitation_opens_an_account_with_a_verified_address_and_signs_in(client, db):
    invitation = InvitationFactory(email="neu@example.org", language="en")
    assert "neu@example.org" in client.get(page(invitation)).content.decode()
    response = client.post(page(invitation), GOOD)
    assert response.status_code == 302
    person = get_user(client)
    assert (person.email, person.display_name, person.language) == ("neu@example.org", "Cluster-Kontakt Ulm", "en")
    assert not person.is_staff
    address = person.emailaddress_set.get()
    assert (address.email, address.verified, address.primary) == ("neu@example.org", True, True)
    assert person.check_password("drei-regen-wolken")
    entry = AuditEntry.objects.get(action="accounts.accept_invitation")
    assert (entry.actor, entry.target_id) == (person, invitation.pk)


def test_new_account_can_sign_in_with_its_password(client, db):
    client.post(page(InvitationFactory(email="neu@example.org")), GOOD)
    client.logout()
    client.post("/konto/anmelden/", {"login": "neu@example.org", "password": GOOD["password1"]})
    assert get_user(client).is_authenticated


def test_invitation_works_once(client, db):
    invitation = InvitationFactory()
    client.post(page(invitation), GOOD)
    client.logout()
    for response in (client.get(page(invitation)), client.post(page(invitation), GOOD)):
        assert response.status_code == 404
        assert "Diese Einladung gibt es nicht" in response.content.decode()
    assert User.objects.count() == 1


@pytest.mark.parametrize("state", ["expired", "withdrawn", "unknown"])
def test_links_that_do_not_work_get_the_same_page(client, cast, state):
    invitation = InvitationFactory()
    if state == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif state == "withdrawn":
        actions.withdraw_invitation(by=cast.administrator, invitation=invitation)
    else:
        invitation.token = "gibt-es-nicht"
    people = User.objects.count()
    for response in (client.get(page(invitation)), client.post(page(invitation), GOOD)):
        assert response.status_code == 404
        assert "Vielleicht wurde sie schon verwendet, ist abgelaufen" in response.content.decode()
    assert User.objects.count() == people


def test_invitation_lasts_fourteen_days(cast):
    invitation = actions.invite_person(by=cast.administrator, email="neu@example.org")
    assert invitation.expires_at - timezone.now() == pytest.approx(timedelta(days=14), abs=timedelta(minutes=1))


def test_address_with_an_account_is_sent_to_sign_in(client, db):
    invitation = InvitationFactory(email="schon-da@example.org")
    UserFactory(email="Schon-Da@example.org".lower())
    response = client.post(page(invitation), GOOD, follow=True)
    assert response.redirect_chain == [("/konto/anmelden/", 302)]
    assert "Sie haben schon ein Konto" in response.content.decode()
    assert not get_user(client).is_authenticated


def test_signed_in_person_is_asked_to_sign_out_first(client_for, db):
    person = UserFactory()
    invitation = InvitationFactory()
    client = client_for(person)
    response = client.post(page(invitation), GOOD)
    assert "Abmelden und Einladung verwenden" in response.content.decode()
    assert get_user(client) == person
    assert not User.objects.filter(email=invitation.email).exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"display_name": ""}, "Name, den andere sehen"),
        ({"display_name": "x" * 121}, "höchstens 120"),
        ({"display_name": "a\x00b"}, "Name, den andere sehen"),
        ({"password2": "etwas-anderes-ganz"}, "Die beiden Passwörter sind nicht gleich."),
        ({"password1": "kurz", "password2": "kurz"}, "mindestens 12 Zeichen"),
        ({"password1": "1234567890123", "password2": "1234567890123"}, "komplett numerisch"),
        ({"password1": "Cluster-Kontakt Ulm", "password2": "Cluster-Kontakt Ulm"}, "ähnlich"),
        ({"password1": "x" * 100_000, "password2": "x" * 100_000}, "höchstens 512"),
    ],
)
def test_wrong_input_keeps_the_name_and_opens_nothing(client, db, change, words):
    invitation = InvitationFactory()
    response = client.post(page(invitation), {**GOOD, **change})
    assert response.status_code == 200
    assert words in response.content.decode()
    if "display_name" not in change:
        assert 'value="Cluster-Kontakt Ulm"' in response.content.decode()
    assert not User.objects.exists()
    invitation.refresh_from_db()
    assert invitation.is_open


def test_page_speaks_the_language_of_the_invitation_unless_one_was_chosen(client, db):
    invitation = InvitationFactory(language="en")
    assert "Open your account" in client.get(page(invitation)).content.decode()
    client.cookies["django_language"] = "de"
    assert "Konto eröffnen" in client.get(page(invitation)).content.decode()


def test_mail_holds_the_link_in_the_chosen_language(client_for, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client_for(cast.administrator).post(
            reverse("accounts:invite_person"), {"email": "Neu@Example.org", "language": "en"}
        )
    (sent,) = mail.outbox
    assert sent.to == ["neu@example.org"]
    assert sent.subject == "Your invitation to the Cluster-Dialog"
    link = re.search(r"http://testserver(/einladung/\S+/)", sent.body)
    assert link.group(1) == page(Invitation.objects.get())


def test_second_invitation_sends_the_same_link_with_a_new_term(cast):
    first = actions.invite_person(by=cast.administrator, email="neu@example.org")
    Invitation.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    second = actions.invite_person(by=cast.administrator, email="NEU@example.org")
    assert first.pk == second.pk
    assert second.expires_at > timezone.now() + timedelta(days=13)
    assert OutgoingMail.objects.count() == 2


def test_people_with_an_account_are_not_invited(client_for, cast):
    with pytest.raises(Conflict):
        actions.invite_person(by=cast.administrator, email=cast.member.email.upper())
    response = client_for(cast.administrator).post(
        reverse("accounts:invite_person"), {"email": cast.member.email, "language": "de"}
    )
    assert response.status_code == 400
    assert "gibt es schon ein Konto" in response.content.decode()
    assert not OutgoingMail.objects.exists()


def test_confirmed_further_address_counts_as_an_account(cast):
    cast.member.emailaddress_set.create(email="zweite@example.org", verified=True, primary=False)
    with pytest.raises(Conflict):
        actions.create_invitation(by=cast.chair, email="zweite@example.org")


def test_used_invitation_cannot_be_withdrawn(cast):
    invitation = InvitationFactory()
    actions.accept_invitation(token=invitation.token, display_name="Neu", password="drei-regen-wolken")
    with pytest.raises(Conflict):
        actions.withdraw_invitation(by=cast.administrator, invitation=invitation)


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1"])
def test_made_up_token_opens_nothing(db, token):
    with pytest.raises(NotFound):
        actions.accept_invitation(token=token, display_name="Neu", password="drei-regen-wolken")


def test_one_account_per_address_whatever_the_case(db):
    UserFactory(email="gleich@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="GLEICH@example.org", display_name="x")


def test_guessing_is_slowed_down(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"accept_invitation": "3/m/ip"}
    answers = [client.post("/einladung/geraten/", GOOD).status_code for _ in range(4)]
    assert answers == [404, 404, 404, 429]
