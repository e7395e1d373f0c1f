import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.files.names import MAX_CHARACTERS, clean_file_name, title_from


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("Positionspapier.pdf", "Positionspapier.pdf"),
        ("Grüße aus Ötisheim.docx", "Grüße aus Ötisheim.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\amt\\Liste.xlsx", "Liste.xlsx"),
        ("Rechnung\u202efdp.exe", "Rechnungfdp.exe"),
        ("a\x00b\x07c\x1b.txt", "abc.txt"),
        ("Zeile\r\nX-Kopf: 1.txt", "Zeile X-Kopf_ 1.txt"),
        ("\u200b\ufeff.\u2066", "Datei"),
        ("", "Datei"),
        ("...", "Datei"),
        (".htaccess", "htaccess"),
        ("kaputt\ud800.txt", "kaputt.txt"),
        ('<script>"a"|b?*.html', "_script__a__b__.html"),
        ("u\u0308ber.txt", "über.txt"),
    ],
)
def test_hostile_names_become_plain_ones(given_name, expected):
    assert clean_file_name(given_name) == expected


def test_a_long_name_keeps_its_ending():
    name = clean_file_name("ä" * 500 + ".docx")
    assert len(name) == MAX_CHARACTERS
    assert name.endswith("ä.docx")


@given(st.text(max_size=400))
def test_every_name_can_be_shown_stored_and_sent(text):
    name = clean_file_name(text)
    assert 1 <= len(name) <= MAX_CHARACTERS
    assert not set(name) & set('/\\\x00\r\n"<>:|?*')
    assert clean_file_name(name) == name
    name.encode("utf-8")


def test_title_is_the_name_without_ending_and_underscores():
    assert title_from("Protokoll_Sitzung_4.pdf") == "Protokoll Sitzung 4"
    assert title_from("LIESMICH") == "LIESMICH"
    assert title_from("Stand.vom dreizehnten Dezember") == "Stand.vom dreizehnten Dezember"
