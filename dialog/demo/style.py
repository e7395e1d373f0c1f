"""Sample content of the page that shows every part of the interface (/stil/)."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone


class SampleForm(forms.Form):
    title = forms.CharField(label="Titel der Diskussion", max_length=120)
    region = forms.ChoiceField(
        label="Region",
        choices=[("", "Bitte wählen"), ("na", "Neckar-Alb"), ("ow", "Ostwürttemberg"), ("s", "Stuttgart")],
    )
    due = forms.DateField(label="Frist", help_text="Zum Beispiel 13.12.2017", input_formats=["%d.%m.%Y"])
    kind = forms.ChoiceField(
        label="Art der Diskussion",
        choices=[("question", "Frage"), ("proposal", "Vorschlag"), ("news", "Mitteilung")],
        widget=forms.RadioSelect,
    )
    fields_of_work = forms.MultipleChoiceField(
        label="Zielfelder",
        help_text="Mehrere sind möglich.",
        choices=[("photonik", "Photonik"), ("logistik", "Logistik inkl. Intralogistik"), ("energie", "Energie")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    attachment = forms.FileField(label="Anlage", required=False)
    agreed = forms.BooleanField(label="Die Anlage enthält keine personenbezogenen Daten.", help_text="Nur dann.")


class SampleReply(forms.Form):
    text = forms.CharField(
        label="Ihr Beitrag", widget=forms.Textarea(attrs={"rows": 4}), initial="Einverstanden. Den Wert „landesweit“ "
    )


class SampleMessage(forms.Form):
    text = forms.CharField(
        label="Ihre Nachricht",
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "Nachricht an die Arbeitsgruppe Cluster-Atlas"}),
    )


PEOPLE = [
    ("Cluster-Kontakt Neckar-Alb", "darkblue", "NA", False),
    ("Cluster-Kontakt Rhein-Neckar", "turquois", "RN", False),
    ("Cluster-Kontakt Bodensee-Oberschwaben", "violet", "BO", False),
    ("Cluster-Kontakt Ostwürttemberg", "orange", "OW", False),
    ("Cluster-Kontakt Heilbronn-Franken", "green", "HF", False),
    ("Cluster-Kontakt Südlicher Oberrhein", "lightblue", "SO", False),
    ("Photonics BW", "violet", "PB", True),
    ("ClusterAgentur Baden-Württemberg", "turquois", "CA", True),
    ("Ministerium, Referat Clusterpolitik", "lightblue", "MI", True),
]

CHAIN_STEPS = [
    ("Beitrag", "Welche Felder braucht ein Eintrag?", "#kette", "Neckar-Alb", "18.10.2017", "done"),
    ("Tagesordnung", "TOP 3 der Sitzung 4/2017", "#kette", "behandelt", "08.11.2017", "done"),
    ("Beschluss", "Beschluss 2017-07", "#kette", "einstimmig", "08.11.2017", "done"),
    ("Empfehlung", "E-2017-03", "", "läuft, im Umlauf", "bis 17.11.2017", "now"),
    ("Stellungnahme", "", "", "steht aus", "bis 16.12.2017", "open"),
    ("Maßnahme", "", "", "noch nicht begonnen", "", "open"),
]
CHAIN = [dict(zip(("kind", "label", "url", "note", "date", "state"), step, strict=True)) for step in CHAIN_STEPS]

TRACE = [
    {"label": "Beitrag", "url": "", "note": ""},
    {"label": "TOP 3", "url": "#beitraege", "note": ""},
    {"label": "Beschluss 2017-07", "url": "#beitraege", "note": ""},
    {"label": "Empfehlung", "url": "#beitraege", "note": "Entwurf"},
]

TABS = [
    {"label": "Übersicht", "url": "#reiter", "new": 0, "current": True},
    {"label": "Diskussionen", "url": "#reiter", "new": 3, "current": False},
    {"label": "Dokumente", "url": "#reiter", "new": 1, "current": False},
    {"label": "Sitzungen", "url": "#reiter", "new": 0, "current": False},
    {"label": "Chat", "url": "#reiter", "new": 4, "current": False},
    {"label": "Beschlüsse", "url": "#reiter", "new": 0, "current": False},
    {"label": "Mitglieder", "url": "#reiter", "new": 0, "current": False},
]


def context() -> dict[str, Any]:
    now = timezone.now()
    typed = {"falsch-region": "na", "falsch-due": "31.11.2017", "falsch-text": "Was getippt war, bleibt stehen."}
    wrong = SampleForm(typed, prefix="falsch")
    wrong.is_valid()
    return {
        "people": PEOPLE,
        "chain": CHAIN,
        "trace": TRACE,
        "tabs": TABS,
        "calm_form": SampleForm(prefix="ruhe"),
        "wrong_form": wrong,
        "reply": SampleReply(prefix="antwort"),
        "message_form": SampleMessage(prefix="nachricht"),
        "pages": Paginator(range(60), 20).page(2),
        "now": now,
        "yesterday": now - timedelta(days=1),
        "long_ago": now - timedelta(days=400),
    }
