from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dialog.common.errors import Conflict, DialogError, NotAllowed
from workgroups.spaces.actions import create_space, edit_space
from workgroups.spaces.forms import NewSpaceForm, SpaceForm
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import list_spaces, space_for
from workgroups.spaces.rules import is_administrator, require

_PLURALS = {
    Space.Kind.PLENARY: gettext_lazy("Plenary"),
    Space.Kind.CENTRAL_FORUM: gettext_lazy("Central forums"),
    Space.Kind.REGIONAL_FORUM: gettext_lazy("Regional forums"),
    Space.Kind.WORKING_GROUP: gettext_lazy("Working groups"),
}


@require_safe
def space_list(request: HttpRequest) -> HttpResponse:
    """List the bodies a person may know of: their own first, then the others by kind; filtered by kind."""
    user = signed_in(request)
    wanted = request.GET.get("art", "")
    kind = wanted if wanted in Space.Kind.values else ""
    rows = list_spaces(user, kind)
    others = [row for row in rows if row.membership is None]
    groups = [(one, [row for row in others if row.space.kind == one]) for one in Space.Kind]
    context = {
        "kinds": Space.Kind.choices,
        "kind": kind,
        "own": [row for row in rows if row.membership],
        "groups": [(_PLURALS[one], found) for one, found in groups if found],
        "may_create": is_administrator(user),
    }
    return render(request, "spaces/space_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def space_create(request: HttpRequest) -> HttpResponse:
    """Found a body. For administrators; others do not learn that there is such a page."""
    user = signed_in(request)
    require(user, "spaces.create", None)
    form = NewSpaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            space = create_space(
                user=user,
                kind=form.cleaned_data["kind"],
                region=form.cleaned_data["region"],
                fields=form.as_fields(),
            )
        except DialogError as error:
            form.add_error("name" if isinstance(error, Conflict) else None, str(error))
        else:
            messages.success(request, _("The body has been founded. Now invite its chair."))
            return redirect("spaces:invite", space.slug)
    return render(request, "spaces/space_create.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Change name, charter, state and doors of a body."""
    user = signed_in(request)
    space = space_for(user, slug, permission="spaces.see_members")
    require(user, "spaces.edit", space)
    form = SpaceForm(request.POST or None, initial=SpaceForm.initial_of(space))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            edit_space(user=user, space=space, fields=form.as_fields(), seen=seen)
        except NotAllowed:
            raise
        except DialogError as error:
            form.add_error(None, _error_text(form, space, error))
        else:
            messages.success(request, _("The settings have been saved."))
            return redirect("spaces:settings", space.slug)
    return render_in_space(request, space, "spaces/settings.html", {"form": form}, status=_status(form))


def _error_text(form: SpaceForm, space: Space, error: DialogError) -> str:
    """Say what went wrong. Where others were faster, the typed text stays and may be saved over theirs."""
    seen = form.cleaned_data["seen"]
    space.refresh_from_db()
    form.accept_changes(space)
    if form.data["seen"] == seen:
        return str(error)
    return f"{error} " + _("Your text is kept below. Saving again replaces the other changes.")


def _status(form: NewSpaceForm | SpaceForm) -> int:
    return 422 if form.is_bound and form.errors else 200
