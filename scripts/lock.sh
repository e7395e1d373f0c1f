#!/bin/bash
# Write the lock files of the Python packages anew: scripts/lock.sh [--upgrade]
# Hashes yes, addresses no: where packages come from is a matter of each machine.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

UV=${UV:-uv}
command -v "$UV" >/dev/null || die "uv is missing; install it, for example: pip install uv"

lock() {
  local name=$1
  shift
  say "requirements/$name.lock"
  "$UV" pip compile --quiet --generate-hashes --no-header --no-emit-index-url --universal --python-version 3.11 \
    "$@" "requirements/$name.in" -o "requirements/$name.lock"
}

lock base "$@"
lock dev -c requirements/base.lock "$@"
lock s3 -c requirements/dev.lock "$@"
lock node "$@"
