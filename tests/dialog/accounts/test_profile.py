import pytest
from django.contrib.auth import get_user

from dialog.accounts import actions
from dialog.audit.models import AuditEntry
from dialog.common.access import epochs_of, person_key
from tests.factories import UserFactory


@pytest.fixture
def person(db):
    return UserFactory(email="person@example.org", display_name="Alter Name")


def test_profile_keeps_name_language_and_colours(client_for, person):
    client = client_for(person)
    response = client.post("/konto/", {"display_name": " Neuer Name ", "language": "en", "theme": "dark"}, follow=True)
    person.refresh_from_db()
    assert (person.display_name, person.language, person.theme) == ("Neuer Name", "en", "dark")
    page = response.content.decode()
    assert "Your profile is saved." in page
    assert 'data-kern-theme="dark"' in page
    assert '<html lang="en"' in page


@pytest.mark.parametrize(
    "change",
    [
        {"display_name": ""},
        {"display_name": "x" * 121},
        {"display_name": "a\x00b"},
        {"language": "fr"},
        {"theme": "bunt"},
        {"display_name": "   "},
    ],
)
def test_wrong_profile_is_told_and_nothing_kept(client_for, person, change):
    data = {"display_name": "Getippter Name", "language": "de", "theme": "", **change}
    response = client_for(person).post("/konto/", data)
    assert "Bitte prüfen Sie" in response.content.decode()
    person.refresh_from_db()
    assert (person.display_name, person.language, person.theme) == ("Alter Name", "de", "")


def test_profile_cannot_change_what_is_not_in_it(client_for, person):
    data = {"display_name": "x", "language": "de", "theme": "", "is_staff": "on", "email": "andere@example.org"}
    client_for(person).post("/konto/", data)
    person.refresh_from_db()
    assert (person.is_staff, person.email) == (False, "person@example.org")


def test_administration_is_linked_for_administrators_only(client_for, cast):
    assert "/zugaenge/" in client_for(cast.administrator).get("/konto/").content.decode()
    assert "/zugaenge/" not in client_for(cast.chair).get("/konto/").content.decode()


def test_visitor_switches_the_language_by_cookie(client, db):
    response = client.post("/sprache/", {"language": "en", "next": "/konto/anmelden/"})
    assert response.url == "/konto/anmelden/"
    assert response.cookies["django_language"].value == "en"
    page = client.get("/konto/anmelden/")
    assert '<html lang="en"' in page.content.decode()
    assert page["Content-Language"] == "en"


def test_language_of_the_browser_is_not_asked(client, db):
    page = client.get("/konto/anmelden/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="de"' in page


def test_language_is_kept_with_the_account(client_for, person):
    client = client_for(person)
    client.post("/sprache/", {"language": "en", "next": "/konto/"})
    person.refresh_from_db()
    assert person.language == "en"
    client.cookies["django_language"] = "de"
    assert '<html lang="en"' in client.get("/konto/").content.decode()


@pytest.mark.parametrize("language", ["fr", "", "de\x00", "x" * 10_000])
def test_unknown_language_changes_nothing(client_for, person, language):
    response = client_for(person).post("/sprache/", {"language": language, "next": "/konto/"})
    assert response.url == "/konto/"
    assert "django_language" not in response.cookies
    person.refresh_from_db()
    assert person.language == "de"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "///evil.example"],
)
def test_language_switch_leads_nowhere_else(client, db, target):
    assert client.post("/sprache/", {"language": "en", "next": target}).url == "/"


def test_language_switch_is_a_form(client, db):
    assert client.get("/sprache/?language=en").status_code == 405


def test_language_of_one_request_is_not_that_of_the_next(client, db):
    client.cookies["django_language"] = "en"
    client.get("/impressum/")
    client.cookies.clear()
    # This page is made before anybody is asked for a language.
    assert '<html lang="de"' in client.get("/konto/anmelden/?next=%00").content.decode()


def test_suspension_is_at_once_and_written_down(client_for, cast):
    client = client_for(cast.member)
    assert client.get("/konto/").status_code == 200
    before = epochs_of([person_key(cast.member.pk)])
    actions.suspend_person(by=cast.administrator, person=cast.member)
    assert client.get("/konto/").status_code == 302
    assert not get_user(client).is_authenticated
    assert epochs_of([person_key(cast.member.pk)]) != before
    entry = AuditEntry.objects.get(action="accounts.suspend_person")
    assert (entry.actor, entry.target_id) == (cast.administrator, cast.member.pk)


