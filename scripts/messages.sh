#!/bin/bash
# Collect the texts of code, templates and scripts into locale/de (gettext), ready for translation.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
scripts/setup.sh dev gettext
exec "$PY" scripts/collect_messages.py "$ROOT/locale"
