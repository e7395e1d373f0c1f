from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dialog.directory.models import Organisation, TargetField
from tests.factories import AffiliationFactory, MandateFactory, OrganisationFactory, RegionFactory, UserFactory

LISTS = ["/verzeichnis/", "/verzeichnis/netzwerke/", "/verzeichnis/zielfelder/", "/verzeichnis/einrichtungen/"]


def page(response):
    return response.content.decode()


def make_entry(number):
    """Make a region with a mandate and a deputy, a field, and a network in both with somebody who speaks for it."""
    region = RegionFactory(name=f"Gegend {number}", slug=f"gegend-{number}")
    field = TargetField.objects.create(name=f"Feld {number}", slug=f"feld-{number}")
    MandateFactory(region=region, deputy=UserFactory())
    network = OrganisationFactory(name=f"Netz {number}", slug=f"netz-{number}")
    network.regions.add(region)
    network.target_fields.add(field)
    AffiliationFactory(organisation=network)
    return region, field, network


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/verzeichnis/", 4),  # session, user, regions, mandates
        ("/verzeichnis/netzwerke/", 8),  # session, user, two filters, count, organisations, regions, fields
        ("/verzeichnis/einrichtungen/", 8),
        ("/verzeichnis/zielfelder/", 3),
        ("/verzeichnis/regionen/alle/", 7),
        ("/verzeichnis/zielfelder/alle/", 6),
        ("/verzeichnis/einrichtungen/alle/", 6),
    ],
)
def test_page_asks_the_same_number_of_queries(count, url, queries, db, client_for, django_assert_num_queries):
    region = RegionFactory(name="Alle", slug="alle")
    field = TargetField.objects.create(name="Alle", slug="alle")
    organisation = OrganisationFactory(name="Alle", slug="alle")
    for number in range(count):
        _, _, network = make_entry(number)
        network.regions.add(region)
        network.target_fields.add(field)
        organisation.regions.add(RegionFactory())
        MandateFactory(region=region)
        AffiliationFactory(organisation=organisation)
    client = client_for(UserFactory())
    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", [*LISTS, "/verzeichnis/regionen/gegend-1/", "/verzeichnis/einrichtungen/netz-1/"])
def test_visitors_are_asked_to_sign_in(url, db, client):
    make_entry(1)
    response = client.get(url)
    assert response.status_code == 302
    assert "/anmelden/" in response.url


def test_regions_show_the_contact_and_deputy_in_force_only(db, client_for):
    region = RegionFactory(name="Neckar-Alb", slug="neckar-alb")
    today = timezone.localdate()
    MandateFactory(
        region=region,
        holder=UserFactory(display_name="Kontakt heute"),
        deputy=UserFactory(display_name="Stellvertretung heute"),
        valid_to=today,
    )
    MandateFactory(
        region=region,
        holder=UserFactory(display_name="Kontakt früher"),
        valid_from=today - timedelta(days=9),
        valid_to=today - timedelta(days=1),
    )
    MandateFactory(
        region=region, holder=UserFactory(display_name="Kontakt morgen"), valid_from=today + timedelta(days=1)
    )
    RegionFactory(name="Ohne Mandat")
    client = client_for(UserFactory())
    for html in (page(client.get("/verzeichnis/")), page(client.get("/verzeichnis/regionen/neckar-alb/"))):
        assert "Kontakt heute" in html
        assert "Stellvertretung heute" in html
        assert "Kontakt früher" not in html
        assert "Kontakt morgen" not in html
    assert "Ohne Mandat" in page(client.get("/verzeichnis/"))


def names(response):
    return {organisation.name for organisation in response.context["page"].object_list}


def test_organisations_are_filtered_by_region_field_and_kind(db, client_for):
    make_entry(1)
    region, field, _ = make_entry(2)
    agency = OrganisationFactory(name="Agentur", slug="agentur", kind=Organisation.Kind.AGENCY)
    agency.regions.add(region)
    client = client_for(UserFactory())
    url = "/verzeichnis/einrichtungen/"
    assert names(client.get(url)) == {"Netz 1", "Netz 2", "Agentur"}
    assert names(client.get(url, {"region": region.slug})) == {"Netz 2", "Agentur"}
    assert names(client.get(url, {"zielfeld": field.slug})) == {"Netz 2"}
    assert names(client.get(url, {"art": "agency"})) == {"Agentur"}
    assert names(client.get("/verzeichnis/netzwerke/")) == {"Netz 1", "Netz 2"}
    assert names(client.get("/verzeichnis/netzwerke/", {"art": "agency"})) == {"Netz 1", "Netz 2"}


def test_organisations_stand_by_name_whatever_the_case(db, client_for):
    for name in ("e-mobil BW", "Photonics BW", "AFBW"):
        OrganisationFactory(name=name)
    rows = client_for(UserFactory()).get("/verzeichnis/einrichtungen/").context["page"].object_list
    assert [row.name for row in rows] == ["AFBW", "e-mobil BW", "Photonics BW"]


def test_filter_without_hits_says_so(db, client_for):
    RegionFactory(slug="leer")
    make_entry(1)
    html = page(client_for(UserFactory()).get("/verzeichnis/einrichtungen/", {"region": "leer"}))
    assert 'class="empty"' in html


@pytest.mark.parametrize("query", ["region=gibt-es-nicht", "art=<script>", "page=99999999999999999999", "page=x"])
def test_filters_that_do_not_exist_do_not_break_the_page(query, db, client_for):
    make_entry(1)
    response = client_for(UserFactory()).get(f"/verzeichnis/einrichtungen/?{query}")
    assert response.status_code == 200
    assert "<script>" not in page(response)


@pytest.mark.parametrize("kind", ["region_detail", "field_detail", "organisation_detail"])
def test_unknown_entries_do_not_exist(kind, db, client_for):
    assert client_for(UserFactory()).get(reverse(f"directory:{kind}", args=["nichts"])).status_code == 404


def test_administrators_find_the_way_to_keep_the_directory(db, client_for):
    link = reverse("admin:app_list", args=["directory"])
    desk = client_for(UserFactory(is_staff=True))
    assert link in page(desk.get("/verzeichnis/"))
    assert desk.get(link).status_code == 200
    assert link not in page(client_for(UserFactory()).get("/verzeichnis/"))
