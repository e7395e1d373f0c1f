"""What a page says that was open while somebody else moved the thing to the trash, or took it out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from dialog.common.errors import NotFound
from documents.library import queries
from documents.library.models import Document, Folder
from documents.library.views.common import list_url, render_page

View = Callable[..., HttpResponseBase]
_TYPED = ("title", "name", "description", "tags", "note")  # texts that would be a pity to lose


def told_when_gone(kind: type[Document] | type[Folder], *, from_trash: bool = False) -> Callable[[View], View]:
    """Make a view of one thing answer with words where it is in the trash (`from_trash`: no longer in it): still 404.

    Only to people who may see the trash; for the others it does not exist.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, pk: int, **more: Any) -> HttpResponseBase:
            try:
                return view(request, slug, pk, **more)
            except NotFound:
                thing = queries.thing_elsewhere(request.user, kind, slug, pk, in_trash=not from_trash)
                if thing is None:
                    raise
                return _told(request, thing)

        return wrapped

    return decorate


def _told(request: HttpRequest, thing: Document | Folder) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        message = _("“%(title)s” is no longer here: it lies in the trash. Nothing was changed.")
        return JsonResponse({"code": "gone", "message": message % {"title": str(thing)}}, status=404)
    is_folder = isinstance(thing, Folder)
    context = {
        "thing": thing,
        "is_folder": is_folder,
        "is_back": thing.trashed_at is None,
        # What went there with its folder comes back with it.
        "may_restore": thing.trashed_with_id is None and request.user.has_perm("library.restore", thing),
        "typed": [text for name in _TYPED if (text := request.POST.get(name, "").strip())],
        "list_url": list_url(thing.space, None),
    }
    return render_page(request, thing.space, "gone", context, 404)
