from datetime import date, timedelta

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.formats import date_format

from dialog.common import context
from dialog.common.templatetags import ui


class OneOfEach(forms.Form):
    name = forms.CharField(label="Name", help_text="Wie im Mandat", max_length=20)
    kind = forms.ChoiceField(label="Art", choices=[("a", "Frage"), ("b", "Vorschlag")], widget=forms.RadioSelect)
    region = forms.ChoiceField(label="Region", choices=[("na", "Neckar-Alb")], required=False)
    agreed = forms.BooleanField(label="Einverstanden")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Cluster-Kontakt Neckar-Alb", "NA"),
        ("Photonics BW", "PB"),
        ("ClusterAgentur Baden-Württemberg", "CA"),
        ("Ministerium, Referat Clusterpolitik", "MI"),
        ("Leitung der Arbeitsgruppe", "LA"),
        ("e-mobil BW", "BW"),
        ("AFBW", "AF"),
        ("landesweit", "LA"),
        ("", "?"),
        ("<b>", "<B"),
    ],
)
def test_names_are_shortened_to_two_letters(name: str, letters: str) -> None:
    assert ui.initials_of(name) == letters


def test_colour_of_a_person_never_changes() -> None:
    assert [ui.colour_of(key) for key in (1, "1", 2, 3)] == ["lightblue", "lightblue", "turquois", "turquois"]
    assert {ui.colour_of(key) for key in range(100)} == set(ui.COLOURS)


def test_name_in_the_initials_is_escaped() -> None:
    assert "<b>" not in render_to_string("components/initials.html", ui.initials("<b>x"))


def test_pill_shows_nothing_when_nothing_is_new() -> None:
    assert [ui.new_pill(0), ui.new_pill(None)] == ["", ""]
    with translation.override("en"):
        assert ui.new_pill(3) == '<span class="pill">3 new</span>'


def test_near_moments_are_said_in_words_with_the_exact_time_beside() -> None:
    moment = timezone.localtime().replace(hour=10, minute=42)
    with translation.override("en"):
        shown = ui.when(moment)
        assert ">today, 10:42</time>" in shown
        assert f'datetime="{moment.isoformat()}"' in shown
        assert f"{moment.year}, 10:42" in shown
        assert ">yesterday, 10:42<" in ui.when(moment - timedelta(days=1))
        assert ">tomorrow, 10:42<" in ui.when(moment + timedelta(days=1))


def test_far_moments_are_dates() -> None:
    with translation.override("en"):
        assert ">13 Dec 2017<" in ui.when(date(2017, 12, 13))
        assert ">Wed, 13 Dec 2017<" in ui.day(date(2017, 12, 13))
        assert ui.day_heading(date(2017, 12, 13)) == "Wednesday, 13 December 2017"


def test_quotation_marks_inside_quotation_marks_are_single() -> None:
    assert ui.inner_quotes("Leitfaden zum „Label“") == "Leitfaden zum ‚Label‘"
    assert ui.inner_quotes("Guide to the “label”") == "Guide to the ‘label’"


def test_short_dates_in_english_name_the_month() -> None:
    with translation.override("en"):
        assert date_format(date(2025, 11, 7), "SHORT_DATE_FORMAT") == "7 Nov 2025"
    with translation.override("de"):
        assert date_format(date(2025, 11, 7), "SHORT_DATE_FORMAT") == "07.11.2025"


def test_no_moment_shows_nothing() -> None:
    assert ui.when(None) == ""


def test_breadcrumbs_end_with_this_page_without_an_address() -> None:
    crumbs = ui.breadcrumbs("Cluster-Atlas", "/gruppen/cluster-atlas/", "Chat")["crumbs"]
    assert crumbs[-2:] == [("Cluster-Atlas", "/gruppen/cluster-atlas/"), ("Chat", "")]


def test_field_names_its_hint_and_its_error_to_assistive_technology() -> None:
    html = str(OneOfEach({"name": "x" * 21, "kind": "a", "agreed": "on"}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert f'value="{"x" * 21}"' in html, "what was typed is kept"


def test_error_summary_leads_to_each_wrong_field() -> None:
    html = str(OneOfEach({}))
    for target in ("id_name", "id_kind", "id_agreed"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html
    assert "#id_region" not in html


def test_choices_stand_in_a_named_group() -> None:
    html = str(OneOfEach()["kind"].as_field_group())
    assert html.count("<fieldset") == 1
    assert html.count("<legend") == 1
    assert html.count('type="radio"') == 2


def test_only_optional_fields_are_marked() -> None:
    form = OneOfEach()
    assert "kern-label__optional" in form["region"].as_field_group()
    assert "kern-label__optional" not in form["name"].as_field_group()


class Person:
    def __init__(self, theme: str) -> None:
        self.theme = theme


@pytest.mark.parametrize(("chosen", "shown"), [("dark", "dark"), ("light", "light"), ("", ""), ('x"><b', "")])
def test_only_known_themes_reach_the_page(chosen: str, shown: str) -> None:
    request = RequestFactory().get("/")
    request.user = Person(chosen)
    assert context.page(request)["theme"] == shown


def test_context_works_where_no_route_matched() -> None:
    assert context.page(RequestFactory().get("/"))["section"] == ""
