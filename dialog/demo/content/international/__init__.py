"""The working group Internationalisierung."""

from dialog.demo.content.international.meetings import NEXT, PAST
from dialog.demo.content.international.page import HANDBOOK, PROFILE
from dialog.demo.content.international.threads import THREADS
from dialog.demo.content.kinds import ChatText, GroupText

CHAT = (
    ChatText(
        "bw-i", 6, "13:10", "Der Raum in Konstanz ist bestätigt. Die Anfahrt steht in der Sitzung unter Sitzungen."
    ),
    ChatText("netzwerk", 6, "13:18", "Danke. Ich nehme per Video teil."),
    ChatText(
        "kontakt-rhein-neckar",
        3,
        "16:22",
        "Die Ansprechstellen der Kammern sind in Abschnitt 5 der Handreichung zusammengefasst. Einzelne "
        "Namen habe ich bewusst weggelassen, sie veralten zu schnell.",
    ),
    ChatText("bw-i", 3, "16:30", "Einverstanden, so bleibt es."),
    ChatText(
        "e-mobil",
        1,
        "10:12",
        "Für die Fachreise fehlen mir noch Angaben aus zwei Initiativen. Hat jemand einen Kontakt zum "
        "Bereich Fertigungstechnik?",
    ),
    ChatText("kontakt-suedlicher-oberrhein", 1, "10:25", "Ich frage heute Nachmittag nach und gebe Ihnen Bescheid."),
    ChatText(
        "kontakt-suedlicher-oberrhein",
        0,
        "08:16",
        "Rückmeldung: sechs Teilnehmende, Thema Zerspanung, zwei Werkhallen als Station. Die Angaben trage "
        "ich in der Diskussion nach.",
    ),
    ChatText("e-mobil", 0, "08:20", "Wunderbar, vielen Dank."),
)

INTERNATIONAL = GroupText(
    kind="working_group",
    name="Internationalisierung",
    summary="Unterstützt Cluster-Initiativen bei Kontakten, Reisen und Partnerschaften über die Grenzen hinweg.",
    charter="Viele Cluster-Initiativen möchten ihre Mitglieder bei Schritten ins Ausland begleiten: mit "
    "Gutscheinen, Strategien, Fachreisen und im Austausch mit Clustern anderer Länder, etwa der Partner der "
    "„Vier Motoren“.\n\nDie Arbeitsgruppe sammelt Erfahrungen, bündelt Vorhaben, die mehrere Initiativen "
    "planen, und schreibt auf, was sich bewährt hat. Über Fördermittel entscheidet sie nicht.",
    roles={
        "bw-i": "chair",
        "kontakt-hochrhein-bodensee": "minute_taker",
        "ministerium": "member",
        "netzwerk": "member",
        "e-mobil": "member",
        "afbw": "member",
        "kontakt-rhein-neckar": "member",
        "kontakt-suedlicher-oberrhein": "member",
    },
    threads=THREADS,
    pages=(HANDBOOK,),
    files=(PROFILE,),
    meetings=(PAST, NEXT),
    chat=CHAT,
)
