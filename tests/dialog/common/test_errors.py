import pytest
from django.utils import translation

from dialog.common import errors

ALL = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.DialogError)]


def test_codes_are_the_ones_that_clients_know():
    assert {kind.code for kind in ALL} >= {
        "refused", "not_found", "not_allowed", "sign_in_needed", "invalid", "too_large", "conflict", "too_fast",
    }  # fmt: skip
    assert len({kind.code for kind in ALL}) == len(ALL)


@pytest.mark.parametrize("kind", ALL)
def test_each_error_speaks_both_languages(kind):
    with translation.override("en"):
        english = str(kind())
    with translation.override("de"):
        german = str(kind())
    assert english
    assert german
    assert english != german


def test_message_can_say_more():
    assert str(errors.Conflict("Schon entschieden.")) == "Schon entschieden."
