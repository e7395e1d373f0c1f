#!/bin/bash
# Everything from a fresh clone to a running demo: scripts/demo.sh [PORT]
# Needs only what runs (requirements/base.lock), not the tools for development.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
PORT=${1:-8000}
# The demo is one machine with SQLite, whatever the environment says.
unset DATABASE_URL REDIS_URL
export DJANGO_SETTINGS_MODULE=dialog.settings.demo PYTHONUNBUFFERED=1

[[ $PORT =~ ^[0-9]{1,5}$ ]] && [ "$PORT" -ge 1 ] && [ "$PORT" -le 65535 ] || die "PORT must be a number from 1 to 65535."
if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  die "port $PORT is in use by another program; choose another one: make demo PORT=$((PORT < 65000 ? PORT + 1 : 8000))"
fi
need_disk 100

scripts/setup.sh python front messages

# For addresses in mails.
export DEMO_ORIGIN=http://localhost:$PORT

collect_static() {
  local now
  now=$(fingerprint static requirements/base.lock)
  is_fresh static "$now" && return
  step "Collect the static files" "$PY" manage.py collectstatic --noinput --clear
  mark static "$now"
}

collect_static
step "Prepare the database" "$PY" manage.py migrate --noinput
step "Load the demo data" "$PY" manage.py load_demo
say "Start the server and the background worker"
exec "$PY" manage.py demo --port "$PORT"
