# Shared by the scripts of this folder: messages, logged steps, stamps. Source it; it sets nothing but functions
# and these names.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
STAMPS="$ROOT/var/stamps"
LOGS="$ROOT/var/log"
VENV="$ROOT/.venv"
PY="$VENV/bin/python"
cd "$ROOT" || exit 1

say() { printf '==> %s\n' "$*"; }

die() {
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

# need_disk MEGABYTES: refuse to begin what would end in a half-written file.
need_disk() {
  local free
  free=$(df -Pm "$ROOT" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$1" ] || die "the disk is full: $free MB free in $ROOT, this needs $1 MB."
}

# explain_failure STEP LOGFILE: turn the log of a failed step into one line.
explain_failure() {
  local network='Temporary failure in name resolution|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|NewConnectionError'
  network+='|ConnectTimeout|ReadTimeout|ProxyError|Failed to fetch|Could not resolve host|Network is unreachable'
  if grep -qE 'No space left on device|ENOSPC' "$2"; then
    die "the disk became full during \"$1\". Free some space and start again."
  elif grep -qE "$network" "$2"; then
    die "no network for \"$1\": the package servers cannot be reached. Details: ${2#"$ROOT"/}"
  elif grep -qE 'HASHES|EINTEGRITY' "$2"; then
    die "a package does not match the hash in the lock file (\"$1\"). Details: ${2#"$ROOT"/}"
  fi
  tail -n 15 "$2" >&2
  die "\"$1\" failed. Details: ${2#"$ROOT"/}"
}

# step "What it does" COMMAND...: run quietly with a log, show progress and time, explain a failure in one line.
step() {
  local title=$1 begin=$SECONDS log
  shift
  mkdir -p "$LOGS" "$STAMPS" 2>/dev/null || die "the folder var/ cannot be written (full disk or missing rights)."
  log="$LOGS/$(printf '%s' "$title" | tr -cs 'A-Za-z0-9' '-' | tr 'A-Z' 'a-z').log"
  printf '==> %s ... ' "$title"
  if "$@" >"$log" 2>&1 </dev/null; then
    printf 'done (%d s)\n' $((SECONDS - begin))
  else
    printf 'failed\n'
    explain_failure "$title" "$log"
  fi
}

# fingerprint FILE_OR_FOLDER...: one hash over the contents, in a stable order; missing ones are left out.
fingerprint() {
  find "$@" -type f -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1
}

# A stamp holds the fingerprint of what a finished step was made from.
is_fresh() { [ "$(cat "$STAMPS/$1" 2>/dev/null)" = "$2" ]; }
mark() { printf '%s\n' "$2" >"$STAMPS/$1" || die "the disk is full: $STAMPS/$1 cannot be written."; }

# apt_install TOOL PACKAGE: install a distribution package, or say in one line what is missing.
apt_install() {
  command -v apt-get >/dev/null || die "$1 is missing; install the package $2 of your distribution."
  [ "$(id -u)" = 0 ] || die "$1 is missing; run as root: apt-get install $2"
  need_disk 900
  step "Install $2" sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$0"' "$2"
}
