#!/bin/bash
# Measure the live chat beside a bare broadcast server: scripts/bench_live.sh [options of bench/chat/run.py]
# DATABASE_URL and REDIS_URL are used by the case with two processes alone.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
scripts/setup.sh dev front messages >&2
need_disk 500 >&2
exec "$PY" -m bench.chat.run "$@"
