"""The working group Clusterportal."""

from dialog.demo.content.kinds import ChatText, GroupText
from dialog.demo.content.portal.meetings import NEXT, PAST
from dialog.demo.content.portal.page import CONCEPT, SEARCHES
from dialog.demo.content.portal.threads import THREADS

CHAT = (
    ChatText(
        "mfg",
        4,
        "10:20",
        "Die Skizze der Startseite mit der Suche an erster Stelle ist überarbeitet. Ich zeige sie gern vor "
        "der Sitzung, wer möchte.",
    ),
    ChatText("kontakt-neckar-alb", 4, "10:31", "Gern. Am liebsten an einem Vormittag."),
    ChatText(
        "mfg", 4, "10:33", "Dann am Tag vor der Sitzung um 9:30 Uhr. Den Zugang zum Video schicke ich hier kurz vorher."
    ),
    ChatText(
        "kontakt-mittlerer-oberrhein",
        1,
        "15:46",
        "Im Kalender-Vorschlag fehlt noch, wie lange vergangene Termine sichtbar bleiben. Bei uns fragen die "
        "Initiativen für ihre Berichte danach.",
    ),
    ChatText(
        "moderation",
        1,
        "15:52",
        "Ein Jahr wäre naheliegend. Ich schreibe es als offenen Punkt in das Redaktionskonzept.",
    ),
    ChatText(
        "fremd",
        0,
        "08:24",
        "Noch ein Suchwort, das ins Leere führt: „Lohnfertigung“. Zwei Betriebe haben mich zuletzt "
        "darauf angesprochen.",
    ),
    ChatText("kontakt-stuttgart", 0, "08:29", "Danke, das gehört in die Liste der MFG. Wohin sollte es führen?"),
    ChatText("fremd", 0, "08:34", "Am ehesten zur Metallverarbeitung. Eindeutig ist es nicht."),
)

PORTAL = GroupText(
    kind="working_group",
    name="Clusterportal",
    summary="Entwickelt das öffentliche Clusterportal weiter: Inhalte, Suche und Zuständigkeiten.",
    charter="Das Clusterportal zeigt der Öffentlichkeit, was in Baden-Württemberg an Clustern, "
    "Cluster-Initiativen und landesweiten Netzwerken besteht. Zu ihm gehört die Clusterdatenbank.\n\nDie "
    "Arbeitsgruppe klärt, für wen das Portal da ist, was auf die Startseite gehört und wer welche Inhalte "
    "pflegt. Welche Angaben ein Eintrag enthält, legt die Arbeitsgruppe Cluster-Atlas fest; beide Gruppen "
    "stimmen sich ab.\n\nDie Ergebnisse gehen als Empfehlungen an das Ministerium.",
    roles={
        "kontakt-stuttgart": "chair",
        "moderation": "moderator",
        "ministerium": "member",
        "leitung": "member",
        "kontakt-neckar-alb": "member",
        "kontakt-mittlerer-oberrhein": "member",
        "mfg": "member",
        "cyberforum": "member",
        "fremd": "member",
    },
    threads=THREADS,
    pages=(CONCEPT,),
    files=(SEARCHES,),
    meetings=(PAST, NEXT),
    chat=CHAT,
)
