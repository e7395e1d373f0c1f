from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from dialog.accounts.models import Invitation
from dialog.audit.models import AuditEntry
from dialog.common.access import epochs_of, person_key, space_key
from dialog.common.errors import Conflict, Invalid, NotAllowed, TooFast, TooLarge
from dialog.common.models import OutgoingMail
from tests.factories import MembershipFactory, UserFactory
from tests.workgroups.spaces.factories import JoinRequestFactory, SpaceInvitationFactory
from workgroups.spaces import actions
from workgroups.spaces.actions.bodies import fingerprint
from workgroups.spaces.models import JoinRequest, Membership, Role, Space, SpaceInvitation
from workgroups.spaces.queries import members_of

FIELDS = {
    "name": "Cluster-Atlas",
    "summary": "Kurz.",
    "charter": "Eins.\n\n- zwei",
    "state": "active",
    "joining": "request",
    "is_listed": True,
}


def mails_to(person):
    return list(OutgoingMail.objects.filter(recipient=person.email).order_by("pk"))


def audit_of(thing):
    rows = AuditEntry.objects.filter(target_type=thing._meta.label_lower, target_id=thing.pk)
    return [row.action for row in rows.order_by("pk")]


def test_request_keeps_the_capacity_and_tells_those_who_decide(cast):
    wish = actions.request_to_join(user=cast.stranger, space=cast.space, reason=" Wir pflegen die Einträge. ")
    assert wish.reason == "Wir pflegen die Einträge."
    recipients = set(OutgoingMail.objects.values_list("recipient", flat=True))
    assert recipients == {cast.chair.email, cast.moderator.email}
    assert f"/gremien/cluster-atlas/mitglieder/anfragen/{wish.pk}/" in mails_to(cast.chair)[0].body
    assert audit_of(wish) == ["spaces.request_to_join"]


def test_request_to_a_body_without_leads_goes_to_the_administration(cast):
    actions.request_to_join(user=cast.former, space=cast.other_space, reason="Grund")
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == [cast.administrator.email]


def test_second_request_is_refused_while_one_is_open(cast):
    actions.request_to_join(user=cast.stranger, space=cast.space, reason="Grund")
    with pytest.raises(Conflict):
        actions.request_to_join(user=cast.stranger, space=cast.space, reason="Noch einmal")


def test_fourth_request_within_a_day_is_refused(cast):
    for _ in range(3):
        wish = actions.request_to_join(user=cast.stranger, space=cast.space, reason="Grund")
        actions.withdraw_join_request(user=cast.stranger, join_request=wish)
    with pytest.raises(TooFast):
        actions.request_to_join(user=cast.stranger, space=cast.space, reason="Grund")
    JoinRequest.objects.update(created_at=timezone.now() - timedelta(days=1))
    actions.request_to_join(user=cast.stranger, space=cast.space, reason="Grund")


@pytest.mark.parametrize(
    ("reason", "error"), [("", Invalid), ("  ", Invalid), ("a\x00b", Invalid), ("x" * 2001, TooLarge)]
)
def test_bad_reason_writes_nothing(cast, reason, error):
    with pytest.raises(error):
        actions.request_to_join(user=cast.stranger, space=cast.space, reason=reason)
    assert not JoinRequest.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("change", [{"joining": "invitation"}, {"state": "concluded"}])
def test_closed_body_takes_no_requests(cast, change):
    Space.objects.filter(pk=cast.space.pk).update(**change)
    cast.space.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.request_to_join(user=cast.stranger, space=cast.space, reason="Grund")


def test_accepted_request_lets_in_tells_the_person_and_raises_both_epochs(cast):
    wish = JoinRequestFactory(space=cast.space, user=cast.stranger)
    membership = actions.accept_join_request(user=cast.chair, join_request=wish, reply="Willkommen.", role="guest")
    assert (membership.user, membership.role) == (cast.stranger, Role.GUEST)
    assert cast.stranger.has_perm("spaces.enter", cast.space)
    assert "Willkommen." in mails_to(cast.stranger)[0].body
    keys = [person_key(cast.stranger.pk), space_key(cast.space.pk)]
    assert epochs_of(keys) == dict.fromkeys(keys, 1)
    assert audit_of(wish) == ["spaces.join_request_accepted"]
    assert audit_of(membership) == ["spaces.admit"]


def test_declined_request_tells_the_reply_in_the_language_of_the_person(cast):
    person = UserFactory(language="en")
    wish = JoinRequestFactory(space=cast.space, user=person)
    actions.decline_join_request(user=cast.moderator, join_request=wish, reply="Nur <drei> Plätze & mehr")
    (letter,) = mails_to(person)
    assert letter.subject == "Your join request for Working group Cluster-Atlas was declined"
    assert "Nur <drei> Plätze & mehr" in letter.body
    assert not Membership.objects.filter(user=person).exists()


