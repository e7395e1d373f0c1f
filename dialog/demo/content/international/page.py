"""What the working group Internationalisierung writes together, and a file."""

from dialog.demo.content.kinds import FileText, PageText
from documents.editing.blocks import bold, bullets, heading, italic, numbers, paragraph, quote

HANDBOOK = PageText(
    "bw-i",
    "Handreichung: Erste Schritte ins Ausland",
    1.8,
    (
        heading(2, "1. Für wen diese Handreichung gedacht ist"),
        paragraph(
            "Die Handreichung richtet sich an die Geschäftsstellen von Cluster-Initiativen, die ihre "
            "Mitglieder bei Kontakten ins Ausland unterstützen möchten und damit noch wenig Erfahrung haben. "
            "Sie sammelt, was sich bei Netzwerken und Regionen in Baden-Württemberg bewährt hat, und nennt "
            "die Stellen, die weiterhelfen."
        ),
        paragraph(
            "Internationalisierung ist kein Selbstzweck. Am Anfang steht immer die Frage, ",
            bold("welchen Vorteil die Mitglieder davon haben"),
            ": ein neuer Absatzmarkt, ein fehlendes Verfahren, ein Partner für die Forschung oder Fachkräfte.",
        ),
        heading(2, "2. Eine Strategie auf zwei Seiten"),
        paragraph(
            "Wer ohne Plan reist, kehrt mit vielen Visitenkarten und wenigen Ergebnissen zurück. Eine kurze "
            "Strategie genügt; sie sollte vier Fragen beantworten:"
        ),
        numbers(
            "Was möchten unsere Mitglieder im Ausland erreichen? Grundlage ist eine Umfrage, keine Vermutung.",
            "Welche zwei oder drei Regionen passen dazu, und warum gerade diese?",
            "Was bieten wir den Partnern dort an?",
            "Wer in der Geschäftsstelle kümmert sich, und mit wie vielen Stunden im Monat?",
        ),
        paragraph(
            "Die dritte Frage wird am häufigsten vergessen. Eine Partnerschaft trägt nur, wenn beide Seiten "
            "etwas einbringen. Ein gepflegter Eintrag in der Clusterdatenbank und ein Profil in englischer "
            "Sprache sind das Mindeste."
        ),
        heading(2, "3. Vier Wege"),
        heading(3, "3.1 Gutscheine für Mitglieder"),
        paragraph(
            "Mit einem Gutschein übernimmt die Initiative einen Teil der Kosten für einen ersten Schritt. "
            "Bewährt hat sich eine kurze Liste von Leistungen:"
        ),
        bullets(
            "ein Marktgespräch mit einer Fachstelle,",
            "die Übersetzung von Unterlagen,",
            "die Beteiligung an einem gemeinsamen Messestand,",
            "ein Besuch bei einem möglichen Partner.",
        ),
        paragraph(
            "Der Antrag sollte auf eine Seite passen und innerhalb von zwei Wochen beantwortet werden. Im "
            "ersten Jahr empfiehlt es sich, die Hälfte der Gutscheine für Mitglieder zurückzuhalten, die "
            "noch keinen hatten."
        ),
        heading(3, "3.2 Fachreisen"),
        paragraph(
            "Eine Fachreise lohnt sich, wenn Thema und Teilnehmende zueinander passen. Zehn bis fünfzehn "
            "Personen sind eine gute Größe. Mindestens die Hälfte des Programms sollte aus Besuchen in "
            "Betrieben und Laboren bestehen. Mehrere Initiativen können zusammen reisen, wenn jede ihr "
            "Fachprogramm selbst verantwortet."
        ),
        quote(
            "Bei früheren Reisen haben unsere Gastgeber fünfmal dieselbe Einführung gehalten. (Rückmeldung "
            "aus einer Region)"
        ),
        heading(3, "3.3 Besuche von Partnern"),
        paragraph(
            "Wer Gäste empfängt, braucht weniger Geld, aber mehr Vorbereitung. Ein Blatt mit den Profilen "
            "der Betriebe, vier Wochen vorher verschickt, erspart lange Vorstellungsrunden. Am Ende des "
            "Besuchs sollte für jeden Kontakt feststehen, wer den nächsten Schritt macht."
        ),
        heading(3, "3.4 Dauerhafte Partnerschaften von Clustern"),
        paragraph(
            "Manche Initiativen arbeiten seit Jahren mit einem Cluster im Ausland zusammen, etwa in den "
            "Partnerregionen der „Vier Motoren“. Grundlage ist meist eine kurze Vereinbarung mit einem "
            "Jahresplan: ein Treffen, ein gemeinsames Vorhaben, ein Austausch von Fachleuten. "
            "Partnerschaften ohne gemeinsames Vorhaben schlafen erfahrungsgemäß nach zwei Jahren ein."
        ),
        heading(2, "4. Beispiel: Fahrplan einer Fachreise"),
        paragraph(
            "Der folgende Ablauf stammt aus mehreren Reisen der letzten Jahre. Er lässt sich kürzen, "
            "wenn Gastgeber und Teilnehmende einander schon kennen:"
        ),
        numbers(
            "Neun Monate vorher: Thema festlegen, Umfrage unter den Mitgliedern, erste Anfrage bei den Gastgebern.",
            "Sechs Monate vorher: Termin und Stationen abstimmen, Kosten schätzen, Anmeldung öffnen.",
            "Drei Monate vorher: Programm festlegen, Profile der Teilnehmenden übersetzen lassen.",
            "Vier Wochen vorher: Vorbereitungstreffen, Erwartungen klären, Ziele für die Gespräche vereinbaren.",
            "Eine Woche danach: kurze Auswertung, Dank an die Gastgeber, Liste der offenen Zusagen.",
        ),
        paragraph(
            "Der letzte Schritt wird leicht übergangen. Dabei entscheidet er oft darüber, ob aus einer "
            "Begegnung eine Zusammenarbeit wird."
        ),
        heading(2, "5. Wer hilft"),
        bullets(
            "Baden-Württemberg International organisiert Reisen, Messestände und Besuche und kennt die "
            "Ansprechstellen vor Ort.",
            "Das Steinbeis-Europa-Zentrum berät zu europäischen Vorhaben und zur Suche nach Partnern.",
            "Die ClusterAgentur begleitet die Geschäftsstelle bei der Strategie.",
            "Die Kammern beantworten Fragen zu Zoll, Verträgen und Entsendung.",
        ),
        paragraph(
            "Bitte fragen Sie früh. Für eine Reise mit Messebeteiligung sind neun Monate Vorlauf üblich, für "
            "einen Besuch in einer Nachbarregion zwei."
        ),
        heading(2, "6. Woran wir den Nutzen erkennen"),
        paragraph("Die Arbeitsgruppe empfiehlt, nach jeder Maßnahme zwei Fragen zu stellen:"),
        numbers(
            "Nach drei Monaten: Ist ein Kontakt entstanden, dem Sie weiter nachgehen?",
            "Nach einem Jahr: Besteht dieser Kontakt noch, und was ist daraus geworden?",
        ),
        paragraph(
            "Die Antworten werden ohne Namen der Unternehmen gesammelt und einmal im Jahr in der "
            "Arbeitsgruppe besprochen. Auch ein Nein ist ein Ergebnis: Es hilft anderen, denselben Umweg zu "
            "vermeiden."
        ),
        heading(2, "7. Was vor der ersten Reise geklärt sein sollte"),
        bullets(
            "Sind Kosten, Versicherung und Absagen schriftlich geregelt?",
            "Dürfen Fotos veröffentlicht werden, und wer fragt die Beteiligten?",
            "Welche Angaben über Verfahren und Kunden bleiben vertraulich?",
            "Wer dolmetscht, wenn Englisch nicht genügt?",
            "Sind die Stationen für alle Teilnehmenden zugänglich?",
        ),
        heading(2, "8. Stand und weiteres Vorgehen"),
        paragraph(
            italic("Der Abschnitt 3.4 ist noch nicht abgestimmt."),
            " Es fehlen zwei Beispiele für Vereinbarungen, möglichst eines aus einer grenznahen Region. Nach "
            "der nächsten Sitzung soll die Handreichung im Clusterportal erscheinen und danach einmal im "
            "Jahr überprüft werden.",
        ),
    ),
)

PROFILE = FileText(
    "kontakt-hochrhein-bodensee",
    "Muster für ein Betriebsprofil (englisch)",
    "muster-betriebsprofil-englisch.txt",
    38.6,
    "COMPANY PROFILE (one page)\n\n1. Name, town, web address\n2. What we make or offer (three "
    "sentences)\n3. Number of employees, year of foundation\n4. What we are looking for\n5. What we can "
    "offer to a partner\n6. Languages spoken\n7. Contact for this visit (function, no private data)\n",
    "Leere Fassung ohne Angaben von Betrieben, aus der Vorbereitung des Besuchs zur Medizintechnik.",
)
