"""What the working group Cluster-Atlas writes together, and a file."""

from dialog.demo.content.kinds import CommentText, FileText, PageText, SuggestionText
from documents.editing.blocks import bold, bullets, heading, numbers, paragraph, quote, table, tasks

POSITION = PageText(
    "kontakt-neckar-alb",
    "Positionspapier Clusterpolitik",
    3.1,
    (
        heading(2, "1. Ausgangslage"),
        paragraph(
            "Der Cluster-Dialog Baden-Württemberg besteht seit Juli 2007. Landesweite und regionale "
            "Clusterakteure tauschen "
            "dort Erfahrungen aus, bringen Vorschläge aus den Regionen ein und benennen, was sie von der "
            "Clusterpolitik erwarten. Heute arbeiten mehr als 30 landesweite Netzwerke und über 120 "
            "Cluster-Initiativen mit."
        ),
        paragraph(
            "Die Beteiligten sind unterschiedlich organisiert. Eine Cluster-Initiative mit 20 Mitgliedern "
            "hat andere Möglichkeiten als ein landesweites Netzwerk, beide sollen aber im Cluster-Atlas "
            "vergleichbar dargestellt sein."
        ),
        paragraph(
            "Der Regionale Cluster-Atlas wurde 2012 überarbeitet. Seither pflegt jede Region ihre Einträge "
            "nach eigenen "
            "Regeln. Wer über die Grenzen einer Region hinweg sucht, findet deshalb manches doppelt und "
            "manches gar nicht."
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
            "Wer das Label „Cluster-Exzellenz“ trägt, soll keine Angabe doppelt eingeben. Die Werte werden "
            "aus der Zertifizierung übernommen. Als Herkunft erscheint dann „aus der Zertifizierung“."
        ),
        heading(3, "2.1 Prüfung der Einträge"),
        paragraph(
            "Ein Eintrag, der zwei Jahre nicht geprüft wurde, erscheint als „nicht geprüft“. Er bleibt "
            "sichtbar: Ein alter Eintrag ist besser als keiner, wenn man ihm sein Alter ansieht."
        ),
        bullets(
            "Die Erinnerung geht im Februar an die Ansprechstelle.",
            "Nach vier Wochen geht sie auch an den Cluster-Kontakt der Region.",
            "Wer prüft, bestätigt mit einem Klick oder ändert gleich.",
        ),
        heading(3, "2.2 Freiwillige Angaben"),
        paragraph(
            "Neben den Pflichtfeldern kann ein Eintrag weitere Angaben enthalten. Sie erscheinen nur, wenn "
            "sie ausgefüllt sind. Ein leeres Feld soll niemanden schlechter aussehen lassen."
        ),
        bullets(
            "bis zu zwei weitere Zielfelder,",
            "Branchen der Clusterkarte, zum Beispiel Feinwerktechnik oder Verpackungstechnik,",
            "Gründungsjahr und Träger der Initiative,",
            "eine Beschreibung von höchstens 600 Zeichen.",
        ),
        heading(3, "2.3 Landesweite Netzwerke"),
        paragraph(
            "Die landesweiten Netzwerke haben Mitglieder in allen zwölf Regionen. Ihr Eintrag erscheint "
            "deshalb in jeder Region, aber an zweiter Stelle nach den Initiativen vor Ort. Gezählt wird er "
            "nur einmal. Die Pflege liegt beim Netzwerk selbst."
        ),
        heading(2, "3. Was das für die Regionen bedeutet"),
        paragraph(
            "Die Cluster-Kontakte prüfen die Einträge ihrer Region. Der Aufwand liegt nach der "
            "Bestandsaufnahme bei etwa einer Viertelstunde je Eintrag und Jahr. In Regionen mit mehr als 15 "
            "Initiativen teilen sich Kontakt und Stellvertretung die Arbeit."
        ),
        quote(
            "Wir pflegen gern, was gelesen wird. Wichtig ist uns, dass die Zahlen im Portal und im Atlas "
            "dieselben sind. (Rückmeldung aus der Bestandsaufnahme)"
        ),
        paragraph(
            "Die Bestandsaufnahme hat gezeigt, dass vier von fünf Einträgen bereits geprüft sind. Der "
            "Aufwand für die Umstellung ist damit überschaubar. Drei Regionen haben angeboten, ihre Einträge "
            "zuerst umzustellen und über ihre Erfahrungen zu berichten."
        ),
        heading(2, "4. Was wir vom Land erwarten"),
        bullets(
            "eine technische Schnittstelle zwischen Clusterdatenbank und Clusterportal,",
            "die jährliche Erinnerung aus dem System heraus,",
            "eine Antwort auf unsere Empfehlung vor dem Jahrestreffen der Cluster-Kontakte.",
        ),
        paragraph(
            "Die Schnittstelle ist der wichtigste Punkt. Solange Angaben an zwei Stellen gepflegt werden, "
            "stimmen sie früher oder später nicht mehr überein."
        ),
        heading(2, "5. Was noch offen ist"),
        numbers(
            "Soll ein Eintrag höchstens ein Hauptfeld und zwei Nebenfelder haben?",
            "Wie wird mit Initiativen umgegangen, die zwei Jahre lang nicht antworten?",
            "Welche drei Indikatoren der Zertifizierung werden unverändert übernommen?",
        ),
        heading(2, "6. Nächste Schritte"),
        paragraph(
            "Die Arbeitsgruppe berät den Entwurf in ihrer nächsten Sitzung. Danach geht er als Empfehlung an "
            "das Ministerium und wird beim Jahrestreffen der Cluster-Kontakte vorgestellt."
        ),
    ),
    tags="Clusterpolitik, Pflichtfelder",
    version="Stand vor der Sitzung",
    added=(
        "kontakt-stuttgart",
        "Die Region Stuttgart stellt ihre Einträge als erste um und berichtet in der übernächsten Sitzung.",
    ),
    comments=(
        CommentText(
            "moderation",
            0.7,
            "Können wir hier eine Zahl aus der Bestandsaufnahme nennen? Sonst bleibt der Satz ein Beispiel.",
            "Eine Cluster-Initiative mit 20 Mitgliedern hat andere Möglichkeiten als ein landesweites Netzwerk",
            replies=(
                (
                    "kontakt-neckar-alb",
                    "Die Auswertung der 12 Regionen gibt das her. Ich trage die Zahl nach der Sitzung ein.",
                ),
            ),
        ),
        CommentText(
            "ministerium",
            0.4,
            "Der Wert „landesweit“ steht so auch in der Clusterdatenbank. Das passt zusammen.",
            "bei landesweiten Netzwerken der Wert „landesweit“",
        ),
    ),
    suggestions=(
        SuggestionText("kontakt-ostwuerttemberg", 0.5, "mindestens einmal im Jahr", "jedes Jahr bis Ende Februar"),
        SuggestionText("netzwerk", 0.3, "600 Zeichen", "800 Zeichen"),
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
    folder="Grundlagen",
    tags="Bestandsaufnahme",
)

TERMS = PageText(
    "moderation",
    "Begriffe im Cluster-Atlas",
    24.2,
    (
        paragraph(
            "Damit alle dasselbe meinen, hat die Arbeitsgruppe die wichtigsten Begriffe festgelegt. Sie gelten für den "
            "Cluster-Atlas, die Clusterdatenbank und das Clusterportal."
        ),
        heading(2, "Begriffe"),
        table(
            ["Begriff", "Bedeutung"],
            ["Cluster", "Räumliche Ballung von Unternehmen und Einrichtungen eines Feldes"],
            ["Cluster-Initiative", "Organisierte Zusammenarbeit von Akteuren eines Clusters"],
            ["Landesweites Netzwerk", "Zusammenschluss mit Mitgliedern in allen zwölf Regionen"],
            ["Cluster-Kontakt", "Wirtschaftsförderung mit Mandat ihrer Region"],
        ),
        heading(2, "Pflege der Begriffe"),
        tasks(
            ("In der Arbeitsgruppe abgestimmt", True),
            ("Mit der Clusterdatenbank abgeglichen", True),
            ("Beim Jahrestreffen vorgestellt", False),
        ),
    ),
    folder="Grundlagen",
    tags="Begriffe",
    file_reference="7-4200.1/12",
    released_by=("leitung",),
)