def test_second_decision_is_refused_and_changes_nothing(cast):
    wish = JoinRequestFactory(space=cast.space)
    stale = JoinRequest.objects.get(pk=wish.pk)
    actions.decline_join_request(user=cast.chair, join_request=wish, reply="Nein.")
    with pytest.raises(Conflict):
        actions.accept_join_request(user=cast.moderator, join_request=stale)
    with pytest.raises(Conflict):
        actions.withdraw_join_request(user=wish.user, join_request=stale)
    assert not Membership.objects.filter(user=wish.user).exists()
    assert len(mails_to(wish.user)) == 1


def test_moderator_gives_only_smaller_roles(cast):
    for role in (Role.CHAIR, Role.MODERATOR):
        with pytest.raises(NotAllowed):
            actions.invite_to_space(user=cast.moderator, space=cast.space, email="neu@example.org", role=role)
        wish = JoinRequestFactory(space=cast.space)
        with pytest.raises(NotAllowed):
            actions.accept_join_request(user=cast.moderator, join_request=wish, role=role)
    actions.invite_to_space(user=cast.moderator, space=cast.space, email="neu@example.org", role=Role.MINUTE_TAKER)


def test_invited_person_gets_a_mail_and_joins_in_that_role(cast):
    JoinRequestFactory(space=cast.space, user=cast.stranger)
    invitation = actions.invite_to_space(
        user=cast.chair, space=cast.space, email=" Fremd@Example.org", role=Role.MINUTE_TAKER
    )
    assert "/gremien/cluster-atlas/beitreten/" in mails_to(cast.stranger)[0].body
    membership = actions.accept_invitation(user=cast.stranger, invitation=invitation)
    assert membership.role == Role.MINUTE_TAKER
    assert not JoinRequest.objects.filter(state="open").exists()
    assert audit_of(invitation) == ["spaces.invite", "spaces.invitation_accepted"]


def test_address_without_account_is_invited_to_open_one(cast):
    actions.invite_to_space(user=cast.chair, space=cast.space, email="neu@example.org")
    account = Invitation.objects.get()
    assert account.email == "neu@example.org"
    assert account.token in OutgoingMail.objects.get().body
    newcomer = UserFactory(email="neu@example.org")
    actions.accept_invitation(user=newcomer, invitation=SpaceInvitation.objects.get())
    assert newcomer.has_perm("spaces.enter", cast.space)


def test_members_and_invited_addresses_are_not_invited_twice(cast):
    with pytest.raises(Conflict):
        actions.invite_to_space(user=cast.chair, space=cast.space, email=cast.member.email.upper())
    actions.invite_to_space(user=cast.chair, space=cast.space, email=cast.stranger.email)
    with pytest.raises(Conflict):
        actions.invite_to_space(user=cast.moderator, space=cast.space, email=cast.stranger.email)


def test_withdrawn_invitation_cannot_be_accepted(cast):
    invitation = SpaceInvitationFactory(space=cast.space, email=cast.stranger.email)
    stale = SpaceInvitation.objects.get(pk=invitation.pk)
    actions.withdraw_invitation(user=cast.chair, invitation=invitation)
    with pytest.raises(Conflict):
        actions.accept_invitation(user=cast.stranger, invitation=stale)
    assert not cast.stranger.has_perm("spaces.enter", cast.space)


def test_concluded_body_is_not_entered_by_an_old_invitation(cast):
    invitation = SpaceInvitationFactory(space=cast.space, email=cast.stranger.email)
    Space.objects.filter(pk=cast.space.pk).update(state="concluded")
    cast.space.refresh_from_db()
    with pytest.raises(Conflict):
        actions.accept_invitation(user=cast.stranger, invitation=SpaceInvitation.objects.get(pk=invitation.pk))


def membership_in(cast, person):
    return Membership.objects.get(space=cast.space, user=person, ended_at=None)


def test_changed_role_is_audited_and_told_with_the_reason(cast):
    membership = membership_in(cast, cast.member)
    actions.change_role(user=cast.chair, membership=membership, role=Role.GUEST, reason="Auf Wunsch")
    (letter,) = mails_to(cast.member)
    assert "Auf Wunsch" in letter.body
    entry = AuditEntry.objects.get(action="spaces.change_role")
    assert (entry.data["before"], entry.data["after"], entry.data["reason"]) == ("member", "guest", "Auf Wunsch")
    assert epochs_of([person_key(cast.member.pk)])


def test_role_that_somebody_else_changed_meanwhile_is_not_overwritten(cast):
    membership = membership_in(cast, cast.member)
    stale = Membership.objects.get(pk=membership.pk)
    actions.change_role(user=cast.chair, membership=membership, role=Role.GUEST)
    with pytest.raises(Conflict):
        actions.change_role(user=cast.administrator, membership=stale, role=Role.MODERATOR, seen="member")


