"""What the working group Cluster-Atlas discusses."""

from dialog.demo.content.kinds import PostText, ThreadText

FIELDS = ThreadText(
    "question",
    "Welche Felder braucht ein Eintrag im Cluster-Atlas?",
    (
        PostText(
            "kontakt-neckar-alb",
            26.4,
            "Für die Neuauflage des Cluster-Atlas sollten wir Pflichtfelder festlegen. Bisher füllt jede "
            "Region andere Felder aus, die Einträge lassen sich deshalb kaum vergleichen. Aus unserer Sicht "
            "genügen vier Angaben:\n\n"
            "- Name und eines der 18 Zielfelder\n- Region und Sitz der Cluster-Initiative\n"
            "- Ansprechstelle mit Web- und Postadresse\n- Zahl der Mitglieder, immer mit Stand",
            helpful=(
                "netzwerk",
                "ministerium",
                "kontakt-stuttgart",
                "leitung",
                "kontakt-ostwuerttemberg",
                "moderation",
            ),
        ),
        PostText(
            "netzwerk",
            26.1,
            "Bei uns passt „Region“ nicht: Unsere Mitglieder sitzen in allen zwölf. Ein Eintrag sollte auch "
            "ohne Region "
            "vollständig sein können.",
            helpful=("kontakt-neckar-alb", "biopro", "leitung"),
        ),
        PostText(
            "kontakt-neckar-alb",
            25.4,
            "Einverstanden. Dann ergänze ich „landesweit“ als eigenen Wert, statt das Feld leer zu lassen.",
            reply_to=2,
            helpful=("netzwerk", "leitung"),
        ),
        PostText(
            "kontakt-ostwuerttemberg",
            21.3,
            "> Zahl der Mitglieder, immer mit Stand\n\nDas pflegt niemand jährlich, wenn es freiwillig "
            "bleibt. Ich schlage vor, dass der Atlas zum Jahresanfang von selbst daran erinnert und ein "
            "Eintrag nach zwei Jahren "
            "ohne Prüfung als „nicht geprüft“ erscheint.",
            helpful=("kontakt-neckar-alb", "kontakt-stuttgart", "moderation", "leitung"),
        ),
        PostText(
            "kontakt-stuttgart",
            20.9,
            "Die Erinnerung begrüßen wir. Bitte nicht im Dezember, da schließen wir den Haushalt ab.",
            reply_to=4,
        ),
        PostText(
            "moderation",
            1.3,
            "Für das Label „Cluster-Exzellenz“ erheben wir 34 Indikatoren. Drei davon stehen schon in der "
            "Clusterdatenbank. Wer das Label trägt, müsste nichts doppelt eingeben.",
            helpful=("netzwerk",),
        ),
        PostText(
            "ministerium",
            1.2,
            "Eine automatische Erinnerung ist möglich. Für die Anzeige „nicht geprüft“ brauchen wir eine "
            "Empfehlung der Arbeitsgruppe, weil sie das öffentliche Clusterportal betrifft.",
            helpful=("kontakt-neckar-alb", "kontakt-ostwuerttemberg", "leitung"),
        ),
        PostText(
            "leitung",
            0.2,
            "Dann nehme ich beides in den Entwurf der Empfehlung auf. Bitte melden Sie Änderungswünsche bis Freitag.",
        ),
    ),
    pinned=True,
)

TARGET_FIELDS = ThreadText(
    "proposal",
    "Zielfelder: 18 oder weniger?",
    (
        PostText(
            "kontakt-heilbronn-franken",
            12.2,
            "Wer einen Eintrag sucht, wählt heute aus 18 Zielfeldern. Einige liegen nah beieinander, etwa "
            "Mechatronik und Produktionstechnik. Ich schlage vor, im Atlas nach zehn Obergruppen zu suchen "
            "und die 18 Felder im Eintrag zu behalten.",
        ),
        PostText(
            "netzwerk",
            11.8,
            "Für die Photonik wäre eine Obergruppe ein Rückschritt: Wir würden zwischen Optik, Medizin und "
            "Messtechnik verschwinden. Eine Mehrfachauswahl löst das Problem besser.",
            helpful=("kontakt-neckar-alb",),
        ),
        PostText(
            "kontakt-heilbronn-franken",
            10.7,
            "Mehrfachauswahl ja, aber höchstens ein Hauptfeld und zwei Nebenfelder. Sonst steht jeder Eintrag überall.",
            reply_to=2,
            helpful=("netzwerk", "leitung", "moderation"),
        ),
        PostText("leitung", 9.1, "Ich setze den Vorschlag auf die Tagesordnung der nächsten Sitzung."),
    ),
)

REVIEW = ThreadText(
    "information",
    "Rückblick auf die Clusterwoche",
    (
        PostText(
            "moderation",
            40.0,
            "Zur Clusterwoche fanden bundesweit 127 Veranstaltungen statt, 35 davon kamen von regionalen "
            "Initiativen und landesweiten Netzwerken aus Baden-Württemberg. Danke an alle, die sich "
            "beteiligt haben. Was nehmen wir für das nächste Mal mit?",
            helpful=("ministerium", "kontakt-stuttgart"),
        ),
        PostText(
            "kontakt-stuttgart",
            39.2,
            "Ein gemeinsamer Kalender, der früher feststeht. Drei unserer Termine lagen am selben Nachmittag.",
        ),
        PostText(
            "biopro",
            38.7,
            "Aus Sicht der Netzwerke: eine Stelle, die weiß, wer schon plant. Der Atlas wäre dafür der Ort.",
        ),
    ),
    closed=True,
)

THREADS = (REVIEW, FIELDS, TARGET_FIELDS)
