from typing import TypeVar
from uuid import uuid4

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from dialog.accounts.models import User
from dialog.common.errors import DialogError, Invalid, NotFound, SignInNeeded
from workgroups.discussions.models import Post, Thread
from workgroups.discussions.queries import post_in, thread_for
from workgroups.spaces.queries import space_for

Form = TypeVar("Form", bound=forms.Form)
LARGEST_KEY = 2**63 - 1


def person_of(request: HttpRequest) -> User:
    """Return who is signed in. Raises SignInNeeded."""
    if not isinstance(request.user, User):
        raise SignInNeeded
    return request.user


def thread_of(request: HttpRequest, slug: str, pk: int) -> Thread:
    """Return the thread an address names. Raises SignInNeeded, or NotFound for what one may not see."""
    space = space_for(request.user, slug)
    if pk > LARGEST_KEY:
        raise NotFound
    return thread_for(request.user, space, pk)


def post_of(request: HttpRequest, slug: str, pk: int, position: int) -> Post:
    """Return the post an address names. Raises SignInNeeded, or NotFound for what one may not see."""
    if position > LARGEST_KEY:
        raise NotFound
    return post_in(thread_of(request, slug, pk), position)


def thread_address(thread: Thread) -> str:
    return reverse("discussions:thread_detail", args=[thread.space.slug, thread.pk])


def show_refusal(form: Form, error: DialogError, field: str | None = None) -> int:
    """Put a refused action's words into its form, at the field they are about, and return the status of the page.

    Raises the error again where the thing is not to be seen at all.
    """
    if isinstance(error, NotFound | SignInNeeded):
        raise error
    form.add_error(field if isinstance(error, Invalid) else None, str(error))
    if "client_id" in form.fields:
        # Nothing was posted, or other words were: what is sent next is a new post.
        replace_sent(form, "client_id", str(uuid4()))
    return error.status


def replace_sent(form: forms.Form, field: str, value: str) -> None:
    """Let a form that comes back carry another hidden value than the one it was sent with."""
    form.data = {**{name: form.data[name] for name in form.data}, field: value}
