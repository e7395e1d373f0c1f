"""What the working group Europäische Ausrichtung der Clusterpolitik writes together."""

from dialog.demo.content.kinds import PageText
from documents.editing.blocks import bold, bullets, heading, italic, numbers, paragraph, quote

KEY_POINTS = PageText(
    "kontakt-rhein-neckar",
    "Eckpunkte zur europäischen Ausrichtung",
    5.2,
    (
        heading(2, "1. Anlass"),
        paragraph(
            "Clusterpolitik wird in den Regionen gemacht, aber viele ihrer Rahmenbedingungen entstehen in "
            "Europa. Das gilt für die Strukturförderung aus dem Europäischen Fonds für regionale Entwicklung "
            "(EFRE), für die Forschungsförderung und für den Austausch zwischen Clustern verschiedener "
            "Länder."
        ),
        paragraph(
            "Der Cluster-Dialog hat dafür eine eigene Arbeitsgruppe eingerichtet. Sie soll beantworten, ",
            bold("wie Cluster-Initiativen und Regionen europäische Möglichkeiten besser nutzen"),
            " und wie ihre Erfahrungen in die Planungen des Landes einfließen. Diese Eckpunkte sind ein Zwischenstand.",
        ),
        heading(2, "2. Was wir vorfinden"),
        paragraph(
            "Die Arbeitsgruppe hat die Cluster-Kontakte und mehrere landesweite Netzwerke nach ihren "
            "Erfahrungen gefragt. Drei Beobachtungen kehrten immer wieder:"
        ),
        numbers(
            "Europäische Aufrufe werden spät bekannt. Viele Initiativen erfahren davon, wenn die "
            "Partnersuche schon abgeschlossen ist.",
            "Der Aufwand für einen Antrag steht für kleine Geschäftsstellen in keinem Verhältnis zur "
            "Aussicht auf Erfolg.",
            "Regionale Konzepte und Vorhaben der Cluster entstehen nebeneinander, obwohl sie dieselben Ziele "
            "verfolgen.",
        ),
        quote(
            "Wir haben kein Problem mit Europa. Wir haben ein Problem mit Fristen von drei Wochen. "
            "(Rückmeldung einer Cluster-Initiative)"
        ),
        paragraph(
            "Daneben gibt es gute Beispiele. In mehreren Regionen haben Cluster-Initiativen an den Konzepten "
            "für RegioWIN mitgeschrieben. Wo sie früh beteiligt waren, finden sich ihre Vorhaben auch unter "
            "den ausgewählten Projekten wieder."
        ),
        heading(2, "3. Eckpunkte"),
        heading(3, "3.1 Cluster früh an regionalen Konzepten beteiligen"),
        paragraph(
            "Der Wettbewerb RegioWIN hat gezeigt, dass Regionen ihre Stärken selbst am besten beschreiben. "
            "Damit die Cluster dabei eine Rolle spielen, schlagen wir vor:"
        ),
        bullets(
            "Die Initiativen einer Region werden eingeladen, bevor die Schwerpunkte feststehen.",
            "Zwei feste Termine genügen: einer zu Beginn, einer vor der Abgabe. Dazwischen läuft die "
            "Abstimmung schriftlich.",
            "Die landesweiten Netzwerke erhalten die Entwürfe aller Regionen zu einem gemeinsamen Zeitpunkt "
            "zur Kenntnis.",
        ),
        paragraph(
            "Der Cluster-Kontakt der Region sorgt für die Einladung. Über die Inhalte entscheidet "
            "die Region gemeinsam; der Cluster-Kontakt achtet darauf, dass niemand vergessen wird."
        ),
        heading(3, "3.2 Strukturförderung und Clusterpolitik verbinden"),
        paragraph(
            "Die Strukturförderung des EFRE ab 2014 setzt auf Schwerpunkte, die zu den Stärken eines Landes "
            "passen. Die 18 Zielfelder und die Clusterkarte sind dafür eine gute Grundlage. Wir regen an, "
            "sie bei der Planung künftiger Förderzeiträume ausdrücklich heranzuziehen und die Arbeitsgruppe "
            "vor der Festlegung anzuhören."
        ),
        heading(3, "3.3 Partner schneller finden"),
        paragraph(
            "Anfragen nach Partnern aus Baden-Württemberg kommen häufig und mit kurzer Frist. Eine "
            "gemeinsame Liste kann sie beantworten. Jede Initiative gibt drei Stichworte an:"
        ),
        bullets(
            "ein Thema, zu dem sie in europäischen Vorhaben mitwirken möchte,",
            "ein Verfahren oder eine Einrichtung, die sie einbringen kann,",
            "die Rolle, die sie übernehmen möchte, etwa als Anwendungspartner oder für die Verbreitung der Ergebnisse.",
        ),
        paragraph(
            "Die Stichworte werden einmal im Jahr zusammen mit dem Eintrag im Cluster-Atlas bestätigt. Das "
            "Steinbeis-Europa-Zentrum sieht bei Anfragen zuerst in dieser Liste nach."
        ),
        heading(3, "3.4 Kleine Geschäftsstellen entlasten"),
        paragraph(
            "Nicht jede Initiative muss Anträge schreiben können. Sinnvoll ist eine Arbeitsteilung: Ein "
            "erfahrenes Netzwerk übernimmt den Antrag, kleinere Initiativen wirken als Partner mit. Die "
            "monatliche Sprechstunde des Steinbeis-Europa-Zentrums hilft bei der Frage, ob sich ein Antrag "
            "lohnt."
        ),
        heading(3, "3.5 Voneinander lernen"),
        paragraph(
            "Jede Region sammelt eigene Erfahrungen mit europäischen Vorhaben, und selten erfährt die "
            "Nachbarregion davon. Die Arbeitsgruppe regt an, einmal im Jahr bei einem regionalen Forum über ein "
            "abgeschlossenes Vorhaben zu berichten. Dabei sollen drei Fragen im Vordergrund stehen:"
        ),
        bullets(
            "Was hat das Vorhaben den beteiligten Unternehmen gebracht?",
            "Welcher Aufwand war nötig, vom Antrag bis zur Abrechnung?",
            "Würden Sie sich noch einmal beteiligen?",
        ),
        paragraph(
            "Der Bericht wird danach in diese Arbeitsgruppe eingestellt, damit ihn auch die anderen "
            "Regionen lesen können."
        ),
        heading(2, "4. Was wir nicht vorschlagen"),
        paragraph(
            "Die Arbeitsgruppe hat auch verworfen, was zunächst nahelag. Das festzuhalten, erspart spätere "
            "Wiederholungen:"
        ),
        bullets(
            "Eine weitere Beratungsstelle: Die vorhandenen Stellen genügen, sie sind nur zu wenig bekannt.",
            "Eine Pflicht für Initiativen, sich an europäischen Vorhaben zu beteiligen.",
            "Ein eigener Rundbrief: Hinweise gehören in den Cluster-Dialog und in den Kalender des Clusterportals.",
        ),
        heading(2, "5. Erwartungen an das Land"),
        numbers(
            "Das Ministerium informiert die Cluster-Kontakte frühzeitig über die Planung künftiger Förderzeiträume.",
            "Hinweise zur Beteiligung der Cluster werden in die Unterlagen künftiger Wettbewerbe aufgenommen.",
            "Das Land bringt die Erfahrungen der Regionen in Gespräche auf europäischer Ebene ein und "
            "berichtet über das Ergebnis.",
        ),
        heading(2, "6. Beitrag der Regionen und Netzwerke"),
        paragraph(
            "Wer etwas erwartet, sollte auch etwas beitragen. Die Cluster-Kontakte laden ihre Initiativen zu "
            "den beiden Terminen ein. Die Netzwerke benennen je eine Ansprechstelle für Europa und stellen "
            "ihre Erfahrungen mit Anträgen zur Verfügung, gerade auch mit abgelehnten."
        ),
        heading(2, "7. Weiteres Vorgehen"),
        paragraph(
            italic("Abschnitt 3.2 wird noch mit dem Ministerium besprochen."),
            " Die Arbeitsgruppe berät die Eckpunkte in ihrer nächsten Sitzung abschließend. Danach sollen "
            "sie als Empfehlung an das Ministerium gehen und beim Cluster-Forum Baden-Württemberg "
            "vorgestellt werden.",
        ),
    ),
)
