#!/bin/bash
# All static checks, cheapest first; stops at the first that fails.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
unset DATABASE_URL REDIS_URL
export DJANGO_SETTINGS_MODULE=dialog.settings.test
TEMPLATES=(templates dialog workgroups documents realtime)

scripts/setup.sh dev front messages gettext
say "ruff"
"$VENV/bin/ruff" check --quiet .
"$VENV/bin/ruff" format --quiet --check .
say "Import direction"
"$VENV/bin/lint-imports" --no-logo >"$LOGS/imports.log" 2>&1 || { cat "$LOGS/imports.log" >&2; die "an import goes against the layout."; }
say "mypy"
"$VENV/bin/mypy"
say "djlint"
"$VENV/bin/djlint" --quiet --lint "${TEMPLATES[@]}"
say "House rules: lengths, directions, translations, migrations, HTML"
TEST_DATA_DIR=$(mktemp -d "${TMPDIR:-/tmp}/cluster-dialog-check-XXXXXX")
export TEST_DATA_DIR
trap 'rm -rf "$TEST_DATA_DIR"' EXIT
"$PY" -m pytest -q tests/house </dev/null
