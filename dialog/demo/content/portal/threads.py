"""What the working group Clusterportal discusses."""

from dialog.demo.content.kinds import PostText, ThreadText

AUDIENCE = ThreadText(
    "question",
    "Für wen ist das Clusterportal da?",
    (
        PostText(
            "kontakt-stuttgart",
            33.3,
            "Bevor wir über die Startseite sprechen, sollten wir klären, für wen wir sie machen. Ich sehe "
            "drei Gruppen:\n\n- Unternehmen, die Partner oder eine Cluster-Initiative in ihrer Nähe "
            "suchen\n- Cluster-Initiativen und Netzwerke, die selbst gefunden werden möchten\n- Fachleute "
            "aus Verwaltung, Kammern und Hochschulen, die Zahlen und Adressen brauchen\n\nWelche Gruppe "
            "fehlt, und welche hat Vorrang?",
            helpful=("mfg", "moderation", "kontakt-neckar-alb", "ministerium"),
        ),
        PostText(
            "mfg",
            32.7,
            "Vorrang sollten die Unternehmen haben. Fachleute finden ihren Weg auch über eine Liste. Ein "
            "Betrieb mit 30 Beschäftigten dagegen kommt einmal vorbei und entscheidet in einer Minute, ob er "
            "bleibt.",
            helpful=("kontakt-stuttgart", "cyberforum", "leitung"),
        ),
        PostText(
            "fremd",
            31.2,
            "Aus der Beratung kann ich das bestätigen. Die Betriebe suchen selten nach dem Wort „Cluster“. "
            "Sie suchen nach ihrem Verfahren, zum Beispiel nach Zerspanung oder Oberflächenreinigung, und "
            "nach einem Ort.",
            helpful=("mfg", "kontakt-stuttgart", "kontakt-mittlerer-oberrhein", "kontakt-neckar-alb", "ministerium"),
        ),
        PostText(
            "kontakt-neckar-alb",
            30.4,
            "> Sie suchen nach ihrem Verfahren\n\nDann müsste die Suche neben den 18 Zielfeldern auch die "
            "Branchen der Clusterkarte kennen. Wer „Zerspanung“ eingibt, sollte bei der Metallverarbeitung "
            "ankommen und nicht bei einer leeren Seite.",
            helpful=("fremd", "leitung", "mfg"),
        ),
        PostText(
            "leitung",
            29.8,
            "Das betrifft die Arbeitsgruppe Cluster-Atlas: Dort wird das Feld „Zielfeld“ gerade als "
            "Pflichtangabe festgelegt. Branchenbegriffe ließen sich als freiwillige Angabe ergänzen. Ich "
            "nehme die Frage mit.",
            reply_to=4,
            helpful=("kontakt-neckar-alb",),
        ),
        PostText(
            "ministerium",
            27.6,
            "Für das Ministerium ist ein vierter Kreis wichtig: Gäste aus dem Ausland, die sich vor einem "
            "Besuch ein Bild machen. Für sie genügt zunächst eine gute Übersichtsseite in englischer Sprache.",
        ),
        PostText(
            "kontakt-stuttgart",
            26.2,
            "Danke für die Hinweise. Ich halte fest: Unternehmen zuerst, dann Initiativen und Netzwerke, "
            "dann Fachleute; die englische Übersicht ist ein eigener Punkt. So schlage ich es für die "
            "Sitzung vor.",
            helpful=("moderation", "ministerium", "mfg"),
        ),
    ),
    pinned=True,
)

CALENDAR = ThreadText(
    "proposal",
    "Ein Kalender für alle Veranstaltungen",
    (
        PostText(
            "kontakt-mittlerer-oberrhein",
            13.5,
            "Vor der letzten Clusterwoche haben drei Stellen Termine gesammelt, jede in einer eigenen "
            "Tabelle. Ich schlage vor, dass das Clusterportal einen einzigen Kalender führt. Regionen und "
            "Netzwerke tragen ihre Termine selbst ein, das Portal zeigt sie nach Region, Zielfeld und Monat.",
            helpful=("kontakt-stuttgart", "moderation", "mfg", "cyberforum"),
        ),
        PostText(
            "cyberforum",
            12.6,
            "Grundsätzlich ja. Bei uns stehen aber im Jahr weit über hundert Termine im eigenen Kalender. "
            "Wenn wir sie ein zweites Mal von Hand eingeben müssen, wird das nichts.",
            helpful=("mfg", "kontakt-mittlerer-oberrhein"),
        ),
        PostText(
            "kontakt-mittlerer-oberrhein",
            11.9,
            "Verstanden. Dann zwei Wege: ein Formular für alle, die wenige Termine haben, und eine Übernahme "
            "aus vorhandenen Kalendern für alle anderen.",
            reply_to=2,
            helpful=("cyberforum", "leitung"),
        ),
        PostText(
            "moderation",
            6.3,
            "> Regionen und Netzwerke tragen ihre Termine selbst ein\n\nDafür braucht es eine Regel, was in "
            "den Kalender gehört. Mein Vorschlag: öffentlich zugänglich, mit Bezug zu einem Cluster, kein "
            "reiner Verkaufstermin. Wer unsicher ist, fragt die Redaktion.",
            helpful=("kontakt-mittlerer-oberrhein", "ministerium", "kontakt-stuttgart"),
        ),
        PostText(
            "mfg",
            1.4,
            "Die drei Merkmale passen. Ich würde ergänzen: Ein Eintrag nennt immer, ob die Teilnahme etwas "
            "kostet und ob der Ort barrierefrei ist. Danach werden wir am häufigsten gefragt.",
            helpful=("kontakt-stuttgart",),
        ),
    ),
)

MAINTENANCE = ThreadText(
    "information",
    "Wartung der Clusterdatenbank abgeschlossen",
    (
        PostText(
            "ministerium",
            47.3,
            "Die Clusterdatenbank ist nach der Wartung wieder vollständig erreichbar. Neu ist, dass jede "
            "Änderung an einem Eintrag am selben Tag im Clusterportal erscheint. Bisher geschah das einmal "
            "in der Woche.",
            helpful=("kontakt-neckar-alb", "kontakt-stuttgart", "mfg", "leitung"),
        ),
        PostText(
            "kontakt-neckar-alb",
            46.8,
            "Vielen Dank. Bei zwei Einträgen unserer Region fehlte danach die Postadresse. Sie ist "
            "inzwischen nachgetragen.",
        ),
        PostText(
            "ministerium",
            46.2,
            "Das lag an einer Adresse mit zwei Hausnummern. Der Fehler ist behoben, weitere Fälle haben wir "
            "nicht gefunden.",
            reply_to=2,
            helpful=("kontakt-neckar-alb",),
        ),
    ),
    closed=True,
)

THREADS = (MAINTENANCE, AUDIENCE, CALENDAR)
