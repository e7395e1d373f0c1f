from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents.editing.queries import page_for
from documents.versions.authorship import authorship_of
from documents.versions.views.common import render_version_page
from workgroups.spaces.pages import signed_in


@never_cache
@require_safe
def text_authors(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show for each passage of the text who wrote it."""
    document = page_for(request.user, slug, pk, permission="versions.read")
    context = {"authorship": authorship_of(signed_in(request), document)}
    return render_version_page(request, document, "text_authors", context)
