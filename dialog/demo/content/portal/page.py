"""What the working group Clusterportal writes together, and a file."""

from dialog.demo.content.kinds import FileText, PageText
from documents.editing.blocks import bold, bullets, heading, italic, numbers, paragraph, quote

CONCEPT = PageText(
    "kontakt-stuttgart",
    "Redaktionskonzept Clusterportal",
    4.2,
    (
        heading(2, "1. Auftrag und Ziel"),
        paragraph(
            "Das Clusterportal macht sichtbar, was in Baden-Württemberg an Clustern, Cluster-Initiativen und "
            "landesweiten Netzwerken besteht. Grundlage ist die Clusterdatenbank mit mehr als 100 regionalen "
            "Clustern, über 125 Cluster-Initiativen und mehr als 30 landesweiten Netzwerken."
        ),
        paragraph(
            "Die Einträge allein ergeben noch kein Portal. Wer es aufruft, möchte wissen, was gerade "
            "geschieht, an wen man sich wendet und was die Zusammenarbeit bringt. Dieses Konzept legt fest, ",
            bold("welche Inhalte das Portal zeigt, wer sie schreibt und wer sie aktuell hält"),
            ". Es gilt für die öffentlichen Seiten. Was ein Eintrag in der Datenbank enthält, regelt die "
            "Arbeitsgruppe Cluster-Atlas.",
        ),
        heading(2, "2. Für wen wir schreiben"),
        paragraph(
            "Die Arbeitsgruppe hat sich auf eine Reihenfolge verständigt. Bei Zielkonflikten geht die "
            "frühere Gruppe vor:"
        ),
        numbers(
            "Unternehmen, vor allem kleine und mittlere, die Partner oder eine Initiative in ihrer Nähe suchen;",
            "Cluster-Initiativen und Netzwerke, die gefunden werden und voneinander lernen möchten;",
            "Fachleute aus Verwaltung, Kammern, Hochschulen und Forschungseinrichtungen;",
            "Gäste aus dem Ausland, die sich vor einem Besuch ein Bild machen.",
        ),
        quote(
            "Die Betriebe suchen selten nach dem Wort „Cluster“. Sie suchen nach ihrem Verfahren und nach "
            "einem Ort. (Rückmeldung aus der Beratung)"
        ),
        heading(2, "3. Was auf die Startseite gehört"),
        paragraph(
            "Die Startseite beantwortet drei Fragen, ohne dass jemand blättern muss: Was finde ich hier? Wer "
            "ist in meiner Nähe? Was steht an? Daraus ergeben sich drei Bereiche."
        ),
        heading(3, "3.1 Suche"),
        paragraph(
            "Das Suchfeld steht an erster Stelle. Es findet Namen, Orte, die 18 Zielfelder und die Branchen "
            "der Clusterkarte, zum Beispiel Zerspanung, Feinwerktechnik oder Verpackungstechnik. Führt eine "
            "Suche zu keinem Ergebnis, nennt das Portal den Cluster-Kontakt der Region als Ansprechstelle."
        ),
        heading(3, "3.2 Karte und Liste"),
        paragraph(
            "Karte und Liste zeigen dieselben Einträge. Die Liste ist die vollständige Fassung, die Karte "
            "eine Hilfe für alle, die lieber nach dem Ort suchen. So bleibt das Portal auch ohne Karte "
            "nutzbar, etwa mit einem Vorleseprogramm."
        ),
        heading(3, "3.3 Termine"),
        paragraph(
            "Der Kalender zeigt die nächsten zehn Veranstaltungen. In den Kalender gehört, was öffentlich "
            "zugänglich ist, einen Bezug zu einem Cluster hat und kein reiner Verkaufstermin ist. Jeder "
            "Eintrag nennt:"
        ),
        bullets(
            "Titel, Tag, Uhrzeit und Ort,",
            "die veranstaltende Stelle mit Adresse im Netz,",
            "Kosten und Anmeldefrist,",
            "Angaben zur Barrierefreiheit des Ortes.",
        ),
        heading(2, "4. Beiträge aus den Regionen"),
        paragraph(
            "Einmal im Monat stellt das Portal eine Cluster-Initiative oder ein Netzwerk vor. Die Regionen "
            "wechseln sich ab; bei zwölf Regionen ist jede einmal im Jahr an der Reihe. Ein Beitrag umfasst "
            "höchstens 2500 Zeichen, ein Bild und einen Verweis auf den Eintrag in der Datenbank."
        ),
        paragraph("Ein guter Beitrag beantwortet diese Fragen:"),
        bullets(
            "Welche Aufgabe hat die Initiative gelöst, die ein Unternehmen allein nicht gelöst hätte?",
            "Wer hat mitgewirkt, und wie lange hat es gedauert?",
            "Was können andere Initiativen daraus übernehmen?",
        ),
        paragraph(
            "Erfolge werden mit nachprüfbaren Angaben belegt. Wo es keine Zahl gibt, genügt ein Beispiel. ",
            italic("Werbliche Sprache streicht die Redaktion."),
        ),
        heading(2, "5. Zuständigkeiten"),
        paragraph(
            "Das Portal hat eine kleine Redaktion. Sie besteht aus der ClusterAgentur, einem Netzwerk und "
            "einem Cluster-Kontakt; die beiden letzten wechseln jährlich. Die Redaktion trifft sich einmal "
            "im Monat für eine halbe Stunde per Video."
        ),
        bullets(
            "Die Cluster-Kontakte melden Termine und schlagen Beiträge aus ihrer Region vor.",
            "Die landesweiten Netzwerke melden Termine und pflegen ihren Eintrag selbst.",
            "Die Redaktion prüft, kürzt und veröffentlicht, in der Regel innerhalb von drei Werktagen.",
            "Das Ministerium betreibt das Portal und verantwortet das Impressum.",
        ),
        paragraph(
            "Bei Meinungsverschiedenheiten über einen Beitrag entscheidet die Leitung der Arbeitsgruppe. Das "
            "ist bisher nicht vorgekommen, soll aber geregelt sein."
        ),
        heading(2, "6. Sprache"),
        paragraph(
            "Texte sind kurz, sachlich und ohne Fachwissen verständlich. Abkürzungen werden beim ersten Mal "
            "ausgeschrieben. Personen kommen nur vor, wenn sie zugestimmt haben; in der Regel genügt die "
            "Funktion."
        ),
        paragraph(
            "Die englische Fassung beginnt mit einer Übersicht über Regionen und Zielfelder. Einträge werden "
            "nicht übersetzt, solange die Initiativen ihre Angaben nur auf Deutsch pflegen: Eine veraltete "
            "Übersetzung schadet mehr, als sie nützt."
        ),
        heading(2, "7. Woran wir den Erfolg messen"),
        paragraph("Die Redaktion legt der Arbeitsgruppe zweimal im Jahr drei Angaben vor:"),
        numbers(
            "Anteil der Suchanfragen ohne Ergebnis;",
            "Zahl der Termine, die Regionen und Netzwerke selbst eingetragen haben;",
            "Anteil der Einträge, die im laufenden Jahr geprüft wurden.",
        ),
        paragraph("Besuchszahlen erhebt das Portal nur in der Summe. Wer es nutzt, wird nicht wiedererkannt."),
        heading(2, "8. Offene Punkte"),
        bullets(
            "Wie gelangen Termine aus vorhandenen Kalendern der Netzwerke ins Portal?",
            "Wer vertritt die Redaktion in der Urlaubszeit?",
            "Ab wann gilt das Konzept? Vorschlag: nach der nächsten Sitzung zunächst für ein Jahr.",
        ),
    ),
)

SEARCHES = FileText(
    "mfg",
    "Suchanfragen ohne Ergebnis",
    "suchanfragen-ohne-ergebnis.csv",
    20.4,
    "Suchwort;Anfragen;vorgeschlagenes Ziel\nZerspanung;48;Metallverarbeitung\n"
    "Reinigung von Bauteilen;31;Industrielle Bauteil- und Oberflächenreinigung\n"
    "Drucksensor;27;Mess-, Steuer- und Regeltechnik\nHolzbau;22;Forst und Holz\n"
    "Spritzguss;19;Kunststofftechnik\nSchrauben;17;Befestigungstechnik\nKartonagen;12;Papierverarbeitung\n"
    "Batteriespeicher;11;Speichersysteme und Smart Grids\n",
    "Die acht häufigsten Suchwörter ohne Treffer, mit einem Vorschlag, wohin sie führen sollten. Die Zahlen "
    "sind erfunden.",
)
