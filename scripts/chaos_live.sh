#!/bin/bash
# Kill servers while people write in a chat: scripts/chaos_live.sh [KILLS] [SECONDS] [options of bench/chat/chaos/run.py]
set -euo pipefail
. "$(dirname "$0")/lib.sh"
kills=${1:-} seconds=${2:-}
shift $(($# > 2 ? 2 : $#))
[[ $kills =~ ^[0-9]*$ && $seconds =~ ^[0-9]*$ ]] || die "KILLS and SECONDS are whole numbers."
scripts/setup.sh dev front messages >&2
need_disk 500 >&2
exec "$PY" -m bench.chat.chaos.run ${kills:+--kills "$kills"} ${seconds:+--seconds "$seconds"} "$@"
