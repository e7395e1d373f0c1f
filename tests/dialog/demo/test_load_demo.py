"""The demonstration is loaded once for this module and rolled back at its end."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import DateTimeField, Max
from django.utils import timezone

from dialog.accounts.models import User
from dialog.common.models import OutgoingMail
from dialog.demo.cast import ACCOUNTS, PASSWORD
from dialog.demo.content.ground import AFFILIATIONS, DEPUTIES, OFFICES, REGIONS
from dialog.demo.content.groups import GROUPS, WORKING_GROUPS
from dialog.demo.loading.people import slug_of
from dialog.directory.models import Mandate, Region, TargetField
from documents.comments.models import Comment
from documents.comments.queries import open_suggestions
from documents.editing.blocks import Block
from documents.editing.models import TextAuthor
from documents.editing.queries import text_of
from documents.library.models import Document
from documents.minutes.models import Minutes, MinutesEntry
from documents.versions.models import PageVersion
from realtime.chat.models import Message, Report
from workgroups.discussions.models import Post, Thread
from workgroups.meetings.models import Meeting
from workgroups.spaces.models import JoinRequest, Space, SpaceInvitation

NAMES = {
    "Cluster-Atlas",
    "Clusterportal",
    "Zertifizierung der Clusterqualität",
    "Internationalisierung",
    "Europäische Ausrichtung der Clusterpolitik",
}
by_name = pytest.mark.parametrize("name", sorted(NAMES))
each_group = pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def state() -> dict[str, object]:
    """Return the number of rows of every table and the latest moment in each of its columns."""
    found = {}
    for model in apps.get_models():
        moments = [field.name for field in model._meta.fields if isinstance(field, DateTimeField)]
        latest = model._base_manager.aggregate(**{f"latest_{name}": Max(name) for name in moments})
        found[model._meta.label] = (model._base_manager.count(), latest)
    return found


def words_in(block: Block) -> int:
    return sum(words_in(part) if isinstance(part, Block) else len(part.text.split()) for part in block.content)


def test_loading_again_changes_nothing(demo):
    before = state()
    call_command("load_demo", verbosity=0)
    assert state() == before


def test_loading_is_refused_outside_demo_mode(db, settings):
    settings.DEMO_MODE = False
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    assert not User.objects.exists()


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.email)
def test_demo_account_can_sign_in(demo, account):
    person = User.objects.get(email=account.email)
    assert person.check_password(PASSWORD)
    assert (person.display_name, person.is_office, person.is_staff) == (
        account.name,
        account.is_office,
        account.is_staff,
    )
    assert EmailAddress.objects.filter(user=person, email=account.email, verified=True, primary=True).exists()


def test_nobody_else_can_sign_in_with_a_password(demo):
    others = User.objects.exclude(email__in=[account.email for account in ACCOUNTS])
    assert len(others) > 10
    assert not [person.email for person in others if person.has_usable_password()]


def test_all_addresses_use_the_reserved_domain(demo):
    assert not User.objects.exclude(email__endswith="@example.org").exists()


def test_demo_accounts_have_their_role_in_cluster_atlas(demo):
    memberships = Space.objects.get(name="Cluster-Atlas").memberships
    roles = dict(memberships.values_list("user__email", "role"))
    assert {account.email: roles.get(account.email, "") for account in ACCOUNTS} == {
        account.email: account.role for account in ACCOUNTS
    }


def test_stranger_is_a_member_of_one_other_group_only(demo):
    spaces = Space.objects.filter(memberships__user__email="fremd@example.org")
    assert [space.name for space in spaces] == ["Clusterportal"]


def test_directory_is_complete(demo):
    assert Region.objects.count() == 12
    assert TargetField.objects.count() == 18
    assert set(Mandate.objects.values_list("region__name", flat=True)) == set(REGIONS)


def test_two_mandates_have_a_deputy(demo):
    deputies = dict(Mandate.objects.exclude(deputy=None).values_list("region__name", "deputy__display_name"))
    assert deputies == {
        "Stuttgart": "Stellvertretung Region Stuttgart",
        "Heilbronn-Franken": "Stellvertretung Region Heilbronn-Franken",
    }


def test_five_working_groups_are_there(demo):
    spaces = Space.objects.filter(kind=Space.Kind.WORKING_GROUP)
    assert {space.name for space in spaces} == NAMES == {group.name for group in WORKING_GROUPS}


@by_name
def test_working_group_discusses(demo, name):
    threads = Thread.objects.filter(space__name=name)
    assert 2 <= len(threads) <= 4
    assert len({thread.kind for thread in threads}) == len(threads)
    posts = Post.objects.filter(thread__in=threads)
    assert posts.exclude(parent=None).exists()
    assert posts.exclude(reactions=None).exists()
    assert posts.filter(html__contains="<blockquote>").exists()


@by_name
def test_working_group_has_a_page_of_several_printed_pages(demo, name):
    group = next(group for group in WORKING_GROUPS if group.name == name)
    titles = Document.objects.filter(space__name=name).values_list("title", flat=True)
    assert {page.title for page in group.pages} <= set(titles)
    assert max(sum(map(words_in, page.blocks)) for page in group.pages) >= 500


@by_name
def test_working_group_has_held_a_meeting_with_published_minutes(demo, name):
    minutes = Minutes.objects.get(meeting__space__name=name, meeting__starts_at__lt=timezone.now())
    assert minutes.meeting.state == Meeting.State.CLOSED
    assert not minutes.is_draft
    assert minutes.published_at < timezone.now()
    entries = MinutesEntry.objects.filter(section__minutes=minutes)
    assert {"decision", "task", "note"} <= set(entries.values_list("kind", flat=True))
    tasks = entries.filter(kind="task")
    assert not tasks.filter(responsible="").exists()
    assert not tasks.filter(due_on=None).exists()


@by_name
def test_working_group_plans_a_meeting(demo, name):
    meeting = Meeting.objects.get(space__name=name, starts_at__gt=timezone.now())
    assert meeting.state == Meeting.State.OPEN
    assert meeting.items.count() >= 4


@by_name
def test_working_group_chats(demo, name):
    messages = Message.objects.filter(room__space__name=name, room__is_standing=True).order_by("position")
    assert 5 <= len(messages) <= 9
    moments = [message.created_at for message in messages]
    assert moments == sorted(moments)


def test_the_chat_of_cluster_atlas_shows_what_a_chat_can_do(demo):
    messages = Message.objects.filter(room__space__name="Cluster-Atlas")
    standing = messages.filter(room__is_standing=True)
    assert standing.exclude(reply_to=None).exists()
    assert standing.exclude(reactions=None).exists()
    assert standing.filter(html__contains='class="mention"').exists()
    edited = standing.get(edited_at__isnull=False)
    assert edited.created_at < edited.edited_at <= timezone.now()
    assert edited.revisions.get().source in edited.source
    assert Report.objects.get().message in standing
    beside = messages.filter(room__meeting__state=Meeting.State.CLOSED).order_by("position")
    meeting = beside[0].room.meeting
    assert all(meeting.starts_at <= message.created_at <= meeting.ends_at for message in beside)


def test_the_position_paper_shows_what_a_page_can_do(demo):
    page = Document.objects.get(title="Positionspapier Clusterpolitik")
    text = text_of(page.pk)
    comments = Comment.objects.filter(document=page, parent=None)
    assert comments.count() == 2
    assert all(comment.quote in text for comment in comments)
    assert comments.exclude(replies=None).exists()
    assert open_suggestions(page) == 2
    assert PageVersion.objects.get(document=page).name == "Stand vor der Sitzung"
    assert TextAuthor.objects.filter(document=page).values("user").distinct().count() >= 4
    assert page.tags.count() == 2


def test_the_terms_are_released_and_lie_in_a_folder(demo):
    page = Document.objects.get(title="Begriffe im Cluster-Atlas")
    assert (page.state, page.folder.name) == ("released", "Grundlagen")
    assert page.releases.get().file_reference


def test_posts_of_a_thread_are_in_order(demo):
    for thread in Thread.objects.all():
        moments = list(thread.posts.order_by("position").values_list("created_at", flat=True))
        assert moments == sorted(moments)


def test_a_request_and_an_invitation_wait_in_cluster_atlas(demo):
    request = JoinRequest.objects.get(state="open")
    assert (request.space.name, request.capacity) == (
        "Cluster-Atlas",
        "im Mandat der Region Bodensee-Oberschwaben",
    )
    assert SpaceInvitation.objects.get(state="open").space == request.space


def test_no_mail_is_left_waiting(demo):
    assert not OutgoingMail.objects.exists()


def known_people() -> set[str]:
    accounts = {account.email.partition("@")[0] for account in ACCOUNTS}
    return accounts | {f"kontakt-{slug_of(region)}" for region in REGIONS} | set(OFFICES) | set(DEPUTIES.values())


def test_only_known_people_speak_for_organisations():
    assert set(AFFILIATIONS) | set(OFFICES) <= known_people()


@each_group
def test_only_known_people_belong_to_a_group(group):
    assert set(group.roles) <= known_people()
    assert {text.author for text in group.requests} | {text.invited for text in group.invitations} <= known_people()


@each_group
def test_only_members_of_a_group_speak_in_it(group):
    posts = [post for thread in group.threads for post in thread.posts]
    speaking = {text.author for text in (*posts, *group.pages, *group.files, *group.chat)}
    speaking |= {key for post in posts for key in post.helpful}
    speaking |= {key for meeting in group.meetings for key in meeting.answers}
    chats = [*group.chat, *(message for meeting in group.meetings for message in meeting.chat)]
    speaking |= {message.author for message in chats} | {key for message in chats for key, _kind in message.reactions}
    speaking |= {message.reported[0] for message in chats if message.reported[0]}
    speaking |= {text.inviter for text in group.invitations}
    assert speaking <= set(group.roles)


@each_group
def test_replies_and_marks_are_plausible(group):
    for thread in group.threads:
        for number, post in enumerate(thread.posts, start=1):
            assert post.author not in post.helpful
            assert post.reply_to is None or post.reply_to < number
            assert post.reply_to is None or thread.posts[post.reply_to - 1].reply_to is None
