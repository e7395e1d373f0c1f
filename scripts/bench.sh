#!/bin/bash
# Measure: scripts/bench.sh [options of bench/run.py]
set -euo pipefail
. "$(dirname "$0")/lib.sh"
unset DATABASE_URL REDIS_URL
scripts/setup.sh dev front messages >&2
exec "$PY" -m bench.run "$@"
