"""What the working group Zertifizierung der Clusterqualität discusses."""

from dialog.demo.content.kinds import PostText, ThreadText

EVIDENCE = ThreadText(
    "question",
    "Was gilt als Nachweis für einen Indikator?",
    (
        PostText(
            "kontakt-donau-iller",
            52.6,
            "Zwei Initiativen unserer Region bereiten ihre Bewerbung um das Label „Cluster-Exzellenz“ vor. "
            "Beide fragen, welche Unterlagen die begutachtende Stelle anerkennt. Gibt es eine Liste? Beim "
            "Indikator „Einbindung der Mitglieder“ reichen die Vorstellungen vom Sitzungsprotokoll bis zur "
            "Mitgliederbefragung.",
            helpful=("kontakt-schwarzwald-baar-heuberg", "mechatronik", "biopro"),
        ),
        PostText(
            "moderation",
            51.8,
            "Eine verbindliche Liste gibt es nicht. Aus der Beratung der letzten Runden sehen wir drei Arten "
            "von Nachweisen, die immer anerkannt wurden:\n\n- Unterlagen, die ohnehin entstehen: Satzung, "
            "Jahresbericht, Protokolle\n- Zahlen mit Stichtag und Quelle\n- Rückmeldungen der Mitglieder, "
            "wenn die Zahl der Antworten angegeben ist",
            helpful=("kontakt-donau-iller", "leichtbau", "kontakt-schwarzwald-baar-heuberg", "ministerium", "leitung"),
        ),
        PostText(
            "leichtbau",
            51.1,
            "> Unterlagen, die ohnehin entstehen\n\nDas sollte der Grundsatz werden. Wir haben für unsere "
            "Bewerbung sechs Wochen lang Unterlagen geschrieben, die danach niemand mehr gelesen hat.",
            reply_to=2,
            helpful=("biopro", "mechatronik", "kontakt-donau-iller"),
        ),
        PostText(
            "biopro",
            47.4,
            "Zustimmung, mit einer Einschränkung: Protokolle enthalten Namen. Bevor sie nach außen gehen, "
            "müssen wir sie schwärzen. Ein Auszug mit Datum, Zahl der Teilnehmenden und Beschlüssen sollte deshalb "
            "genügen.",
            helpful=("moderation", "leichtbau", "leitung", "ministerium"),
        ),
        PostText(
            "leitung",
            46.7,
            "Für den Cluster-Atlas haben wir festgestellt, dass drei der 34 Indikatoren schon in der "
            "Clusterdatenbank stehen. Dort könnte der Stichtag gleich mit erfasst werden. Dann wäre der "
            "Eintrag selbst der Nachweis.",
            helpful=("moderation", "kontakt-donau-iller"),
        ),
        PostText(
            "ministerium",
            8.5,
            "Nachtrag zum Beschluss der letzten Sitzung: Die drei Grundsätze liegen der begutachtenden "
            "Stelle vor, also vorhandene Unterlagen vor neuen, Auszüge statt vollständiger Protokolle, "
            "Zahlen immer mit Stichtag. Die Stelle ist unabhängig und entscheidet selbst. Ihre erste "
            "Rückmeldung ist zustimmend.",
            helpful=("biopro", "leichtbau", "moderation"),
        ),
        PostText(
            "kontakt-schwarzwald-baar-heuberg",
            1.6,
            "Damit können unsere Initiativen arbeiten. Bitte nehmen Sie zu jedem Abschnitt des Leitfadens "
            "ein Beispiel auf. Ein gutes Beispiel ersetzt eine Seite Erläuterung.",
            helpful=("mechatronik",),
        ),
    ),
    pinned=True,
)

RENEWAL = ThreadText(
    "proposal",
    "Kürzere Prüfung bei der Verlängerung",
    (
        PostText(
            "mechatronik",
            15.3,
            "Wer das Label verlängert, durchläuft heute dieselbe Prüfung wie beim ersten Mal. Ich schlage "
            "vor, dass Initiativen nur die Indikatoren neu belegen, bei denen sich etwas geändert hat. Für "
            "die übrigen bestätigt die Geschäftsstelle, dass die Angaben weiter zutreffen.",
            helpful=("leichtbau", "kontakt-schwarzwald-baar-heuberg", "biopro"),
        ),
        PostText(
            "moderation",
            14.7,
            "Der Aufwand würde spürbar sinken. Zu bedenken ist, dass gerade die Beständigkeit geprüft werden "
            "soll. Eine Stichprobe, etwa fünf Indikatoren nach Wahl der begutachtenden Stelle, könnte beides "
            "verbinden.",
            helpful=("mechatronik", "ministerium", "kontakt-donau-iller", "leitung"),
        ),
        PostText(
            "mechatronik",
            14.1,
            "Mit einer Stichprobe bin ich einverstanden. Die Auswahl sollte erst nach der Bestätigung "
            "bekannt werden, sonst bereiten sich alle nur auf diese fünf vor.",
            reply_to=2,
            helpful=("moderation",),
        ),
        PostText(
            "kontakt-donau-iller",
            9.2,
            "Was geschieht, wenn in der Stichprobe ein Nachweis fehlt? Eine Frist von vier Wochen zum "
            "Nachreichen wäre angemessen. Niemand sollte das Label wegen einer fehlenden Anlage verlieren.",
            helpful=("biopro", "leichtbau"),
        ),
    ),
)

SCHEDULE = ThreadText(
    "information",
    "Beratungstage für die nächste Bewerbungsrunde",
    (
        PostText(
            "moderation",
            5.6,
            "Die ClusterAgentur bietet vor der nächsten Bewerbungsrunde drei Beratungstage an, je einen in "
            "Stuttgart, Ulm und Villingen-Schwenningen. Eine Beratung dauert eine Stunde. Bitte bringen Sie "
            "den ausgefüllten Selbsttest mit, auch wenn er Lücken hat: Über die Lücken wollen wir sprechen.",
            helpful=("kontakt-donau-iller", "kontakt-schwarzwald-baar-heuberg", "biopro"),
        ),
        PostText(
            "kontakt-schwarzwald-baar-heuberg",
            4.8,
            "Vielen Dank. Können auch Initiativen kommen, die sich noch nicht entschieden haben?",
        ),
        PostText(
            "moderation",
            4.7,
            "Ja, gerade diese. Eine Beratung verpflichtet zu nichts.",
            reply_to=2,
            helpful=("kontakt-schwarzwald-baar-heuberg", "ministerium"),
        ),
    ),
)

THREADS = (EVIDENCE, RENEWAL, SCHEDULE)
