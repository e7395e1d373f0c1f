"""The accounts of the demonstration: roles, no persons. Their password is public."""

from dataclasses import dataclass

PASSWORD = "cluster-dialog-demo"


@dataclass(frozen=True)
class DemoAccount:
    email: str
    name: str
    """The name shown to others, in German: it is data, not interface."""
    explanation: str
    """One German line: what one sees with this account."""
    role: str
    """Role in the working group Cluster-Atlas (a value of spaces.Role), empty without one."""
    is_office: bool = False
    is_staff: bool = False


ACCOUNTS = (
    DemoAccount(
        "leitung@example.org",
        "Leitung der AG Cluster-Atlas",
        "Leitet die Arbeitsgruppe Cluster-Atlas und verwaltet ihre Mitglieder.",
        "chair",
    ),
    DemoAccount(
        "moderation@example.org",
        "Moderation, ClusterAgentur",
        "Moderiert, plant Sitzungen und führt das Protokoll.",
        "moderator",
        is_office=True,
    ),
    DemoAccount(
        "ministerium@example.org",
        "Ministerium, Referat Clusterpolitik",
        "Schreibt amtlich für das Ministerium.",
        "member",
        is_office=True,
    ),
    DemoAccount(
        "kontakt-neckar-alb@example.org",
        "Cluster-Kontakt Neckar-Alb",
        "Mitglied mit Mandat der Region Neckar-Alb.",
        "member",
    ),
    DemoAccount(
        "kontakt-stuttgart@example.org",
        "Cluster-Kontakt Stuttgart",
        "Mitglied mit Mandat der Region Stuttgart.",
        "member",
    ),
    DemoAccount(
        "netzwerk@example.org",
        "Photonics BW",
        "Mitglied für ein landesweites Netzwerk.",
        "member",
        is_office=True,
    ),
    DemoAccount(
        "gast@example.org",
        "Gast aus der Region",
        "Liest alles in der Arbeitsgruppe und schreibt im Chat.",
        "guest",
    ),
    DemoAccount(
        "fremd@example.org",
        "Beratung, RKW",
        "Sieht die Arbeitsgruppe Cluster-Atlas nur in der Liste der Gremien.",
        "",
    ),
    DemoAccount(
        "admin@example.org",
        "Verwaltung des Cluster-Dialogs",
        "Entscheidet über Zugänge und Gremien.",
        "",
        is_staff=True,
    ),
)
