from typing import Any, cast

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from dialog.accounts.actions import set_administrator
from dialog.accounts.models import User

admin.site.unregister(Group)
admin.site.unregister(EmailAddress)


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Who is an administrator or an office. People come in by invitation and are suspended at the desk (zugaenge/)."""

    list_display = ["display_name", "email", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "is_office"]
    search_fields = ["display_name", "email"]
    ordering = ["display_name", "pk"]
    fields = ["display_name", "email", "is_office", "language", "is_staff", "is_active", "last_login", "date_joined"]
    readonly_fields = ["email", "is_active", "last_login", "date_joined"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.see_desk")

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whoever keeps mandates must find the people who hold them."""
        return request.user.has_perm("accounts.see_desk")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return request.user.has_perm("accounts.set_administrator", obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A changed role goes through its action, which checks it and writes it into the audit log."""
        wanted, obj.is_staff = obj.is_staff, form.initial["is_staff"]
        super().save_model(request, obj, form, change)
        if wanted != obj.is_staff:
            set_administrator(by=cast(User, request.user), person=obj, value=wanted)
