"""The working group Cluster-Atlas: the one the demonstration begins with."""

from dialog.demo.content.atlas.meetings import NEXT, PAST
from dialog.demo.content.atlas.page import POSITION, SURVEY, TERMS
from dialog.demo.content.atlas.threads import THREADS
from dialog.demo.content.kinds import ChatText, GroupText, InvitationText, RequestText

CHAT = (
    ChatText(
        "kontakt-heilbronn-franken",
        1,
        "16:02",
        "Kann mir jemand die Auswertung der zwölf Regionen schicken? Ich finde nur die Fassung vom letzten Jahr.",
    ),
    ChatText(
        "moderation",
        1,
        "16:04",
        "Sie liegt unter Dokumente: „Auswertung der 12 Regionen“.",
        reply_to=1,
        reactions=(("kontakt-heilbronn-franken", "thanks"), ("kontakt-stuttgart", "helpful")),
    ),
    ChatText("kontakt-heilbronn-franken", 1, "16:05", "Vielen Dank."),
    ChatText(
        "kontakt-neckar-alb",
        0,
        "07:51",
        "Ich bringe die Liste der Mitgliederzahlen auf Papier mit, falls die Leitung im Sitzungsraum wieder "
        "langsam ist.",
    ),
    ChatText(
        "kontakt-ostwuerttemberg",
        0,
        "08:05",
        "Guter Gedanke. Bei uns sind es neun Einträge, nicht elf. Zwei haben sich zusammengeschlossen.",
        reply_to=4,
        first_text="Guter Gedanke. Bei uns sind es neun Einträge, nicht elf.",
    ),
    ChatText(
        "netzwerk",
        0,
        "08:07",
        "Wie gehen wir mit Initiativen um, die zwei Zielfelder haben? Bei uns betrifft das Photonik und "
        "Medizintechnik.\n\n"
        "Vorschlag: ein Hauptfeld, bis zu zwei Nebenfelder.",
        reactions=(("kontakt-neckar-alb", "agree"), ("biopro", "agree"), ("kontakt-stuttgart", "question")),
    ),
    ChatText(
        "gast",
        0,
        "08:09",
        "In eigener Sache: Für unser Seminar am Freitag gibt es noch freie Plätze.",
        reported=("netzwerk", "Werbung gehört nicht in diesen Raum."),
    ),
    ChatText(
        "ministerium",
        0,
        "08:11",
        "Die Datenbank kann beides speichern. @Photonics BW, bitte als Beitrag festhalten, dann kommt es auf die "
        "Tagesordnung.",
        reply_to=6,
    ),
)

BODENSEE = RequestText(
    "kontakt-bodensee-oberschwaben",
    1.3,
    "Die Region Bodensee-Oberschwaben pflegt neun Einträge im Cluster-Atlas, zwei davon gemeinsam mit der Region "
    "Hochrhein-Bodensee. Wir möchten bei den Pflichtfeldern mitberaten, damit Initiativen, die über die "
    "Grenze der Region hinweg arbeiten, nicht doppelt erscheinen.",
)

ATLAS = GroupText(
    kind="working_group",
    name="Cluster-Atlas",
    summary="Legt fest, was im Regionalen Cluster-Atlas steht und wer es pflegt.",
    charter="Der Regionale Cluster-Atlas zeigt mehr als 100 regionale Cluster und über 125 "
    "Cluster-Initiativen. Er wurde 2012 überarbeitet. Die Arbeitsgruppe legt fest, welche Angaben ein "
    "Eintrag enthält, wer sie pflegt und wie oft sie geprüft werden.\n\nIhre Ergebnisse gehen als "
    "Empfehlungen an das Ministerium. Die Arbeitsgruppe endet mit der Freigabe der Neuauflage.",
    roles={
        "leitung": "chair",
        "moderation": "moderator",
        "ministerium": "member",
        "kontakt-neckar-alb": "member",
        "kontakt-stuttgart": "member",
        "kontakt-ostwuerttemberg": "member",
        "kontakt-heilbronn-franken": "member",
        "netzwerk": "member",
        "biopro": "member",
        "gast": "guest",
    },
    threads=THREADS,
    pages=(POSITION, TERMS),
    files=(SURVEY,),
    meetings=(PAST, NEXT),
    chat=CHAT,
    requests=(BODENSEE,),
    invitations=(InvitationText("leitung", "mechatronik", 1.6),),
)
