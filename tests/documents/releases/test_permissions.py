"""Every action x every person, at the action and at its page. The moderation is asked, the chair is not."""

import pytest
from django.urls import reverse

from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from documents.library.models import Document
from documents.releases import actions
from documents.releases.models import ReleaseRequest
from tests.documents.releases.factories import draft, fresh, laid_before, released

MEMBERS = {"chair", "moderator", "minute_taker", "member", "ministry"}
READERS = MEMBERS | {"guest"}
MANAGERS = {"chair", "moderator"}
PEOPLE = sorted(READERS | {"stranger", "former", "administrator", "anonymous"})
MATRIX = {
    "request_release": MEMBERS,
    "withdraw_request": MANAGERS | {"member"},  # the member asked
    "approve_release": {"moderator"},
    "refuse_release": {"moderator"},
    "begin_draft": MEMBERS,
    "archive_page": MANAGERS,
    "unarchive_page": MANAGERS,
    "set_details": MEMBERS,
    "add_translation": MEMBERS,
    "link_translation": MEMBERS,
    "unlink_translation": MEMBERS,
}
PAGES = {
    "request_release": "release_request",
    "withdraw_request": "release_withdraw",
    "approve_release": "release_answer",
    "refuse_release": "release_refuse",
    "begin_draft": "draft_begin",
    "archive_page": "archive",
    "unarchive_page": "unarchive",
    "set_details": "details",
    "add_translation": "translation_add",
    "link_translation": "translation_link",
    "unlink_translation": "translation_unlink",
}
READING = ["release_list", "document_part", "release_detail", "release_pdf", "release_html", "space_history",
           "translation_list"]  # fmt: skip
CASES = [(action, person) for action in MATRIX for person in PEOPLE]


class Scene:
    """A page in the state that the action needs, with what else it needs."""

    def __init__(self, cast, action):
        self.cast, self.action, self.request, self.other = cast, action, None, None
        self.page = draft(cast)
        if action in ("withdraw_request", "approve_release", "refuse_release"):
            self.request = laid_before(cast, cast.moderator, document=self.page)
        elif action == "begin_draft":
            released(cast, document=self.page)
        elif action == "unarchive_page":
            actions.archive_page(by=cast.chair, document=self.page)
        elif action == "link_translation":
            self.other = draft(cast, title="Position paper")
            Document.objects.filter(pk=self.other.pk).update(language="en")
            self.other = fresh(self.other)
        elif action == "unlink_translation":
            self.page = actions.add_translation(author=cast.member, document=self.page, language="en")
        self.page = fresh(self.page)

    def act(self, person):
        more = {
            "request_release": {"author": person, "document": self.page, "approvers": [self.cast.moderator]},
            "withdraw_request": {"by": person, "request": self.request},
            "approve_release": {"user": person, "request": self.request},
            "refuse_release": {"user": person, "request": self.request, "reason": "Nein."},
            "set_details": {"by": person, "document": self.page, "file_reference": "1/2", "language": "fr"},
            "add_translation": {"author": person, "document": self.page, "language": "en"},
            "link_translation": {"by": person, "document": self.page, "other": self.other},
        }
        getattr(actions, self.action)(**more.get(self.action, {"by": person, "document": self.page}))

    def address(self):
        more = [self.request.pk] if self.request else []
        return reverse(f"releases:{PAGES[self.action]}", args=[self.cast.space.slug, self.page.pk, *more])

    def sent(self):
        return {
            "request_release": {"approvers": [self.cast.moderator.pk], "note": ""},
            "refuse_release": {"reason": "Nein."},
            "set_details": {"file_reference": "1/2", "language": "fr"},
            "add_translation": {"language": "en", "title": "Position paper"},
            "link_translation": {"other": self.other.pk if self.other else ""},
        }.get(self.action, {})

    def now(self):
        row = Document.objects.get(pk=self.page.pk)
        return row.state, row.file_reference, row.translation_of_id, Document.objects.count(), request_states()


def request_states():
    return list(ReleaseRequest.objects.values_list("state", flat=True))


def expected_error(action: str, name: str) -> type[DialogError] | None:
    if name in MATRIX[action]:
        return None
    if name == "anonymous":
        return SignInNeeded
    return NotAllowed if name in READERS else NotFound


def test_every_action_has_a_row_and_a_page():
    assert set(MATRIX) == set(PAGES) == set(actions.__all__)


@pytest.mark.parametrize(("action", "name"), CASES)
def test_action(cast, action, name):
    scene, person, error = Scene(cast, action), cast.people()[name], expected_error(action, name)
    before = scene.now()
    if error is None:
        scene.act(person)
        assert scene.now() != before or action == "link_translation"
        return
    with pytest.raises(error) as caught:
        scene.act(person)
    assert type(caught.value) is error
    assert scene.now() == before


@pytest.mark.parametrize(("action", "name"), CASES)
def test_page(cast, action, name, client_for):
    scene, error = Scene(cast, action), expected_error(action, name)
    before = scene.now()
    response = client_for(cast.people()[name]).post(scene.address(), scene.sent())
    if error is None:
        assert response.status_code == 302, response.content.decode()
        assert scene.now() != before or action == "link_translation"
        return
    assert scene.now() == before
    assert response.status_code == {SignInNeeded: 302, NotAllowed: 403, NotFound: 404}[error]
    if error is SignInNeeded:
        assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", PEOPLE)
def test_reading(cast, name, client_for):
    release = released(cast)
    client = client_for(cast.people()[name])
    for page in READING:
        args = [cast.space.slug] + ([] if page == "space_history" else [release.document_id])
        args += [1] if page in ("release_detail", "release_pdf", "release_html") else []
        response = client.get(reverse(f"releases:{page}", args=args))
        code = 200 if name in READERS else 302 if name == "anonymous" else 404
        assert response.status_code == code, page


def test_pages_are_not_found_under_another_space(cast, client_for):
    release = released(cast)
    slug = cast.other_space.slug
    for page, more in (("release_list", []), ("release_request", []), ("release_detail", [1]), ("release_pdf", [1])):
        address = reverse(f"releases:{page}", args=[slug, release.document_id, *more])
        assert client_for(cast.stranger).get(address).status_code == 404


def test_request_of_another_page_is_not_found(cast, client_for):
    request, other = laid_before(cast), draft(cast, title="Anderes")
    for page in ("release_answer", "release_refuse", "release_withdraw"):
        address = reverse(f"releases:{page}", args=[cast.space.slug, other.pk, request.pk])
        assert client_for(cast.moderator).post(address, {"reason": "Nein."}).status_code == 404
    assert request_states() == ["open"]
