"""All addresses. Each concept names its own full, German paths."""

from allauth.account.decorators import secure_admin_login
from allauth.account.views import logout, password_change
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from dialog.common import views as common

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # allauth's documented way

urlpatterns = [
    path("gesundheit/", common.health, name="health"),
    path("impressum/", common.imprint, name="imprint"),
    path("datenschutz/", common.privacy, name="privacy"),
    path("barrierefreiheit/", common.accessibility, name="accessibility"),
    # In place of the admin's own pages: these also close what is open live.
    path("verwaltung/logout/", logout),
    path("verwaltung/password_change/", password_change),
    path("verwaltung/", admin.site.urls),
    path("", include("dialog.accounts.allauth_urls")),
    path("", include("dialog.accounts.urls")),
    path("", include("dialog.directory.urls")),
    path("", include("dialog.files.urls")),
    path("", include("workgroups.spaces.urls")),
    path("", include("workgroups.discussions.urls")),
    path("", include("workgroups.meetings.urls")),
    path("", include("documents.library.urls")),
    path("", include("documents.editing.urls")),
    path("", include("documents.formats.urls")),
    path("", include("documents.comments.urls")),
    path("", include("documents.versions.urls")),
    path("", include("documents.releases.urls")),
    path("", include("documents.contents.urls")),
    path("", include("documents.minutes.urls")),
    path("", include("realtime.chat.urls")),
    path("", include("dialog.effect.urls")),
    # Last: its address of a space would take /gremien/neu/.
    path("", include("dialog.home.urls")),
]
if settings.DEMO_MODE:
    # First, because the demo's sign-in page stands in place of the plain one.
    urlpatterns = [path("", include("dialog.demo.urls")), *urlpatterns]
