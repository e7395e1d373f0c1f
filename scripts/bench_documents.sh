#!/bin/bash
# Measure shared documents beside Hocuspocus and y-websocket-server: scripts/bench_documents.sh [options of
# bench/documents/run.py]. The peers are installed at the first use; they need a newer Node.js than the product.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
PEERS=bench/documents/peers

has_recent_node() {
  "$PY" -c 'from bench.documents.servers import recent_node; recent_node()' 2>/dev/null
}

install_node() {
  "$PY" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes -r requirements/node.lock
}

install_peers() { (cd "$PEERS" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error); }

scripts/setup.sh dev front messages >&2
# Without a browser the rest is measured all the same.
scripts/setup.sh chromium >&2 || true
need_disk 700 >&2
[ -x "$VENV/nodejs/node" ] && PATH="$VENV/nodejs:$PATH"
has_recent_node || step "Install Node.js for the peers" install_node >&2
now=$(fingerprint "$PEERS/package.json" "$PEERS/package-lock.json")
if ! is_fresh documents-peers "$now" || ! [ -d "$PEERS/node_modules" ]; then
  step "Install the peers" install_peers >&2
  mark documents-peers "$now"
fi
exec "$PY" -m bench.documents "$@"
