"""Meetings of the working group Cluster-Atlas."""

from dialog.demo.content.kinds import ChatText, ItemText, MeetingText

PAST = MeetingText(
    -28,
    10,
    2,
    "Pflichtfelder im Cluster-Atlas",
    "Stuttgart und per Video",
    (
        ItemText(
            "Begrüßung",
            "formal",
            5,
            recorded="Die Leitung begrüßt die Teilnehmenden. Die Tagesordnung wird ohne Änderung angenommen.",
        ),
        ItemText(
            "Pflichtfelder im Cluster-Atlas",
            "decision",
            30,
            "Grundlage ist die Diskussion „Welche Felder braucht ein Eintrag im Cluster-Atlas?“.",
            "Der Cluster-Kontakt Neckar-Alb stellt die vier vorgeschlagenen Pflichtfelder vor. Photonics BW "
            "bittet um den "
            "Wert „landesweit“ für Netzwerke ohne festen Sitz in einer Region. Die Arbeitsgruppe stimmt dem zu.\n\n"
            "/b Ein Eintrag im Cluster-Atlas enthält vier Pflichtfelder: Name mit Zielfeld, Region oder "
            "„landesweit“, Ansprechstelle, Zahl der Mitglieder mit Stand.\n\n"
            "/a Muster-Eintrag für das Zielfeld Photonik anlegen. (Photonics BW, bis {due})\n\n"
            "Das Ministerium weist darauf hin, dass der Beschluss das öffentliche Clusterportal berührt.",
        ),
        ItemText(
            "Label „Cluster-Exzellenz“ im Eintrag",
            "discussion",
            20,
            recorded="Drei der 34 Indikatoren stehen schon in der Clusterdatenbank. Die ClusterAgentur "
            "prüft, ob sie übernommen werden können.\n\n/a Liste der drei Indikatoren mit ihren Feldnamen "
            "verschicken. (ClusterAgentur, bis {due})",
        ),
        ItemText(
            "Verschiedenes",
            "information",
            10,
            recorded="/n Das Jahrestreffen der Cluster-Kontakte findet in sieben Wochen statt. Die "
            "Arbeitsgruppe stellt dort ihren Stand vor.",
        ),
    ),
    {
        "leitung": "yes",
        "moderation": "yes",
        "ministerium": "yes",
        "kontakt-neckar-alb": "yes",
        "netzwerk": "yes",
        "kontakt-stuttgart": "no",
    },
    chat=(
        ChatText("biopro", 0, "10:04", "Ich bin per Video dabei. Der Ton aus dem Saal ist gut zu verstehen."),
        ChatText(
            "netzwerk",
            0,
            "10:22",
            "Zum ersten Pflichtfeld: Was tragen Netzwerke ohne festen Sitz als Region ein?",
            reactions=(("biopro", "question"),),
        ),
        ChatText(
            "kontakt-neckar-alb",
            0,
            "10:25",
            "Dafür schlage ich den Wert „landesweit“ vor.",
            reply_to=2,
            reactions=(("netzwerk", "agree"), ("biopro", "agree"), ("moderation", "helpful")),
        ),
        ChatText("moderation", 0, "10:31", "Ist notiert und steht im Protokoll."),
    ),
)

NEXT = MeetingText(
    9,
    10,
    2,
    "Empfehlung zu den Pflichtfeldern",
    "Reutlingen und per Video",
    (
        ItemText("Begrüßung und Stand der Aufgaben", "formal", 10),
        ItemText(
            "Entwurf des Positionspapiers",
            "decision",
            30,
            "Bitte lesen Sie vorher das Dokument „Positionspapier Clusterpolitik“.",
        ),
        ItemText(
            "Zielfelder: 18 oder weniger?", "discussion", 20, "Vorschlag: ein Hauptfeld, bis zu zwei Nebenfelder."
        ),
        ItemText("Vorstellung beim Jahrestreffen", "discussion", 15),
        ItemText("Verschiedenes", "information", 10),
    ),
    {"leitung": "yes", "moderation": "yes", "netzwerk": "yes", "kontakt-stuttgart": "no", "ministerium": "yes"},
)
