"""Meetings of the working group Clusterportal."""

from dialog.demo.content.kinds import ItemText, MeetingText

PAST = MeetingText(
    -19,
    14,
    2,
    "Zielgruppen und Startseite",
    "Karlsruhe und per Video",
    (
        ItemText(
            "Begrüßung",
            "formal",
            5,
            recorded="Die Leitung begrüßt die Teilnehmenden. Die Tagesordnung wird ohne Änderung angenommen.",
        ),
        ItemText(
            "Zielgruppen des Portals",
            "decision",
            25,
            "Grundlage ist die Diskussion „Für wen ist das Clusterportal da?“.",
            "Der Cluster-Kontakt Stuttgart fasst die Diskussion zusammen. Das Ministerium bittet darum, "
            "Gäste aus dem Ausland als eigene Gruppe zu führen. Dem wird zugestimmt; ihre Reihenfolge bleibt "
            "unverändert.\n\n/b Das Clusterportal richtet sich zuerst an Unternehmen, dann an "
            "Cluster-Initiativen und Netzwerke, dann an Fachleute. Für Gäste aus dem Ausland entsteht eine "
            "Übersicht in englischer Sprache.\n\n/a Übersicht in englischer Sprache gliedern und den Umfang "
            "schätzen. (Ministerium, bis {due})",
        ),
        ItemText(
            "Startseite: Suche zuerst",
            "decision",
            30,
            "Zwei Skizzen liegen vor: eine mit der Karte, eine mit der Suche an erster Stelle.",
            "Die MFG zeigt beide Skizzen. In einem kurzen Versuch mit sechs Betrieben kamen alle mit dem "
            "Suchfeld zurecht, mit der Karte nur zwei. Ein Mitglied weist darauf hin, dass die Karte mit der "
            "Tastatur kaum bedienbar ist.\n\n/b Die Suche steht auf der Startseite an erster Stelle. Karte "
            "und Liste zeigen dieselben Einträge; die Liste ist die vollständige Fassung.\n\n/a Die "
            "häufigsten Suchwörter ohne Ergebnis den Branchen der Clusterkarte zuordnen. (MFG, bis {due})",
        ),
        ItemText(
            "Redaktion",
            "discussion",
            25,
            recorded="Die Mitglieder sprechen sich für eine kleine Redaktion aus, in der Netzwerke und "
            "Regionen jährlich wechseln. Offen ist die Vertretung in der Urlaubszeit.\n\n/a Entwurf des "
            "Redaktionskonzepts als gemeinsames Dokument anlegen. (Cluster-Kontakt Stuttgart, bis {due})",
        ),
        ItemText(
            "Verschiedenes",
            "information",
            10,
            recorded="/n Das CyberForum stellt in der nächsten Sitzung vor, wie sein eigener "
            "Veranstaltungskalender aufgebaut ist.",
        ),
    ),
    {
        "kontakt-stuttgart": "yes",
        "moderation": "yes",
        "ministerium": "yes",
        "leitung": "yes",
        "kontakt-neckar-alb": "yes",
        "mfg": "yes",
        "fremd": "yes",
        "kontakt-mittlerer-oberrhein": "yes",
        "cyberforum": "no",
    },
)

NEXT = MeetingText(
    14,
    14,
    2,
    "Redaktionskonzept und Kalender",
    "Stuttgart und per Video",
    (
        ItemText("Begrüßung und Stand der Aufgaben", "formal", 10),
        ItemText(
            "Redaktionskonzept Clusterportal",
            "decision",
            35,
            "Bitte lesen Sie vorher das Dokument „Redaktionskonzept Clusterportal“, besonders die Abschnitte 5 und 8.",
        ),
        ItemText(
            "Ein Kalender für alle Veranstaltungen",
            "decision",
            30,
            "Das CyberForum stellt seinen Kalender vor. Danach beraten wir den Vorschlag aus der Diskussion.",
        ),
        ItemText("Englische Übersicht: Gliederung", "information", 15),
        ItemText("Verschiedenes", "information", 10),
    ),
    {
        "kontakt-stuttgart": "yes",
        "cyberforum": "yes",
        "mfg": "yes",
        "kontakt-neckar-alb": "yes",
        "fremd": "no",
    },
)
