"""The working group Europäische Ausrichtung der Clusterpolitik."""

from dialog.demo.content.europe.meetings import NEXT, PAST
from dialog.demo.content.europe.page import KEY_POINTS
from dialog.demo.content.europe.threads import THREADS
from dialog.demo.content.kinds import ChatText, GroupText

CHAT = (
    ChatText(
        "stellvertretung-stuttgart",
        5,
        "14:05",
        "Die Seite zum Ablauf in der Region Stuttgart ist fertig. Soll ich sie als Datei einstellen oder in "
        "die Eckpunkte einarbeiten?",
    ),
    ChatText("kontakt-rhein-neckar", 5, "14:12", "Bitte einarbeiten, in Abschnitt 3.1. Drei Sätze genügen."),
    ChatText("stellvertretung-stuttgart", 5, "14:40", "Erledigt."),
    ChatText(
        "kontakt-nordschwarzwald",
        2,
        "09:30",
        "Der Sitzungsraum in Pforzheim ist reserviert, zehn Minuten zu Fuß vom Bahnhof und stufenlos erreichbar.",
    ),
    ChatText(
        "steinbeis-europa",
        1,
        "11:18",
        "Zur gemeinsamen Liste haben sich sechs Initiativen gemeldet, die eine Probezeile ausfüllen möchten.",
    ),
    ChatText("kontakt-neckar-alb", 1, "11:26", "Aus Neckar-Alb kommen noch zwei dazu, beide aus der Medizintechnik."),
    ChatText(
        "ministerium",
        0,
        "08:33",
        "Zu Abschnitt 3.2 melde ich mich in den nächsten Tagen. Die Formulierung „anzuhören“ besprechen wir hier im "
        "Haus noch.",
    ),
)

EUROPE = GroupText(
    kind="working_group",
    name="Europäische Ausrichtung der Clusterpolitik",
    summary="Berät, wie Regionen und Cluster europäische Förderung und Partnerschaften besser nutzen.",
    charter="Die Strukturförderung des EFRE, der Wettbewerb RegioWIN und europäische Partnerschaften "
    "berühren die Arbeit vieler Cluster-Initiativen.\n\nDie Arbeitsgruppe sammelt Erfahrungen der Regionen "
    "und Netzwerke, gibt Hinweise zur Beteiligung der Cluster an regionalen Konzepten und bereitet "
    "Empfehlungen an das Ministerium vor. Sie stimmt sich mit der Arbeitsgruppe Internationalisierung ab.",
    roles={
        "kontakt-rhein-neckar": "chair",
        "steinbeis-europa": "moderator",
        "ministerium": "member",
        "bw-i": "member",
        "kontakt-neckar-alb": "member",
        "kontakt-nordschwarzwald": "member",
        "stellvertretung-stuttgart": "member",
        "umwelttechnik": "member",
    },
    threads=THREADS,
    pages=(KEY_POINTS,),
    meetings=(PAST, NEXT),
    chat=CHAT,
)
