"""Meetings of the working group Europäische Ausrichtung der Clusterpolitik."""

from dialog.demo.content.kinds import ItemText, MeetingText

PAST = MeetingText(
    -17,
    9,
    3,
    "Erfahrungen mit RegioWIN",
    "Mannheim und per Video",
    (
        ItemText(
            "Begrüßung und Vertretungen",
            "formal",
            10,
            recorded="Die Leitung begrüßt die Teilnehmenden. Für die Region Stuttgart nimmt die "
            "Stellvertretung teil. Die Tagesordnung wird angenommen.",
        ),
        ItemText(
            "Beteiligung der Cluster an den regionalen Konzepten",
            "decision",
            50,
            "Bitte lesen Sie vorher die Diskussion „RegioWIN: Wie kommen die Cluster in die regionalen Konzepte?“.",
            "Die Regionen Neckar-Alb, Nordschwarzwald und Stuttgart berichten. Früh beteiligte Initiativen "
            "finden sich in den Konzepten wieder; viele Sitzungen überfordern kleine Geschäftsstellen. "
            "Umwelttechnik BW bittet um einen gemeinsamen Zeitpunkt, zu dem die Netzwerke alle Entwürfe "
            "sehen.\n\n/b Die Arbeitsgruppe empfiehlt zwei feste Termine für die Beteiligung der Cluster: "
            "einen vor der Festlegung der Schwerpunkte, einen vor der Abgabe.\n\n/a Ablauf der Region "
            "Stuttgart auf einer Seite beschreiben. (Stellvertretung Region Stuttgart, bis {due})\n\n/n Das "
            "Ministerium weist darauf hin, dass es Hinweise geben, den Regionen aber keine Vorgaben machen "
            "möchte.",
        ),
        ItemText(
            "Eckpunkte: Gliederung",
            "decision",
            40,
            recorded="Die Leitung schlägt vor, Vorschläge, Erwartungen an das Land und eigene Beiträge "
            "getrennt darzustellen. Verworfene Vorschläge sollen mit einem Satz begründet werden.\n\n/b Die "
            "Arbeitsgruppe fasst ihre Ergebnisse in Eckpunkten zusammen. Sie enthalten auch, was nicht "
            "vorgeschlagen wird.\n\n/a Entwurf der Eckpunkte anlegen. (Cluster-Kontakt Rhein-Neckar, bis "
            "{due})",
        ),
        ItemText(
            "Anfragen nach Partnern",
            "discussion",
            30,
            recorded="Das Steinbeis-Europa-Zentrum berichtet von nahezu wöchentlichen Anfragen mit sehr "
            "kurzen Fristen. Baden-Württemberg International bestätigt dies.\n\n/a Vorschlag für eine "
            "gemeinsame Liste als Diskussion einstellen. (Steinbeis-Europa-Zentrum, bis {due})",
        ),
        ItemText(
            "Verschiedenes",
            "information",
            10,
            recorded="Die Sprechstunde zu europäischen Förderaufrufen soll im Cluster-Dialog angekündigt werden.",
        ),
    ),
    {
        "kontakt-rhein-neckar": "yes",
        "steinbeis-europa": "yes",
        "ministerium": "yes",
        "bw-i": "yes",
        "kontakt-neckar-alb": "yes",
        "kontakt-nordschwarzwald": "yes",
        "stellvertretung-stuttgart": "yes",
        "umwelttechnik": "yes",
    },
)

NEXT = MeetingText(
    23,
    9,
    3,
    "Eckpunkte und gemeinsame Liste",
    "Pforzheim und per Video",
    (
        ItemText("Begrüßung und Stand der Aufgaben", "formal", 15),
        ItemText(
            "Eckpunkte zur europäischen Ausrichtung",
            "decision",
            60,
            "Abschließende Beratung. Abschnitt 3.2 wird bis dahin mit dem Ministerium besprochen.",
        ),
        ItemText(
            "Gemeinsame Liste für die Partnersuche",
            "discussion",
            40,
            "Zu klären: Wer pflegt die Liste, und wie hängt sie mit dem Cluster-Atlas zusammen?",
        ),
        ItemText("Vorstellung beim Cluster-Forum", "discussion", 20),
        ItemText("Verschiedenes", "information", 10),
    ),
    {
        "kontakt-rhein-neckar": "yes",
        "steinbeis-europa": "yes",
        "kontakt-neckar-alb": "yes",
        "umwelttechnik": "yes",
        "bw-i": "no",
    },
)
