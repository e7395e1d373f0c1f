import io
import logging

import pytest

from dialog.common.logs import HideTokens, OneLine


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/einladung/geheim-123/", "Not Found: /einladung/…/"),
        ("/konto/passwort/neu/1a-geheim/", "Not Found: /konto/passwort/neu/…/"),
        ("/konto/adressen/bestaetigen/Mg:abc:def/", "Not Found: /konto/adressen/bestaetigen/…/"),
        ("/gremien/cluster-atlas/", "Not Found: /gremien/cluster-atlas/"),
    ],
)
def test_tokens_of_personal_links_stay_out_of_the_log(path, line):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(HideTokens())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.warning("%s: %s", "Not Found", path)
    assert out.getvalue().strip() == line


def test_the_console_uses_the_filter(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["hide_tokens"]


def test_a_bus_that_is_away_is_one_line():
    out = io.StringIO()
    logger = logging.Logger("test")
    logger.addHandler(logging.StreamHandler(out))
    logger.addFilter(OneLine())
    try:
        raise ConnectionError("somewhere")
    except ConnectionError:
        logger.exception("Unexpected exception in %s", "receive task")
    assert out.getvalue() == "Unexpected exception in receive task: ConnectionError\n"
