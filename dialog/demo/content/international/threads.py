"""What the working group Internationalisierung discusses."""

from dialog.demo.content.kinds import PostText, ThreadText

VOUCHERS = ThreadText(
    "question",
    "Gutscheine für Mitglieder: Was hat sich bewährt?",
    (
        PostText(
            "kontakt-suedlicher-oberrhein",
            22.6,
            "Mehrere Netzwerke geben ihren Mitgliedern Gutscheine für erste Schritte ins Ausland aus. Bei "
            "uns möchten zwei Initiativen damit beginnen. Welche Leistungen sollten förderfähig sein, und "
            "woran erkennt man hinterher, ob es sich gelohnt hat?",
            helpful=("e-mobil", "kontakt-rhein-neckar", "kontakt-hochrhein-bodensee"),
        ),
        PostText(
            "netzwerk",
            21.9,
            "Wir haben gute Erfahrungen mit einer kurzen Liste gemacht: Marktgespräch, Übersetzung von "
            "Unterlagen, gemeinsamer Messestand, Besuch bei einem Partner. Alles andere auf Anfrage. Der "
            "Antrag passt auf eine Seite, die Antwort kommt innerhalb von zwei Wochen.",
            helpful=("kontakt-suedlicher-oberrhein", "bw-i", "e-mobil", "ministerium"),
        ),
        PostText(
            "kontakt-suedlicher-oberrhein",
            21.2,
            "Danke. Werden die Gutscheine auch von kleinen Betrieben genutzt, oder greifen vor allem die zu, "
            "die ohnehin im Ausland tätig sind?",
            reply_to=2,
        ),
        PostText(
            "netzwerk",
            20.8,
            "Anfangs vor allem die Erfahrenen. Seit wir im ersten Jahr die Hälfte für Mitglieder "
            "zurückhalten, die noch nie einen Gutschein hatten, ist es ausgeglichen.",
            reply_to=2,
            helpful=("kontakt-suedlicher-oberrhein", "bw-i", "kontakt-hochrhein-bodensee"),
        ),
        PostText(
            "afbw",
            17.4,
            "> woran erkennt man hinterher, ob es sich gelohnt hat?\n\nWir fragen zweimal: nach drei "
            "Monaten, ob ein Kontakt entstanden ist, und nach einem Jahr, ob es ihn noch gibt. Mehr "
            "beantwortet niemand. Die zweite Zahl ist die wichtige.",
            helpful=("kontakt-suedlicher-oberrhein", "netzwerk", "ministerium", "bw-i", "kontakt-rhein-neckar"),
        ),
        PostText(
            "bw-i",
            1.5,
            "Diese beiden Fragen übernehme ich in die Handreichung. Wenn alle Initiativen sie gleich "
            "stellen, lassen sich die Ergebnisse zum ersten Mal zusammenfassen.",
            helpful=("afbw", "netzwerk"),
        ),
    ),
    pinned=True,
)

JOURNEY = ThreadText(
    "proposal",
    "Eine gemeinsame Fachreise statt fünf einzelner",
    (
        PostText(
            "e-mobil",
            11.7,
            "Im kommenden Jahr planen mindestens fünf Initiativen eine Reise zu Partnern der „Vier Motoren“. "
            "Die Themen überschneiden sich: Leichtbau, Elektromobilität, Fertigungstechnik. Ich schlage eine "
            "gemeinsame Reise mit einem gemeinsamen ersten Tag und danach getrennten Fachprogrammen vor.",
            helpful=("bw-i", "afbw", "kontakt-hochrhein-bodensee"),
        ),
        PostText(
            "kontakt-rhein-neckar",
            11.1,
            "Der gemeinsame Tag überzeugt mich. Bei früheren Reisen haben unsere Gastgeber fünfmal dieselbe "
            "Einführung gehalten. Wichtig wäre, dass jede Initiative ihr Fachprogramm selbst verantwortet.",
            helpful=("e-mobil", "netzwerk"),
        ),
        PostText(
            "afbw",
            10.4,
            "Für Textilbetriebe ist entscheidend, dass sie Werkhallen sehen und nicht nur Vorträge hören. "
            "Höchstens ein halber Tag im Saal, bitte.",
            helpful=("e-mobil", "kontakt-suedlicher-oberrhein"),
        ),
        PostText(
            "bw-i",
            9.6,
            "Die Organisation können wir übernehmen. Dafür brauchen wir von jeder Initiative bis zur "
            "nächsten Sitzung drei Angaben: Thema, Zahl der Teilnehmenden, zwei gewünschte Stationen.",
            helpful=("e-mobil", "kontakt-rhein-neckar", "ministerium", "netzwerk"),
        ),
        PostText(
            "e-mobil",
            9.3,
            "Für e-mobil BW: Elektromobilität, acht Teilnehmende, eine Batteriefertigung und ein Prüffeld.",
            reply_to=4,
            helpful=("bw-i",),
        ),
    ),
)

DELEGATION = ThreadText(
    "information",
    "Rückblick: Besuch einer Delegation zum Thema Medizintechnik",
    (
        PostText(
            "kontakt-hochrhein-bodensee",
            41.5,
            "Eine Delegation aus 14 Einrichtungen war zwei Tage in der Region zu Gast. Besucht wurden drei "
            "Betriebe und ein Forschungsinstitut. Aus den Gesprächen sind vier Kontakte entstanden, denen "
            "die Beteiligten weiter nachgehen möchten.",
            helpful=("bw-i", "ministerium", "netzwerk"),
        ),
        PostText(
            "bw-i",
            40.6,
            "Vielen Dank für die sorgfältige Vorbereitung. Besonders hilfreich war das Blatt mit den "
            "Profilen der Betriebe in englischer Sprache. Dürfen wir den Aufbau als Muster weitergeben?",
            helpful=("kontakt-rhein-neckar",),
        ),
        PostText(
            "kontakt-hochrhein-bodensee",
            40.2,
            "Gern. Ich stelle eine Fassung ohne die Angaben der Betriebe bei den Dokumenten ein.",
            reply_to=2,
            helpful=("bw-i", "e-mobil", "kontakt-suedlicher-oberrhein"),
        ),
    ),
    closed=True,
)

THREADS = (DELEGATION, VOUCHERS, JOURNEY)
