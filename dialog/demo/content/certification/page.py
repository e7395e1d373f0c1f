"""What the working group Zertifizierung der Clusterqualität writes together, and a file."""

from dialog.demo.content.kinds import FileText, PageText
from documents.editing.blocks import bold, bullets, heading, italic, numbers, paragraph, quote

GUIDE = PageText(
    "mechatronik",
    "Leitfaden zur Cluster-Exzellenz",
    2.3,
    (
        paragraph(
            italic(
                "Entwurf der Arbeitsgruppe. Der Leitfaden richtet sich an Cluster-Initiativen und Netzwerke, "
                "die sich zum ersten Mal um das Label bewerben oder es verlängern möchten."
            )
        ),
        heading(2, "1. Wozu das Label dient"),
        paragraph(
            "Das Label „Cluster-Exzellenz“ zeichnet ein gutes Clustermanagement aus. Bewertet wird, wie eine "
            "Initiative geführt wird, und nicht, wie groß sie ist oder in welcher Branche sie arbeitet. Eine "
            "neutrale Stelle begutachtet die Bewerbung anhand von ",
            bold("34 Indikatoren"),
            ", das Ministerium verleiht das Label.",
        ),
        paragraph("Für die Initiativen hat das Label vor allem drei Wirkungen:"),
        bullets(
            "Sie erhalten von außen eine Einschätzung, wo sie stehen.",
            "Sie können Mitgliedern und Geldgebern ihre Arbeit belegen.",
            "Sie sprechen mit Partnern im In- und Ausland auf einer vergleichbaren Grundlage.",
        ),
        quote(
            "Der größte Nutzen lag nicht in der Urkunde. Er lag in den zwei Nachmittagen, an denen wir "
            "unsere eigene Arbeit zum ersten Mal vollständig beschrieben haben. (Rückmeldung einer "
            "Initiative)"
        ),
        heading(2, "2. Der Weg zum Label"),
        numbers(
            "Selbsttest: Die Initiative schätzt sich bei allen 34 Indikatoren selbst ein. Dafür genügt ein halber Tag.",
            "Beratung: Die ClusterAgentur geht den Selbsttest mit der Initiative durch. Sie berät, sie bewertet nicht.",
            "Bewerbung: Die Initiative reicht Angaben und Nachweise ein.",
            "Begutachtung: Die neutrale Stelle prüft die Unterlagen und führt ein Gespräch mit der Geschäftsstelle.",
            "Ergebnis: Die Initiative erhält einen Bericht mit Stärken und Hinweisen, auch wenn das Label "
            "nicht verliehen wird.",
            "Verleihung: Das Ministerium überreicht das Label bei einer Veranstaltung des Cluster-Dialogs.",
        ),
        heading(2, "3. Die 34 Indikatoren im Überblick"),
        paragraph(
            "Die Arbeitsgruppe schlägt vor, die Indikatoren für die Bewerbung in fünf Abschnitte zu ordnen. "
            "Die Reihenfolge entspricht dem Gespräch, das die begutachtende Stelle führt."
        ),
        heading(3, "3.1 Zusammensetzung (7 Indikatoren)"),
        paragraph(
            "Hier geht es um die Mitglieder: ihre Zahl, ihre Verteilung auf Unternehmen, Hochschulen und "
            "Forschungseinrichtungen, ihre räumliche Nähe und ihre Bindung an die Initiative. Beispiel für "
            "einen Nachweis: die Mitgliederliste mit Stichtag, nach Art der Einrichtung gezählt."
        ),
        heading(3, "3.2 Steuerung (8 Indikatoren)"),
        paragraph(
            "Gefragt ist, wer entscheidet, wie die Mitglieder eingebunden sind und wie die Geschäftsstelle "
            "ausgestattet ist. Beispiel: die Geschäftsordnung und Auszüge aus den Protokollen eines Jahres. "
            "Namen dürfen geschwärzt sein."
        ),
        heading(3, "3.3 Finanzierung (5 Indikatoren)"),
        paragraph(
            "Dargestellt wird, woraus sich die Geschäftsstelle finanziert und wie lange die Finanzierung "
            "gesichert ist. Beispiel: eine Übersicht der Einnahmen nach öffentlichen Mitteln, Beiträgen und "
            "eigenen Leistungen. Einzelne Verträge müssen nicht vorgelegt werden."
        ),
        heading(3, "3.4 Strategie und Leistungen (9 Indikatoren)"),
        paragraph(
            "Dieser Abschnitt ist der umfangreichste. Er fragt nach der Strategie, ihrer Überprüfung und den "
            "Leistungen für die Mitglieder, etwa Fachgruppen, Weiterbildung, gemeinsame Vorhaben oder "
            "Unterstützung bei der Internationalisierung. Beispiel: der Arbeitsplan eines Jahres und "
            "daneben, was davon erreicht wurde."
        ),
        heading(3, "3.5 Wirkung und Sichtbarkeit (5 Indikatoren)"),
        paragraph(
            "Am Ende steht die Frage, was sich durch die Arbeit verändert hat. Beispiel: eine Befragung der "
            "Mitglieder, bei der auch die Zahl der Antworten genannt wird, oder zwei beschriebene Vorhaben "
            "mit ihrem Ergebnis."
        ),
        heading(2, "4. Grundsätze für Nachweise"),
        paragraph("Die Arbeitsgruppe hat sich auf drei Grundsätze verständigt:"),
        bullets(
            "Vorhandene Unterlagen gehen vor. Niemand schreibt ein Papier nur für die Bewerbung.",
            "Ein Auszug genügt, wenn er Datum, Zahl der Teilnehmenden und Beschlüsse enthält.",
            "Jede Zahl hat einen Stichtag und eine Quelle.",
        ),
        paragraph(
            "Drei Indikatoren stehen bereits in der Clusterdatenbank: Zahl der Mitglieder, Sitz der "
            "Geschäftsstelle und Zielfeld. Wer seinen Eintrag gepflegt hat, muss sie nicht noch einmal "
            "angeben."
        ),
        heading(2, "5. Verlängerung"),
        paragraph(
            "Das Label wird befristet verliehen. Für die Verlängerung berät die Arbeitsgruppe ein kürzeres "
            "Verfahren: Die Geschäftsstelle bestätigt, was weiter zutrifft, und belegt, was sich geändert "
            "hat. Danach wählt die begutachtende Stelle ",
            bold("fünf Indikatoren als Stichprobe"),
            " aus. Fehlt ein Nachweis, kann er binnen vier Wochen nachgereicht werden.",
        ),
        heading(2, "6. Häufige Fragen"),
        paragraph(bold("Ist eine junge Initiative von vornherein im Nachteil?")),
        paragraph(
            "Nein. Einige Indikatoren beziehen sich auf die letzten zwei Jahre. Wer noch nicht so lange "
            "besteht, beschreibt die Planung und wird daran gemessen."
        ),
        paragraph(bold("Wer erfährt, wenn es nicht gelingt?")),
        paragraph(
            "Nur die Initiative selbst und die begutachtende Stelle. Das Ministerium erhält die Bewerbungen, "
            "die für eine Verleihung vorgeschlagen werden."
        ),
        paragraph(bold("Wie viel Arbeit ist es?")),
        paragraph(
            "Nach den Rückmeldungen der Initiativen zwischen drei und acht Arbeitstagen, je nachdem, wie "
            "viele Unterlagen schon vorliegen. Mit den Grundsätzen aus Abschnitt 4 soll der Aufwand auf "
            "höchstens fünf Tage sinken."
        ),
        heading(2, "7. Weiteres Vorgehen"),
        paragraph(
            "Der Entwurf wird in der nächsten Sitzung beraten und mit der begutachtenden Stelle abgestimmt. "
            "Danach probieren ihn zwei Initiativen aus, die sich zum ersten Mal bewerben. Ihre Erfahrungen "
            "fließen in die endgültige Fassung ein."
        ),
    ),
)

SELF_TEST = FileText(
    "moderation",
    "Selbsttest, Vorlage zum Ausfüllen",
    "selbsttest-cluster-exzellenz.csv",
    6.2,
    "Abschnitt;Zahl der Indikatoren;trifft zu;trifft teilweise zu;trifft nicht zu;Nachweis vorhanden "
    "(ja/nein)\n3.1 Zusammensetzung;7;;;;\n3.2 Steuerung;8;;;;\n3.3 Finanzierung;5;;;;\n"
    "3.4 Strategie und Leistungen;9;;;;\n3.5 Wirkung und Sichtbarkeit;5;;;;\nSumme;34;;;;\n",
    "Für die Beratungstage. Die Aufteilung auf fünf Abschnitte ist ein Vorschlag der Arbeitsgruppe.",
)