def test_suspending_twice_is_written_down_once(cast):
    for _ in range(2):
        actions.suspend_person(by=cast.administrator, person=cast.member)
    assert AuditEntry.objects.filter(action="accounts.suspend_person").count() == 1


def test_restored_person_signs_in_again(client_for, cast):
    actions.suspend_person(by=cast.administrator, person=cast.member)
    actions.restore_person(by=cast.administrator, person=cast.member)
    cast.member.refresh_from_db()
    assert client_for(cast.member).get("/konto/").status_code == 200


def test_new_administrator_is_written_down(client_for, cast):
    client = client_for(cast.administrator)
    data = {"display_name": cast.chair.display_name, "language": "de", "is_staff": "on"}
    response = client.post(f"/verwaltung/accounts/user/{cast.chair.pk}/change/", data)
    assert response.status_code == 302
    cast.chair.refresh_from_db()
    assert cast.chair.is_staff
    entry = AuditEntry.objects.get(action="accounts.set_administrator")
    assert (entry.actor, entry.data) == (cast.administrator, {"is_staff": True})


def test_administrators_need_no_superuser_to_find_people(client_for, cast):
    actions.set_administrator(by=cast.administrator, person=cast.chair, value=True)
    cast.chair.refresh_from_db()
    client = client_for(cast.chair)
    holders = "/verwaltung/autocomplete/?app_label=directory&model_name=mandate&field_name=holder"
    assert client.get(holders).status_code == 200
    assert client.get(f"/verwaltung/accounts/user/{cast.member.pk}/change/").status_code == 200
    data = {"display_name": cast.chair.display_name, "language": "de"}
    assert client.post(f"/verwaltung/accounts/user/{cast.chair.pk}/change/", data).status_code == 403


def test_signing_out_of_the_administration_closes_connections(client_for, cast):
    client = client_for(cast.administrator)
    client.post("/verwaltung/logout/")
    assert not get_user(client).is_authenticated
    assert epochs_of([person_key(cast.administrator.pk)])


def test_expired_session_leads_to_sign_in_and_back(client_for, person):
    client = client_for(person)
    client.session.flush()
    response = client.post("/konto/", {"display_name": "x", "language": "de", "theme": ""})
    assert response.url == "/konto/anmelden/?next=/konto/"


PROFILE = {"display_name": "Alter Name", "language": "de", "theme": "", "shows_presence": "on", "shows_typing": "on"}


@pytest.mark.parametrize("switch", ["shows_presence", "shows_typing"])
def test_who_does_not_want_to_be_seen_is_not_seen_any_more_at_once(client_for, person, switch):
    client = client_for(person)
    assert f'name="{switch}"' in client.get("/konto/").content.decode()
    client.post("/konto/", PROFILE)
    assert epochs_of([person_key(person.pk)]) == {}
    client.post("/konto/", {name: value for name, value in PROFILE.items() if name != switch})
    person.refresh_from_db()
    assert {"shows_presence": True, "shows_typing": True, switch: False} == {
        name: getattr(person, name) for name in ("shows_presence", "shows_typing")
    }
    assert epochs_of([person_key(person.pk)]) == {person_key(person.pk): 1}


def test_another_name_is_seen_by_open_connections(client_for, person):
    client_for(person).post("/konto/", PROFILE | {"display_name": "Neuer Name"})
    assert epochs_of([person_key(person.pk)]) == {person_key(person.pk): 1}


@pytest.mark.parametrize(("setting", "switch"), [("LIVE_PRESENCE", "shows_presence"), ("LIVE_TYPING", "shows_typing")])
def test_what_the_operator_has_switched_off_cannot_be_chosen(client_for, person, settings, setting, switch):
    setattr(settings, setting, False)
    client = client_for(person)
    form = client.get("/konto/").context["form"]
    assert [name for name, field in form.fields.items() if field.disabled] == [switch]
    client.post("/konto/", {name: value for name, value in PROFILE.items() if name != switch})
    person.refresh_from_db()
    assert getattr(person, switch) is True
