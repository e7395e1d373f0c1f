import os
import subprocess
import sys

import pytest
from django.conf import settings as live

from dialog.common.checks import demo_mode_stays_out_of_production


def run_check(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=live.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_demo_mode_is_fine_on_its_own(settings):
    settings.DEMO_MODE, settings.SESSION_COOKIE_SECURE = True, False
    assert demo_mode_stays_out_of_production() == []


@pytest.mark.parametrize("secure", [True, False])
def test_demo_mode_is_refused_with_production_settings(settings, secure):
    settings.DEMO_MODE, settings.SESSION_COOKIE_SECURE = True, secure
    settings.SETTINGS_MODULE = "dialog.settings.production"
    assert [error.id for error in demo_mode_stays_out_of_production()] == ["dialog.E001"]


def test_demo_mode_is_refused_with_production_cookies(settings):
    settings.DEMO_MODE, settings.SESSION_COOKIE_SECURE = True, True
    assert [error.id for error in demo_mode_stays_out_of_production()] == ["dialog.E001"]


def test_production_without_demo_mode_is_fine(settings):
    settings.DEMO_MODE, settings.SESSION_COOKIE_SECURE = False, True
    assert demo_mode_stays_out_of_production() == []


@pytest.mark.slow
def test_start_with_both_is_stopped_in_one_clear_error(tmp_path):
    (tmp_path / "mixed.py").write_text(
        "from dialog.settings.demo import *\nSESSION_COOKIE_SECURE = True\nCSRF_COOKIE_SECURE = True\n"
    )
    result = run_check(DJANGO_SETTINGS_MODULE="mixed", PYTHONPATH=str(tmp_path), DATA_DIR=str(tmp_path / "var"))
    assert result.returncode != 0
    assert "Demo mode and production settings must not meet." in result.stderr