def test_same_role_changes_nothing(cast):
    actions.change_role(user=cast.chair, membership=membership_in(cast, cast.member), role=Role.MEMBER)
    assert not OutgoingMail.objects.exists()
    assert not AuditEntry.objects.exists()


def test_last_chair_stays(cast):
    own = membership_in(cast, cast.chair)
    with pytest.raises(Conflict):
        actions.leave_space(user=cast.chair, space=cast.space)
    with pytest.raises(Conflict):
        actions.change_role(user=cast.chair, membership=own, role=Role.MEMBER)
    with pytest.raises(Conflict):
        actions.end_membership(user=cast.administrator, membership=own, reason="Grund")
    MembershipFactory(space=cast.space, role=Role.CHAIR)
    actions.leave_space(user=cast.chair, space=cast.space)
    assert not cast.chair.has_perm("spaces.enter", cast.space)


def test_former_chair_does_not_count_as_chair(cast):
    now = timezone.now()
    MembershipFactory(space=cast.space, role=Role.CHAIR, joined_at=now - timedelta(days=9), ended_at=now)
    with pytest.raises(Conflict):
        actions.leave_space(user=cast.chair, space=cast.space)


def test_ended_membership_stays_as_history_and_can_begin_again(cast):
    membership = membership_in(cast, cast.member)
    actions.end_membership(user=cast.chair, membership=membership, reason="Mandat endete")
    assert not cast.member.has_perm("spaces.enter", cast.space)
    assert "Mandat endete" in mails_to(cast.member)[0].body
    with pytest.raises(Conflict):
        actions.end_membership(user=cast.chair, membership=membership, reason="Noch einmal")
    wish = actions.request_to_join(user=cast.member, space=cast.space, reason="Neues Mandat")
    actions.accept_join_request(user=cast.chair, join_request=wish)
    assert Membership.objects.filter(space=cast.space, user=cast.member).count() == 2


def test_members_stand_by_rank_then_by_name(cast):
    roles = [membership.role for membership in members_of(cast.space)]
    assert roles == ["chair", "moderator", "minute_taker", "member", "member", "guest"]


def test_charter_is_rendered_without_scripts(cast):
    charter = "Hallo <script>alert(1)</script> [x](javascript:alert(1))\n\n- eins"
    space = actions.edit_space(user=cast.chair, space=cast.space, fields=FIELDS | {"charter": charter})
    assert "<li>eins</li>" in space.charter_html
    assert "<script" not in space.charter_html
    assert "href" not in space.charter_html


def test_changed_state_is_audited_and_raises_the_epoch_of_the_space(cast):
    actions.edit_space(user=cast.chair, space=cast.space, fields=FIELDS | {"state": "concluded"})
    assert AuditEntry.objects.get(action="spaces.edit").data["state"] == ["active", "concluded"]
    assert epochs_of([space_key(cast.space.pk)])


def test_settings_that_changed_meanwhile_are_not_overwritten(cast):
    seen = fingerprint(cast.space)
    actions.edit_space(user=cast.chair, space=cast.space, fields=FIELDS, seen=seen)
    with pytest.raises(Conflict):
        actions.edit_space(user=cast.administrator, space=cast.space, fields=FIELDS | {"summary": "Anders"}, seen=seen)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": "Clusterportal"}, Conflict),
        ({"name": "CLUSTERPORTAL"}, Conflict),
        ({"name": " "}, Invalid),
        ({"name": "x" * 161}, TooLarge),
        ({"state": "nonsense"}, Invalid),
        ({"joining": ""}, Invalid),
        ({"charter": "x" * 20_001}, TooLarge),
        ({"summary": "\ud800"}, Invalid),
    ],
)
def test_bad_settings_change_nothing(cast, change, error):
    with pytest.raises(error):
        actions.edit_space(user=cast.chair, space=cast.space, fields=FIELDS | change)
    cast.space.refresh_from_db()
    assert (cast.space.name, cast.space.summary) == ("Cluster-Atlas", "Legt fest, worum es geht.")


def test_addresses_of_new_bodies_are_readable_and_free(cast):
    def create(name):
        fields = FIELDS | {"name": name}
        return actions.create_space(user=cast.administrator, kind="working_group", fields=fields).slug

    assert create("Europäische Größe") == "europaeische-groesse"
    assert create("Europäische Grösse") == "europaeische-groesse-2"
    assert create("Cluster Atlas") == "cluster-atlas-2"
    assert create("Neu") == "neu-2"
    assert create("日本") == "gremium"


def test_mail_of_a_decision_goes_out_after_commit(live_cast):
    wish = actions.request_to_join(user=live_cast.stranger, space=live_cast.space, reason="Grund")
    mail.outbox.clear()
    actions.accept_join_request(user=live_cast.chair, join_request=wish)
    assert [letter.to for letter in mail.outbox] == [[live_cast.stranger.email]]
