#!/bin/bash
# Run the tests: scripts/test.sh sqlite|services [pytest options]
# sqlite: SQLite, the in-memory layer, browser journeys. services: PostgreSQL and Redis, browser only for live work.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
mode=${1:-sqlite}
shift || true
export DJANGO_SETTINGS_MODULE=dialog.settings.test

if [ "$mode" = services ]; then
  export DATABASE_URL=${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/test}
  export REDIS_URL=${REDIS_URL:-redis://127.0.0.1:6379/0}
  selection="not browser or live"
else
  unset DATABASE_URL REDIS_URL
  selection=""
fi

scripts/setup.sh dev front messages chromium
if [ "$mode" = services ]; then "$PY" scripts/check_services.py || exit 1; fi
need_disk 200
TEST_DATA_DIR=$(mktemp -d "${TMPDIR:-/tmp}/cluster-dialog-test-XXXXXX")
export TEST_DATA_DIR
trap 'rm -rf "$TEST_DATA_DIR"' EXIT
say "Tests on $([ "$mode" = services ] && echo 'PostgreSQL and Redis' || echo 'SQLite and the in-memory layer')"
# One database, one data folder per worker; a file stays with one worker, so that its browser starts once.
"$PY" -m pytest -q -n "${TEST_WORKERS:-2}" --dist loadfile ${selection:+-m "$selection"} "$@" </dev/null
