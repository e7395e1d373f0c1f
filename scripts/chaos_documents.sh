#!/bin/bash
# Kill servers while people type into one text: scripts/chaos_documents.sh [KILLS] [options of
# bench/documents/chaos/run.py]
set -euo pipefail
. "$(dirname "$0")/lib.sh"
kills=${1:-}
shift $(($# > 1 ? 1 : $#))
[[ $kills =~ ^[0-9]*$ ]] || die "KILLS is a whole number."
scripts/setup.sh dev front messages >&2
need_disk 500 >&2
exec "$PY" -m bench.documents.chaos.run ${kills:+--kills "$kills"} "$@"
