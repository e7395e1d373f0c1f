"""The working group Zertifizierung der Clusterqualität."""

from dialog.demo.content.certification.meetings import NEXT, PAST
from dialog.demo.content.certification.page import GUIDE, SELF_TEST
from dialog.demo.content.certification.threads import THREADS
from dialog.demo.content.kinds import ChatText, GroupText

CHAT = (
    ChatText(
        "kontakt-donau-iller",
        5,
        "11:08",
        "Für den Beratungstag in Ulm haben sich schon vier Initiativen gemeldet. Wie viele Plätze gibt es?",
    ),
    ChatText("moderation", 5, "11:15", "Sechs. Wenn es mehr werden, hängen wir einen Vormittag an."),
    ChatText(
        "leichtbau",
        2,
        "14:40",
        "Zum Abschnitt 3.4 des Leitfadens: „Arbeitsplan eines Jahres und daneben, was davon erreicht wurde“ "
        "gefällt mir gut. Genau so haben wir es gemacht.",
    ),
    ChatText("mechatronik", 2, "14:47", "Das freut mich. Der Satz stammt auch aus Ihrem Beispiel."),
    ChatText(
        "biopro",
        1,
        "09:55",
        "Mein Beispiel für den Abschnitt Finanzierung kommt bis morgen Mittag. Es sind drei Zeilen und eine Tabelle.",
    ),
    ChatText("mechatronik", 1, "09:58", "Danke. Bitte ohne Beträge, Anteile in Prozent genügen."),
    ChatText(
        "leitung",
        0,
        "08:40",
        "Die Liste der drei Indikatoren aus der Clusterdatenbank ist mit der AG Cluster-Atlas abgestimmt. "
        "Sie kann so im Leitfaden stehen bleiben.",
    ),
)

CERTIFICATION = GroupText(
    kind="working_group",
    name="Zertifizierung der Clusterqualität",
    summary="Begleitet das Label „Cluster-Exzellenz“ und erleichtert den Initiativen die Bewerbung.",
    charter="Das Label „Cluster-Exzellenz“ zeichnet gutes Clustermanagement aus. Eine neutrale Stelle "
    "begutachtet jede Bewerbung anhand von 34 Indikatoren, das Ministerium verleiht das Label.\n\nDie "
    "Arbeitsgruppe sammelt Erfahrungen aus den Bewerbungen, schreibt einen Leitfaden und schlägt vor, wie "
    "sich der Aufwand verringern lässt. Sie nimmt keinen Einfluss auf einzelne Begutachtungen und erhält "
    "keine Unterlagen aus laufenden Verfahren.",
    roles={
        "ministerium": "chair",
        "mechatronik": "minute_taker",
        "moderation": "member",
        "leitung": "member",
        "biopro": "member",
        "leichtbau": "member",
        "kontakt-schwarzwald-baar-heuberg": "member",
        "kontakt-donau-iller": "member",
    },
    threads=THREADS,
    pages=(GUIDE,),
    files=(SELF_TEST,),
    meetings=(PAST, NEXT),
    chat=CHAT,
)
