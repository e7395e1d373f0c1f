"""Meetings of the working group Internationalisierung."""

from dialog.demo.content.kinds import ItemText, MeetingText

PAST = MeetingText(
    -24,
    13,
    2,
    "Gutscheine und Handreichung",
    "Per Video",
    (
        ItemText(
            "Begrüßung",
            "formal",
            5,
            recorded="Die Leitung begrüßt die Teilnehmenden. Zur Tagesordnung gibt es keine Änderungen.",
        ),
        ItemText(
            "Auswertung des Besuchs zur Medizintechnik",
            "information",
            20,
            recorded="Der Cluster-Kontakt Hochrhein-Bodensee berichtet von vier Kontakten, denen die "
            "Beteiligten weiter nachgehen. Das vorab verschickte Profilblatt hat die Vorstellungsrunde auf "
            "zwanzig Minuten verkürzt.\n\n/n Das Muster liegt bei den Dokumenten und darf weitergegeben "
            "werden.",
        ),
        ItemText(
            "Gutscheine für Mitglieder",
            "discussion",
            30,
            "Welche Leistungen, welche Hürden, welcher Nachweis?",
            "Photonics BW und AFBW stellen ihre Verfahren vor. Beide halten den Antrag auf eine Seite "
            "begrenzt. Wie kleine Betriebe besser erreicht werden, bleibt offen.\n\n/a Erfahrungen in der "
            "Diskussion sammeln und zusammenfassen. (Cluster-Kontakt Südlicher Oberrhein, bis {due})",
        ),
        ItemText(
            "Handreichung für Cluster-Initiativen",
            "decision",
            35,
            recorded="Die vorhandenen Merkblätter stammen von vier Stellen und widersprechen einander in "
            "Einzelheiten. Eine gemeinsame Handreichung soll sie ersetzen.\n\n/b Die Arbeitsgruppe "
            "erarbeitet eine Handreichung für erste Schritte ins Ausland. Sie richtet sich an "
            "Geschäftsstellen ohne Vorerfahrung.\n\n/b Gutscheine und Reisen werden künftig einheitlich "
            "ausgewertet. Die Fragen dafür werden in der Diskussion gesammelt.\n\n/a Gliederung und Entwurf "
            "anlegen. (Baden-Württemberg International, bis {due})\n\n/a Ansprechstellen der Kammern "
            "ergänzen. (Cluster-Kontakt Rhein-Neckar, bis {due})",
        ),
        ItemText(
            "Verschiedenes",
            "information",
            10,
            recorded="e-mobil BW regt an, die Reisen des kommenden Jahres zu bündeln. Das Thema kommt auf "
            "die Tagesordnung der nächsten Sitzung.",
        ),
    ),
    {
        "bw-i": "yes",
        "kontakt-hochrhein-bodensee": "yes",
        "netzwerk": "yes",
        "e-mobil": "yes",
        "afbw": "yes",
        "kontakt-rhein-neckar": "yes",
        "kontakt-suedlicher-oberrhein": "yes",
        "ministerium": "no",
    },
)

NEXT = MeetingText(
    16,
    10,
    3,
    "Fachreise und Abschluss der Handreichung",
    "Konstanz und per Video",
    (
        ItemText("Begrüßung und Stand der Aufgaben", "formal", 10),
        ItemText(
            "Handreichung: Erste Schritte ins Ausland",
            "decision",
            45,
            "Zu klären ist vor allem Abschnitt 3.4. Bitte bringen Sie Beispiele für Vereinbarungen mit.",
        ),
        ItemText(
            "Eine gemeinsame Fachreise statt fünf einzelner",
            "decision",
            45,
            "Grundlage sind die Angaben der Initiativen zu Thema, Teilnehmenden und Stationen.",
        ),
        ItemText("Einheitliche Auswertung: zwei Fragen", "information", 20),
        ItemText("Verschiedenes", "information", 10),
    ),
    {
        "bw-i": "yes",
        "kontakt-hochrhein-bodensee": "yes",
        "netzwerk": "yes",
        "ministerium": "yes",
        "afbw": "no",
    },
)
