"""What the working group Europäische Ausrichtung der Clusterpolitik discusses."""

from dialog.demo.content.kinds import PostText, ThreadText

REGIONAL = ThreadText(
    "question",
    "RegioWIN: Wie kommen die Cluster in die regionalen Konzepte?",
    (
        PostText(
            "kontakt-neckar-alb",
            25.7,
            "In unserer Region haben an den Konzepten für RegioWIN vor allem Kommunen, Hochschulen und "
            "Kammern geschrieben. Die Cluster-Initiativen wurden gehört, als die Schwerpunkte schon "
            "feststanden. Wie war das bei Ihnen, und was sollten wir beim nächsten Mal anders machen?",
            helpful=("kontakt-nordschwarzwald", "kontakt-rhein-neckar", "ministerium", "umwelttechnik"),
        ),
        PostText(
            "kontakt-nordschwarzwald",
            25.2,
            "Bei uns saßen zwei Initiativen von Anfang an in der Lenkungsgruppe. Das hat geholfen, kostete "
            "sie aber viel Zeit: elf Sitzungen in fünf Monaten. Kleinere Initiativen konnten das nicht "
            "leisten.",
            helpful=("kontakt-neckar-alb", "steinbeis-europa"),
        ),
        PostText(
            "umwelttechnik",
            24.1,
            "Für landesweite Netzwerke stellt sich die Frage anders. Wir konnten nicht in zwölf Regionen "
            "mitschreiben. Hilfreich wäre ein fester Zeitpunkt, zu dem die Regionen ihre Entwürfe den "
            "Netzwerken zur Kenntnis geben.",
            helpful=("kontakt-rhein-neckar", "kontakt-neckar-alb", "bw-i"),
        ),
        PostText(
            "stellvertretung-stuttgart",
            23.5,
            "> elf Sitzungen in fünf Monaten\n\nWir haben es mit zwei halben Tagen versucht, einem zu Beginn "
            "und einem vor der Abgabe. Dazwischen lief die Abstimmung schriftlich. Teilgenommen haben 19 "
            "Initiativen.",
            reply_to=2,
            helpful=("kontakt-neckar-alb", "kontakt-nordschwarzwald", "kontakt-rhein-neckar", "steinbeis-europa"),
        ),
        PostText(
            "ministerium",
            20.3,
            "Die Erfahrungen sind wertvoll. Bitte halten Sie fest, was sich ohne zusätzlichen Aufwand "
            "übernehmen lässt. Für künftige Wettbewerbe kann das Land Hinweise zur Beteiligung geben, ohne "
            "sie vorzuschreiben.",
            helpful=("kontakt-neckar-alb", "kontakt-rhein-neckar"),
        ),
        PostText(
            "kontakt-rhein-neckar",
            18.4,
            "Ich nehme drei Punkte mit in die Sitzung: Initiativen vor der Festlegung der Schwerpunkte "
            "einladen, zwei feste Termine statt vieler, Entwürfe an die Netzwerke vor der Abgabe.",
            helpful=("kontakt-neckar-alb", "umwelttechnik", "stellvertretung-stuttgart"),
        ),
    ),
    pinned=True,
)

PARTNERS = ThreadText(
    "proposal",
    "Gemeinsame Liste: Wer sucht Partner für europäische Vorhaben?",
    (
        PostText(
            "steinbeis-europa",
            10.3,
            "Anfragen nach Partnern aus Baden-Württemberg erreichen uns fast jede Woche, und oft bleiben nur "
            "wenige Tage. Ich schlage eine Liste vor, in der jede Initiative mit drei Stichworten angibt, "
            "wozu sie an europäischen Vorhaben mitwirken möchte. Wir würden zuerst dort nachsehen.",
            helpful=("umwelttechnik", "kontakt-nordschwarzwald", "bw-i", "kontakt-rhein-neckar"),
        ),
        PostText(
            "bw-i",
            9.8,
            "Eine gute Idee. Sie sollte mit der Handreichung der Arbeitsgruppe Internationalisierung "
            "abgestimmt sein, damit die Initiativen nicht zweimal gefragt werden.",
            helpful=("steinbeis-europa", "ministerium"),
        ),
        PostText(
            "kontakt-nordschwarzwald",
            7.4,
            "Wer pflegt die Liste? Wenn es niemand tut, ist sie nach einem Jahr wertlos. Die jährliche "
            "Prüfung der Einträge im Cluster-Atlas wäre eine Gelegenheit, auch die drei Stichworte zu "
            "bestätigen.",
            helpful=("kontakt-neckar-alb", "steinbeis-europa", "kontakt-rhein-neckar"),
        ),
        PostText(
            "kontakt-neckar-alb",
            6.6,
            "Das lässt sich verbinden. In der AG Cluster-Atlas sind vier Pflichtfelder beschlossen. Die "
            "Stichworte könnten eine freiwillige Angabe werden.",
            reply_to=3,
            helpful=("kontakt-nordschwarzwald", "bw-i"),
        ),
        PostText(
            "umwelttechnik",
            1.7,
            "Wir füllen gern zur Probe eine Zeile aus: Kreislaufwirtschaft, Wasseraufbereitung, "
            "Anwendungspartner. Das hat zwei Minuten gedauert.",
            helpful=("steinbeis-europa",),
        ),
    ),
)

ADVICE = ThreadText(
    "information",
    "Sprechstunde zu europäischen Förderaufrufen",
    (
        PostText(
            "steinbeis-europa",
            5.4,
            "Das Steinbeis-Europa-Zentrum bietet für Cluster-Initiativen jeden ersten Dienstag im Monat eine "
            "Sprechstunde per Video an. Gefragt werden darf alles, auch ob sich ein Antrag überhaupt lohnt. "
            "Anmeldung bis zum Vortag genügt.",
            helpful=("kontakt-neckar-alb", "kontakt-nordschwarzwald", "umwelttechnik", "ministerium"),
        ),
        PostText(
            "stellvertretung-stuttgart",
            4.9,
            "Dürfen wir den Hinweis an unsere Initiativen weitergeben?",
        ),
        PostText(
            "steinbeis-europa",
            4.6,
            "Ja, sehr gern. Bitte mit dem Zusatz, dass wir höchstens vier Gespräche je Sprechstunde führen können.",
            reply_to=2,
            helpful=("stellvertretung-stuttgart",),
        ),
    ),
)

THREADS = (REGIONAL, PARTNERS, ADVICE)
