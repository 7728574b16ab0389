#!/usr/bin/env bash
# Prove that a fresh clone works: an empty folder, no caches, no virtual environment; `make demo` answers, `make test` passes.
# Usage: tools/prove_fresh_clone.sh [EMPTY FOLDER]. What is committed is cloned; the working tree is not looked at.
set -euo pipefail

repository=$(cd "$(dirname "$0")/.." && pwd)
empty=${1:-$(mktemp -d)}
port=${PORT:-8799}
mkdir -p "$empty"
[ -z "$(ls -A "$empty")" ] || { echo "$empty is not empty." >&2; exit 1; }
clone=$empty/headwater

export XDG_CACHE_HOME=$empty/cache PIP_CACHE_DIR=$empty/cache/pip npm_config_cache=$empty/cache/npm NUMBA_CACHE_DIR=$empty/cache/numba
export HEADWATER_SHARED=${HEADWATER_SHARED:-$repository/../shared}
unset VIRTUAL_ENV PYTHONPATH PYTHONHOME

step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

git clone --quiet --no-local "$repository" "$clone"
cd "$clone"

step "make demo"
setsid make demo DEMO_ARGS="--no-open --port $port" >"$empty/demo.log" 2>&1 &
demo=$!
trap 'kill -- -"$demo" 2>/dev/null || true' EXIT
until curl --silent --fail --output "$empty/view.json" "http://127.0.0.1:$port/api/view"; do
    kill -0 "$demo" 2>/dev/null || { tail -n 40 "$empty/demo.log"; echo "make demo ended before it answered." >&2; exit 1; }
    [ "$SECONDS" -lt 1200 ] || { echo "make demo did not answer in twenty minutes." >&2; exit 1; }
    sleep 1
done
step "make demo answers"
curl --silent --show-error --fail "http://127.0.0.1:$port/" | grep --quiet '<script type="module"'
python3 - "$empty/view.json" <<'PYTHON'
import json, sys
counts = json.load(open(sys.argv[1]))["counts"]
assert counts["products"] > 100 and counts["provisions"] > 500, counts
print("the reference world is there:", counts)
PYTHON
kill -- -"$demo"
wait "$demo" 2>/dev/null || true
trap - EXIT

step "make demo again: nothing left to install or build"
again=$(make --no-print-directory --dry-run demo)
[ "$(printf '%s\n' "$again" | wc -l)" -eq 1 ] || { printf 'make demo would do more:\n%s\n' "$again" >&2; exit 1; }

step "make test"
make --no-print-directory test

step "make setup again"
time make --no-print-directory setup
step "done"
