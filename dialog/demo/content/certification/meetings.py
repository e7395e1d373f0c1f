"""Meetings of the working group Zertifizierung der Clusterqualität."""

from dialog.demo.content.kinds import ItemText, MeetingText

PAST = MeetingText(
    -35,
    10,
    3,
    "Nachweise und Aufwand der Bewerbung",
    "Villingen-Schwenningen",
    (
        ItemText(
            "Begrüßung und Tagesordnung",
            "formal",
            10,
            recorded="Die Leitung begrüßt die Teilnehmenden und dankt der Region Schwarzwald-Baar-Heuberg "
            "für die Aufnahme. Die Tagesordnung wird um den Punkt „Leitfaden“ ergänzt und angenommen.",
        ),
        ItemText(
            "Erfahrungen aus der letzten Bewerbungsrunde",
            "information",
            30,
            "Kurzbericht der ClusterAgentur, danach Aussprache.",
            "Die ClusterAgentur berichtet: Die meisten Rückfragen betrafen nicht die Indikatoren selbst, "
            "sondern die Form der Nachweise. Der Aufwand lag zwischen drei und acht Arbeitstagen. Leichtbau "
            "BW bestätigt dies aus eigener Erfahrung.\n\n/n Die Angaben zum Aufwand beruhen auf Gesprächen "
            "mit neun Initiativen. Sie sind nicht repräsentativ.",
        ),
        ItemText(
            "Grundsätze für Nachweise",
            "decision",
            45,
            "Vorschlag aus der Diskussion „Was gilt als Nachweis für einen Indikator?“.",
            "BIOPRO weist darauf hin, dass Protokolle personenbezogene Angaben enthalten. Die Arbeitsgruppe "
            "verständigt sich auf Auszüge. Der Cluster-Kontakt Donau-Iller bittet um ein Beispiel zu jedem "
            "Abschnitt.\n\n/b Für Bewerbungen gilt: Vorhandene Unterlagen gehen neuen vor, Auszüge genügen, "
            "jede Zahl nennt Stichtag und Quelle.\n\n/a Die drei Grundsätze mit der begutachtenden Stelle "
            "abstimmen. (Ministerium, bis {due})",
        ),
        ItemText(
            "Leitfaden",
            "decision",
            40,
            recorded="Ein gemeinsamer Leitfaden soll die verstreuten Merkblätter ersetzen. Er ordnet die 34 "
            "Indikatoren in fünf Abschnitte.\n\n/b Die Arbeitsgruppe erarbeitet einen Leitfaden für "
            "Bewerbung und Verlängerung. Er umfasst höchstens acht Seiten.\n\n/a Ersten Entwurf als "
            "gemeinsames Dokument anlegen. (Kompetenznetzwerk Mechatronik BW, bis {due})\n\n/a Je Abschnitt "
            "ein Beispiel für einen Nachweis beisteuern. (BIOPRO und Leichtbau BW, bis {due})",
        ),
        ItemText(
            "Verschiedenes",
            "information",
            10,
            recorded="Die ClusterAgentur kündigt Beratungstage vor der nächsten Bewerbungsrunde an.",
        ),
    ),
    {
        "ministerium": "yes",
        "mechatronik": "yes",
        "moderation": "yes",
        "leitung": "no",
        "biopro": "yes",
        "leichtbau": "yes",
        "kontakt-schwarzwald-baar-heuberg": "yes",
        "kontakt-donau-iller": "yes",
    },
)

NEXT = MeetingText(
    7,
    10,
    3,
    "Leitfaden und Verlängerung",
    "Stuttgart",
    (
        ItemText("Begrüßung und Stand der Aufgaben", "formal", 15),
        ItemText(
            "Leitfaden zur Cluster-Exzellenz",
            "decision",
            60,
            "Bitte tragen Sie Änderungen vorher in das Dokument ein. In der Sitzung gehen wir nur die "
            "strittigen Stellen durch.",
        ),
        ItemText(
            "Kürzere Prüfung bei der Verlängerung",
            "discussion",
            40,
            "Vorschlag: Bestätigung der Geschäftsstelle und Stichprobe von fünf Indikatoren.",
        ),
        ItemText("Beratungstage: Anmeldungen und Ablauf", "information", 20),
        ItemText("Verschiedenes", "information", 10),
    ),
    {
        "ministerium": "yes",
        "mechatronik": "yes",
        "moderation": "yes",
        "leitung": "yes",
        "kontakt-donau-iller": "yes",
        "leichtbau": "no",
    },
)
