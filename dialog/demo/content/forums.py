"""Plenary, central and regional forums."""

from dialog.demo.content.kinds import ChatText, GroupText, ItemText, MeetingText, PostText, ThreadText

_ALL_CONTACTS = {
    "kontakt-neckar-alb": "member",
    "kontakt-stuttgart": "member",
    "kontakt-ostwuerttemberg": "member",
    "kontakt-heilbronn-franken": "member",
    "kontakt-mittlerer-oberrhein": "member",
    "kontakt-rhein-neckar": "member",
    "kontakt-nordschwarzwald": "member",
    "kontakt-suedlicher-oberrhein": "member",
    "kontakt-schwarzwald-baar-heuberg": "member",
    "kontakt-hochrhein-bodensee": "member",
    "kontakt-donau-iller": "member",
    "kontakt-bodensee-oberschwaben": "member",
}

PLENARY = GroupText(
    kind="plenary",
    name="Plenum",
    summary="Hier kommen alle Cluster-Kontakte, Netzwerke und das Ministerium zusammen.",
    charter="Das Plenum versammelt alle Beteiligten des Cluster-Dialogs. Es setzt Arbeitsgruppen ein, hört ihre "
    "Ergebnisse und bereitet das jährliche Treffen der Cluster-Kontakte vor.",
    roles={
        "ministerium": "chair",
        "moderation": "minute_taker",
        "leitung": "member",
        **_ALL_CONTACTS,
        "netzwerk": "member",
        "biopro": "member",
        "bw-i": "member",
    },
    joining="invitation",
    threads=(
        ThreadText(
            "information",
            "Tagesordnung des Jahrestreffens der Cluster-Kontakte",
            (
                PostText(
                    "ministerium",
                    8.2,
                    "Das Jahrestreffen der Cluster-Kontakte findet in Stuttgart statt; Tag und Uhrzeit "
                    "stehen unter Sitzungen. Jede Arbeitsgruppe hat zwanzig Minuten für ihren Stand. Bitte "
                    "melden Sie bis zwei Wochen vorher, was Sie vorstellen möchten.",
                    helpful=("kontakt-stuttgart", "kontakt-neckar-alb", "netzwerk"),
                ),
                PostText(
                    "leitung", 7.4, "Die AG Cluster-Atlas stellt die Pflichtfelder vor und zeigt drei Muster-Einträge."
                ),
                PostText(
                    "kontakt-bodensee-oberschwaben",
                    1.4,
                    "Können wir eine halbe Stunde für den Austausch über die Grenze hinweg einplanen? Mehrere "
                    "Initiativen am See arbeiten mit Partnern in der Schweiz und in Österreich.",
                ),
            ),
            pinned=True,
        ),
    ),
    meetings=(
        MeetingText(
            21,
            9,
            7,
            "Jahrestreffen der Cluster-Kontakte",
            "Stuttgart, Haus der Wirtschaft",
            (
                ItemText("Begrüßung durch das Ministerium", "formal", 15),
                ItemText("Berichte der Arbeitsgruppen", "information", 100),
                ItemText("Verknüpfung von Cluster- und regionaler Wirtschaftspolitik", "discussion", 60),
                ItemText("Ausblick und Termine", "information", 20),
            ),
            {"kontakt-neckar-alb": "yes", "kontakt-stuttgart": "yes", "leitung": "yes", "netzwerk": "yes"},
        ),
    ),
    chat=(
        ChatText(
            "moderation",
            6,
            "09:12",
            "Die Anmeldung zum Jahrestreffen ist offen. Sie finden die Sitzung unter Sitzungen.",
        ),
        ChatText("kontakt-rhein-neckar", 6, "09:40", "Danke, angemeldet."),
    ),
)

CENTRAL = GroupText(
    kind="central_forum",
    name="Zentrales Forum Clusterpolitik",
    summary="Bereitet das Cluster-Forum Baden-Württemberg vor, das alle zwei Jahre stattfindet.",
    charter="Das Zentrale Forum bündelt Themen, die alle Regionen betreffen, und bereitet das Cluster-Forum vor.",
    roles={
        "ministerium": "chair",
        "moderation": "moderator",
        "leitung": "member",
        "bw-i": "member",
        "netzwerk": "member",
    },
)

REGIONAL = GroupText(
    kind="regional_forum",
    name="Regionales Forum Neckar-Alb",
    summary="Cluster-Initiativen, Kammern und Kommunen der Region Neckar-Alb.",
    charter="Das Regionale Forum trifft sich jedes Jahr. Es sammelt, was die Region in die Arbeitsgruppen "
    "des Landes "
    "mitnehmen möchte, und hört, was daraus geworden ist.",
    roles={"kontakt-neckar-alb": "chair", "moderation": "minute_taker", "ministerium": "guest", "biopro": "member"},
    region="Neckar-Alb",
    threads=(
        ThreadText(
            "question",
            "Was soll die Region beim Jahrestreffen ansprechen?",
            (
                PostText(
                    "kontakt-neckar-alb",
                    5.3,
                    "Zwei Themen liegen auf dem Tisch: Fachkräfte in der Medizintechnik und die Pflege der "
                    "Einträge im "
                    "Cluster-Atlas. Fehlt etwas?",
                ),
                PostText("biopro", 4.6, "Für die Biotechnologie: Laborflächen für junge Unternehmen."),
            ),
        ),
    ),
)

FORUMS = (PLENARY, CENTRAL, REGIONAL)
