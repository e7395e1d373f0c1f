"""Every action x every person, in each state of a page, and at the doors."""

import inspect

import pytest
from django.urls import reverse

from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from documents.comments import actions
from documents.comments.queries import side_of
from documents.library.models import Document
from tests.documents.comments.factories import KEY, make_comment, make_text

MEMBERS = {"chair", "moderator", "minute_taker", "member", "ministry"}
MANAGERS = {"chair", "moderator"}
READERS = MEMBERS | {"guest"}
# The comment is the minute taker's.
DRAFT = {
    "read": READERS,
    "add_comment": MEMBERS,
    "reply_to_comment": MEMBERS,
    "edit_comment": {"minute_taker"},
    "delete_comment": MANAGERS | {"minute_taker"},
    "resolve_comment": MEMBERS,
    "reopen_comment": MEMBERS,
    "register_suggestion": MEMBERS,
    "accept_suggestion": MEMBERS,
    "refuse_suggestion": MEMBERS,
}
NO_SUGGESTIONS = {"register_suggestion": set(), "accept_suggestion": set(), "refuse_suggestion": set()}
REVIEW = DRAFT | NO_SUGGESTIONS
DONE = {name: set() for name in DRAFT} | {"read": READERS, "delete_comment": MANAGERS}
MATRICES = {"draft": DRAFT, "review": REVIEW, "released": DONE, "archived": DONE}
WITHIN_ACTIONS = {"reanchor"}
PEOPLE = ["chair", "moderator", "minute_taker", "member", "guest", "ministry", "stranger", "former", "administrator",
          "anonymous"]  # fmt: skip
STATUS = {None: {200, 204, 302}, NotAllowed: {403}, NotFound: {404}, SignInNeeded: {302}}
ROUTES = {
    "read": "comment_list",
    "add_comment": "comment_add",
    "reply_to_comment": "comment_reply",
    "edit_comment": "comment_edit",
    "delete_comment": "comment_delete",
    "resolve_comment": "comment_resolve",
    "reopen_comment": "comment_reopen",
    "register_suggestion": "suggestion_register",
    "accept_suggestion": "suggestion_accept",
    "refuse_suggestion": "suggestion_refuse",
}


@pytest.fixture
def page(cast):
    page = make_text(cast)
    actions.register_suggestion(author=cast.chair, document=page, key=KEY)
    return page


@pytest.fixture
def comment(cast, page):
    return make_comment(page, cast.minute_taker)


def expected_error(state: str, action: str, name: str) -> type[DialogError] | None:
    if name in MATRICES[state][action]:
        return None
    if name == "anonymous":
        return SignInNeeded
    return NotAllowed if name in READERS else NotFound


def do(action: str, person, page, comment) -> None:
    if action == "read":
        side_of(person, page)
    elif action == "add_comment":
        actions.add_comment(author=person, document=page, body="Hinweis")
    elif action == "register_suggestion":
        actions.register_suggestion(author=person, document=page, key=KEY)
    elif action.endswith("suggestion"):
        getattr(actions, action)(by=person, document=page, key=KEY)
    elif action == "reply_to_comment":
        actions.reply_to_comment(author=person, comment=comment, body="Antwort")
    elif action == "edit_comment":
        actions.edit_comment(by=person, comment=comment, body="Anders")
    else:
        getattr(actions, action)(by=person, comment=comment)


def test_every_action_has_a_row():
    public = {name for name in actions.__all__ if inspect.isfunction(getattr(actions, name))}
    assert public - WITHIN_ACTIONS | {"read"} == set(DRAFT) == set(ROUTES)


def in_state(page, comment, state):
    Document.objects.filter(pk=page.pk).update(state=state)
    page.state = comment.document.state = state


@pytest.mark.parametrize("state", MATRICES)
@pytest.mark.parametrize("name", PEOPLE)
def test_actions(cast, page, comment, state, name):
    in_state(page, comment, state)
    person = cast.people()[name]
    # The one that takes the comment away comes last.
    for action in sorted(DRAFT, key="delete_comment".__eq__):
        if action == "refuse_suggestion" and "accept_suggestion" in DRAFT and name in MATRICES[state][action]:
            continue
        error = expected_error(state, action, name)
        if error is None:
            do(action, person, page, comment)
        else:
            with pytest.raises(error):
                do(action, person, page, comment)


@pytest.mark.parametrize("name", ["chair", "minute_taker", "member"])
def test_suggestions_are_refused_by_members(cast, page, name):
    actions.refuse_suggestion(by=cast.people()[name], document=page, key=KEY)


@pytest.mark.parametrize("action", ROUTES)
@pytest.mark.parametrize("name", ["member", "minute_taker", "guest", "stranger", "anonymous"])
def test_doors(cast, page, comment, client_for, action, name):
    arguments = [page.space.slug, page.pk]
    if action.endswith("_comment") and action != "add_comment":
        arguments.append(comment.pk)
    elif action in ("accept_suggestion", "refuse_suggestion"):
        arguments.append(KEY)
    address = reverse(f"comments:{ROUTES[action]}", args=arguments)
    client = client_for(cast.people()[name])
    answer = client.get(address) if action == "read" else client.post(address, {"body": "Wort", "id": KEY})

    assert answer.status_code in STATUS[expected_error("draft", action, name)]
    if action != "read":
        assert client.get(address).status_code == 405


def test_comments_are_not_found_under_another_page_or_space(cast, page, comment, client_for):
    other = make_text(cast)
    client = client_for(cast.minute_taker)
    for slug, pk in ((page.space.slug, other.pk), (cast.other_space.slug, page.pk)):
        assert client.post(reverse("comments:comment_delete", args=[slug, pk, comment.pk])).status_code == 404
