"""German addresses for allauth's pages, under the route names that allauth looks up; and the language switch."""

from allauth.account import views as allauth
from django.urls import path, re_path

from dialog.accounts import views

urlpatterns = [
    path("konto/anmelden/", allauth.login, name="account_login"),
    path("konto/anmelden/code/", allauth.request_login_code, name="account_request_login_code"),
    path("konto/anmelden/code/eingeben/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("konto/abmelden/", allauth.logout, name="account_logout"),
    path("konto/gesperrt/", allauth.account_inactive, name="account_inactive"),
    path("konto/anlegen/", allauth.signup, name="account_signup"),
    path("konto/noch-einmal-bestaetigen/", allauth.reauthenticate, name="account_reauthenticate"),
    path("konto/adressen/", allauth.email, name="account_email"),
    path("konto/adressen/bestaetigen/", allauth.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^konto/adressen/bestaetigen/(?P<key>[-:\w]+)/$", allauth.confirm_email, name="account_confirm_email"),
    path("konto/passwort/aendern/", allauth.password_change, name="account_change_password"),
    path("konto/passwort/setzen/", allauth.password_set, name="account_set_password"),
    path("konto/passwort/vergessen/", allauth.password_reset, name="account_reset_password"),
    path("konto/passwort/vergessen/gesendet/", allauth.password_reset_done, name="account_reset_password_done"),
    path(
        "konto/passwort/neu/fertig/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^konto/passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sprache/", views.set_language, name="set_language"),
]
