from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from documents.library.models import Document
from workgroups.spaces.pages import render_in_space


def render_version_page(
    request: HttpRequest, document: Document, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page about the versions of a page."""
    shared = {"document": document, "may_restore": request.user.has_perm("versions.restore", document)}
    template = f"versions/{template}.html"
    return render_in_space(request, document.space, template, shared | context, tab="documents", status=status)


def list_address(document: Document) -> str:
    return reverse("versions:version_list", args=[document.space.slug, document.pk])
