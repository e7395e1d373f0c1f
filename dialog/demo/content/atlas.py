"""The working group Cluster-Atlas: the one the demonstration begins with."""

from dialog.demo.content.kinds import (
    ChatText,
    FileText,
    GroupText,
    ItemText,
    MeetingText,
    PageText,
    PostText,
    ThreadText,
)
from documents.editing.blocks import bold, bullets, heading, numbers, paragraph, quote

FIELDS = ThreadText(
    "question",
    "Welche Felder braucht ein Eintrag im Cluster-Atlas?",
    (
        PostText(
            "kontakt-neckar-alb",
            26.4,
            "Für die Neuauflage des Cluster-Atlas sollten wir Pflichtfelder festlegen. Bisher füllt jede Region andere "
            "Felder aus, die Einträge lassen sich deshalb kaum vergleichen. Aus unserer Sicht genügen vier Angaben:\n\n"
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
            "Bei uns passt „Region“ nicht: Unsere Mitglieder sitzen in allen zwölf. Ein Eintrag sollte auch ohne Region "
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
            "> Zahl der Mitglieder, immer mit Stand\n\nDas pflegt niemand jährlich, wenn es freiwillig bleibt. Ich schlage "
            "vor, dass der Atlas zum Jahresanfang von selbst daran erinnert und ein Eintrag nach zwei Jahren ohne Prüfung "
            "als „nicht geprüft“ erscheint.",
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
            "Eine automatische Erinnerung ist möglich. Für die Anzeige „nicht geprüft“ brauchen wir eine Empfehlung der "
            "Arbeitsgruppe, weil sie das öffentliche Clusterportal betrifft.",
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
            "Wer einen Eintrag sucht, wählt heute aus 18 Zielfeldern. Einige liegen nah beieinander, etwa Mechatronik und "
            "Produktionstechnik. Ich schlage vor, im Atlas nach zehn Obergruppen zu suchen und die 18 Felder im Eintrag "
            "zu behalten.",
        ),
        PostText(
            "netzwerk",
            11.8,
            "Für die Photonik wäre eine Obergruppe ein Rückschritt: Wir würden zwischen Optik, Medizin und Messtechnik "
            "verschwinden. Eine Mehrfachauswahl löst das Problem besser.",
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
            "Zur Clusterwoche fanden bundesweit 127 Veranstaltungen statt, 35 davon kamen von regionalen Initiativen und "
            "landesweiten Netzwerken aus Baden-Württemberg. Danke an alle, die sich beteiligt haben. Was nehmen wir für "
            "das nächste Mal mit?",
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

POSITION = PageText(
    "kontakt-neckar-alb",
    "Positionspapier Clusterpolitik",
    3.1,
    (
        heading(2, "1. Ausgangslage"),
        paragraph(
            "Der Cluster-Dialog Baden-Württemberg besteht seit Juli 2007. Landesweite und regionale Clusterakteure tauschen "
            "dort Erfahrungen aus, bringen Vorschläge aus den Regionen ein und benennen, was sie von der Clusterpolitik "
            "erwarten. Heute arbeiten mehr als 30 landesweite Netzwerke und über 120 Cluster-Initiativen mit."
        ),
        paragraph(
            "Die Beteiligten sind unterschiedlich organisiert. Eine Cluster-Initiative mit 20 Mitgliedern hat andere "
            "Möglichkeiten als ein landesweites Netzwerk, beide sollen aber im Cluster-Atlas vergleichbar dargestellt sein."
        ),
        paragraph(
            "Der Regionale Cluster-Atlas wurde 2012 überarbeitet. Seither pflegt jede Region ihre Einträge nach eigenen "
            "Regeln. Wer über die Grenzen einer Region hinweg sucht, findet deshalb manches doppelt und manches gar nicht."
        ),
        heading(2, "2. Was wir vorschlagen"),
        paragraph(
            "Die Arbeitsgruppe empfiehlt ",
            bold("vier Pflichtfelder"),
            " für jeden Eintrag im Cluster-Atlas. Die Angaben sind mindestens einmal im Jahr zu prüfen:",
        ),
        numbers(
            "Name und Zielfeld, ausgewählt aus den 18 Zielfeldern des Landes;",
            "Region und Sitz, bei landesweiten Netzwerken der Wert „landesweit“;",
            "Ansprechstelle mit Web- und Postadresse;",
            "Zahl der Mitglieder mit dem Datum der letzten Prüfung.",
        ),
        paragraph(
            "Wer das Label „Cluster-Exzellenz“ trägt, soll keine Angabe doppelt eingeben. Die Werte werden aus der "
            "Zertifizierung übernommen. Als Herkunft erscheint dann „aus der Zertifizierung“."
        ),
        heading(3, "2.1 Prüfung der Einträge"),
        paragraph(
            "Ein Eintrag, der zwei Jahre nicht geprüft wurde, erscheint als „nicht geprüft“. Er bleibt sichtbar: Ein alter "
            "Eintrag ist besser als keiner, wenn man ihm sein Alter ansieht."
        ),
        bullets(
            "Die Erinnerung geht im Februar an die Ansprechstelle.",
            "Nach vier Wochen geht sie auch an den Cluster-Kontakt der Region.",
            "Wer prüft, bestätigt mit einem Klick oder ändert gleich.",
        ),
        heading(2, "3. Was das für die Regionen bedeutet"),
        paragraph(
            "Die Cluster-Kontakte prüfen die Einträge ihrer Region. Der Aufwand liegt nach der Bestandsaufnahme bei etwa "
            "einer Viertelstunde je Eintrag und Jahr. In Regionen mit mehr als 15 Initiativen teilen sich Kontakt und "
            "Stellvertretung die Arbeit."
        ),
        quote(
            "Wir pflegen gern, was gelesen wird. Wichtig ist uns, dass die Zahlen im Portal und im Atlas dieselben sind. "
            "(Rückmeldung aus der Bestandsaufnahme)"
        ),
        heading(2, "4. Was wir vom Land erwarten"),
        bullets(
            "eine technische Schnittstelle zwischen Clusterdatenbank und Clusterportal,",
            "die jährliche Erinnerung aus dem System heraus,",
            "eine Antwort auf unsere Empfehlung vor dem Jahrestreffen der Cluster-Kontakte.",
        ),
        heading(2, "5. Nächste Schritte"),
        paragraph(
            "Die Arbeitsgruppe berät den Entwurf in ihrer nächsten Sitzung. Danach geht er als Empfehlung an das "
            "Ministerium und wird beim Jahrestreffen der Cluster-Kontakte vorgestellt."
        ),
    ),
)

SURVEY = FileText(
    "moderation",
    "Auswertung der 12 Regionen",
    "auswertung-der-12-regionen.csv",
    19.0,
    "Region;Einträge im Atlas;davon geprüft\nStuttgart;23;19\nHeilbronn-Franken;14;14\nOstwürttemberg;9;6\n"
    "Mittlerer Oberrhein;17;12\nRhein-Neckar;15;11\nNordschwarzwald;7;5\nSüdlicher Oberrhein;12;9\n"
    "Schwarzwald-Baar-Heuberg;10;8\nHochrhein-Bodensee;6;4\nNeckar-Alb;13;13\nDonau-Iller;8;5\n"
    "Bodensee-Oberschwaben;9;7\n",
    "Bestandsaufnahme der Einträge je Region. Die Zahlen sind erfunden.",
)

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
            "Der Cluster-Kontakt Neckar-Alb stellt die vier vorgeschlagenen Pflichtfelder vor. Photonics BW bittet um den "
            "Wert „landesweit“ für Netzwerke ohne festen Sitz in einer Region. Die Arbeitsgruppe stimmt dem zu.\n\n"
            "/b Ein Eintrag im Cluster-Atlas enthält vier Pflichtfelder: Name mit Zielfeld, Region oder „landesweit“, "
            "Ansprechstelle, Zahl der Mitglieder mit Stand.\n\n"
            "/a Muster-Eintrag für das Zielfeld Photonik anlegen. (Photonics BW, bis {due})\n\n"
            "Das Ministerium weist darauf hin, dass der Beschluss das öffentliche Clusterportal berührt.",
        ),
        ItemText(
            "Label „Cluster-Exzellenz“ im Eintrag",
            "discussion",
            20,
            recorded="Drei der 34 Indikatoren stehen schon in der Clusterdatenbank. Die ClusterAgentur prüft, ob sie "
            "übernommen werden können.\n\n/a Liste der drei Indikatoren mit ihren Feldnamen verschicken. "
            "(ClusterAgentur, bis {due})",
        ),
        ItemText(
            "Verschiedenes",
            "information",
            10,
            recorded="/n Das Jahrestreffen der Cluster-Kontakte findet im Dezember statt. Die Arbeitsgruppe stellt dort "
            "ihren Stand vor.",
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
)

NEXT = MeetingText(
    9,
    10,
    2,
    "Empfehlung zu den Pflichtfeldern",
    "Reutlingen und per Video",
    (
        ItemText("Begrüßung und Protokoll der letzten Sitzung", "formal", 10),
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

CHAT = (
    ChatText(
        "kontakt-heilbronn-franken",
        1,
        "16:02",
        "Kann mir jemand die Auswertung der zwölf Regionen schicken? Ich finde nur die Fassung vom September.",
    ),
    ChatText("moderation", 1, "16:04", "Sie liegt unter Dokumente: „Auswertung der 12 Regionen“."),
    ChatText("kontakt-heilbronn-franken", 1, "16:05", "Vielen Dank."),
    ChatText(
        "kontakt-neckar-alb",
        0,
        "07:51",
        "Ich bringe die Liste der Mitgliederzahlen auf Papier mit, falls die Leitung im Sitzungsraum wieder langsam ist.",
    ),
    ChatText(
        "kontakt-ostwuerttemberg",
        0,
        "08:05",
        "Guter Gedanke. Bei uns waren es 23 Initiativen, nicht 21. Zwei haben sich im Oktober umbenannt.",
    ),
    ChatText(
        "netzwerk",
        0,
        "08:07",
        "Wie gehen wir mit Initiativen um, die zwei Zielfelder haben? Bei uns betrifft das Photonik und Medizintechnik.\n\n"
        "Vorschlag: ein Hauptfeld, bis zu zwei Nebenfelder.",
    ),
    ChatText(
        "ministerium",
        0,
        "08:11",
        "Die Datenbank kann beides speichern. Bitte als Beitrag festhalten, dann kommt es auf die Tagesordnung.",
    ),
)

ATLAS = GroupText(
    kind="working_group",
    name="Cluster-Atlas",
    summary="Legt fest, was im Regionalen Cluster-Atlas steht und wer es pflegt.",
    charter="Der Regionale Cluster-Atlas zeigt mehr als 100 regionale Cluster und über 125 Cluster-Initiativen. Er wurde "
    "2012 überarbeitet. Die Arbeitsgruppe legt fest, welche Angaben ein Eintrag enthält, wer sie pflegt und wie oft sie "
    "geprüft werden.\n\nIhre Ergebnisse gehen als Empfehlungen an das Ministerium. Die Arbeitsgruppe endet mit der "
    "Freigabe der Neuauflage.",
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
    threads=(REVIEW, FIELDS, TARGET_FIELDS),
    pages=(POSITION,),
    files=(SURVEY,),
    meetings=(PAST, NEXT),
    chat=CHAT,
)
