"""Regions, target fields, organisations and networks as the sources of the Cluster-Dialog name them."""

REGIONS = (
    "Stuttgart",
    "Heilbronn-Franken",
    "Ostwürttemberg",
    "Mittlerer Oberrhein",
    "Rhein-Neckar",
    "Nordschwarzwald",
    "Südlicher Oberrhein",
    "Schwarzwald-Baar-Heuberg",
    "Hochrhein-Bodensee",
    "Neckar-Alb",
    "Donau-Iller",
    "Bodensee-Oberschwaben",
)

TARGET_FIELDS = (
    "Medizintechnik",
    "Informationstechnologie/IT-Anwendungen und Unternehmenssoftware",
    "Automotive",
    "Produktionstechnik (Maschinenbau)",
    "Mechatronik",
    "Photonik",
    "Pharmaindustrie",
    "Mikrosystemtechnik/Nanotechnik",
    "Wissenswirtschaft/unternehmensnahe Dienstleistungen",
    "Biotechnologie",
    "Neue Werkstoffe/Oberflächen",
    "Medien-, Kultur- und Kreativwirtschaft",
    "Logistik inkl. Intralogistik",
    "Luft- und Raumfahrt",
    "Satellitennavigation",
    "Sicherheitstechnik",
    "Telekommunikation",
    "Energie",
)

# name, kind, target fields
ORGANISATIONS = (
    ("Ministerium", "ministry", ()),
    ("ClusterAgentur Baden-Württemberg", "agency", ()),
    ("Baden-Württemberg International (bw-i)", "agency", ()),
    ("Steinbeis-Europa-Zentrum", "agency", ()),
    ("MFG", "network", ("Medien-, Kultur- und Kreativwirtschaft",)),
    ("BIOPRO", "network", ("Biotechnologie", "Medizintechnik", "Pharmaindustrie")),
    ("Photonics BW", "network", ("Photonik",)),
    ("MStBW", "network", ("Mikrosystemtechnik/Nanotechnik",)),
    ("e-mobil BW", "network", ("Automotive", "Energie")),
    ("Umwelttechnik BW", "network", ("Energie",)),
    ("Leichtbau BW", "network", ("Neue Werkstoffe/Oberflächen",)),
    ("automotive-bw", "network", ("Automotive",)),
    ("AFBW", "network", ("Neue Werkstoffe/Oberflächen",)),
    ("Kompetenznetzwerk Mechatronik BW", "network", ("Mechatronik",)),
    ("Kompetenznetzwerk Funktionelle Nanostrukturen", "network", ("Mikrosystemtechnik/Nanotechnik",)),
    ("CyberForum", "other", ("Informationstechnologie/IT-Anwendungen und Unternehmenssoftware",)),
    ("RKW", "other", ("Wissenswirtschaft/unternehmensnahe Dienstleistungen",)),
)

# Offices that take part beside the demo accounts; nobody signs in as one of them.
OFFICES = {
    "biopro": "BIOPRO",
    "bw-i": "Baden-Württemberg International",
    "steinbeis-europa": "Steinbeis-Europa-Zentrum",
    "mfg": "MFG",
    "cyberforum": "CyberForum",
    "mechatronik": "Kompetenznetzwerk Mechatronik BW",
    "leichtbau": "Leichtbau BW",
    "umwelttechnik": "Umwelttechnik BW",
    "e-mobil": "e-mobil BW",
    "afbw": "AFBW",
}

# Regions whose mandate has a deputy.
DEPUTIES = {
    "Stuttgart": "stellvertretung-stuttgart",
    "Heilbronn-Franken": "stellvertretung-heilbronn-franken",
}

# Who speaks for which organisation, in which function.
AFFILIATIONS = {
    "leitung": ("Ministerium", "Referat Clusterpolitik"),
    "ministerium": ("Ministerium", "Referat Clusterpolitik"),
    "moderation": ("ClusterAgentur Baden-Württemberg", ""),
    "netzwerk": ("Photonics BW", ""),
    "biopro": ("BIOPRO", ""),
    "bw-i": ("Baden-Württemberg International (bw-i)", ""),
    "steinbeis-europa": ("Steinbeis-Europa-Zentrum", ""),
    "mfg": ("MFG", ""),
    "cyberforum": ("CyberForum", ""),
    "mechatronik": ("Kompetenznetzwerk Mechatronik BW", ""),
    "leichtbau": ("Leichtbau BW", ""),
    "umwelttechnik": ("Umwelttechnik BW", ""),
    "e-mobil": ("e-mobil BW", ""),
    "afbw": ("AFBW", ""),
    "fremd": ("RKW", ""),
}
