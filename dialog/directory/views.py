from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dialog.directory.forms import NetworkFilter, OrganisationFilter
from dialog.directory.models import Organisation
from dialog.directory.queries import (
    organisation_for,
    organisations,
    people_of,
    region_for,
    regions_with_contacts,
    target_field_for,
    target_fields,
)
from dialog.directory.rules import is_administrator

PAGE_SIZE = 50


def _tabs(current: str) -> list[dict[str, Any]]:
    words = {
        "directory": _("Regions"),
        "network_list": _("State-wide networks"),
        "field_list": _("Target fields"),
        "organisation_list": _("Organisations"),
    }
    return [
        {"label": label, "url": reverse(f"directory:{name}"), "current": name == current}
        for name, label in words.items()
    ]


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Show the regions with their cluster contacts and deputies in force."""
    context = {
        "rows": regions_with_contacts(request.user),
        "tabs": _tabs("directory"),
        "may_keep": is_administrator(request.user),
    }
    return render(request, "directory/region_list.html", context)


@require_safe
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a region: its mandates in force and the organisations that work there."""
    row = region_for(request.user, slug)
    context = {"row": row, "organisations": organisations(request.user, region=slug)}
    return render(request, "directory/region_detail.html", context)


@require_safe
def network_list(request: HttpRequest) -> HttpResponse:
    """Show the state-wide networks, by region and target field."""
    form = NetworkFilter(request.GET)
    rows = organisations(request.user, **form.chosen() | {"kind": Organisation.Kind.NETWORK})
    return _organisation_page(request, form, rows, "network_list", _("State-wide networks"))


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Show all organisations, by region, target field and kind."""
    form = OrganisationFilter(request.GET)
    rows = organisations(request.user, **form.chosen())
    return _organisation_page(request, form, rows, "organisation_list", _("Organisations"))


def _organisation_page(request: HttpRequest, form: OrganisationFilter, rows: Any, tab: str, title: str) -> HttpResponse:
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "title": title,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "query": f"{query.urlencode()}&" if query else "",
        "tabs": _tabs(tab),
    }
    return render(request, "directory/organisation_list.html", context)


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organisation: what it does, where, in which fields, and who speaks for it."""
    organisation = organisation_for(request.user, slug)
    context = {"organisation": organisation, "people": people_of(organisation)}
    return render(request, "directory/organisation_detail.html", context)


@require_safe
def field_list(request: HttpRequest) -> HttpResponse:
    """Show the target fields with the number of organisations in each."""
    context = {"fields": target_fields(request.user), "tabs": _tabs("field_list")}
    return render(request, "directory/field_list.html", context)


@require_safe
def field_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a target field with its organisations."""
    field = target_field_for(request.user, slug)
    context = {"field": field, "organisations": organisations(request.user, field=slug)}
    return render(request, "directory/field_detail.html", context)
