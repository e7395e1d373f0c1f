"""The administration keeps regions, organisations, mandates and affiliations here."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from dialog.accounts.models import User
from dialog.directory import actions
from dialog.directory.models import Affiliation, Mandate, Organisation, Region, TargetField


class KeptByAdministrators(admin.ModelAdmin):  # type: ignore[type-arg]  # Django has no type argument at run time
    """Open to everybody with the role of an administrator, without a permission per table."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request)

    def _may(self, request: HttpRequest) -> bool:
        return request.user.has_perm("directory.keep")


@admin.register(Region, TargetField)
class NamedAdmin(KeptByAdministrators):
    list_display = ["name"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Organisation)
class OrganisationAdmin(KeptByAdministrators):
    list_display = ["name", "kind", "website"]
    list_filter = ["kind", "regions", "target_fields"]
    search_fields = ["name", "description"]
    prepopulated_fields = {"slug": ["name"]}
    filter_horizontal = ["regions", "target_fields"]


@admin.register(Mandate)
class MandateAdmin(KeptByAdministrators):
    """Saving and deleting go through the actions: audit log and access of the people concerned."""

    list_display = ["region", "holder", "deputy", "valid_from", "valid_to"]
    list_filter = ["region"]
    list_select_related = ["region", "holder", "deputy"]
    search_fields = ["region__name", "holder__display_name", "deputy__display_name"]
    autocomplete_fields = ["region", "holder", "deputy", "organisation"]

    def save_model(self, request: HttpRequest, obj: Mandate, form: Any, change: bool) -> None:
        actions.save_mandate(user=cast(User, request.user), mandate=obj)

    def delete_model(self, request: HttpRequest, obj: Mandate) -> None:
        actions.delete_mandate(user=cast(User, request.user), mandate=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Mandate]) -> None:
        for mandate in queryset:
            self.delete_model(request, mandate)


@admin.register(Affiliation)
class AffiliationAdmin(KeptByAdministrators):
    """Saving and deleting go through the actions: audit log and access of the person concerned."""

    list_display = ["person", "organisation", "function", "valid_from", "valid_to"]
    list_select_related = ["person", "organisation"]
    search_fields = ["person__display_name", "organisation__name", "function"]
    autocomplete_fields = ["person", "organisation"]

    def save_model(self, request: HttpRequest, obj: Affiliation, form: Any, change: bool) -> None:
        actions.save_affiliation(user=cast(User, request.user), affiliation=obj)

    def delete_model(self, request: HttpRequest, obj: Affiliation) -> None:
        actions.delete_affiliation(user=cast(User, request.user), affiliation=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Affiliation]) -> None:
        for affiliation in queryset:
            self.delete_model(request, affiliation)
