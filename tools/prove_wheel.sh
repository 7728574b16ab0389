#!/usr/bin/env bash
# Prove that the wheel works without Node: build it, install it into a clean environment, and ask the demo for its page.
# Usage: tools/prove_wheel.sh [EMPTY FOLDER]. Needs `make setup` here first; installs only from the locked lists.
set -euo pipefail

repository=$(cd "$(dirname "$0")/.." && pwd)
empty=${1:-$(mktemp -d)}
port=${PORT:-8798}
mkdir -p "$empty"
[ -z "$(ls -A "$empty")" ] || { echo "$empty is not empty." >&2; exit 1; }

step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

step "build the wheel from what is committed"
git clone --quiet --no-local "$repository" "$empty/source"
[ -d "$repository/web/node_modules" ] && cp -r "$repository/web/node_modules" "$empty/source/web/node_modules"
(cd "$empty/source" && "$repository/.venv/bin/python" -m build --wheel --no-isolation --outdir "$empty/dist" >"$empty/build.log" 2>&1) ||
    { tail -n 30 "$empty/build.log"; exit 1; }
ls -l "$empty/dist"

step "install it where there is no Node"
python3 -m venv "$empty/venv"
# A path with nothing but what Python and the shell need.
mkdir "$empty/bin"
for program in sh env uname ldconfig; do ln -s "$(command -v "$program")" "$empty/bin/" 2>/dev/null || true; done
path=$empty/venv/bin:$empty/bin
for program in node npm; do
    ! PATH=$path command -v "$program" >/dev/null || { echo "$program is still there." >&2; exit 1; }
done
PATH=$path "$empty/venv/bin/python" -m pip --disable-pip-version-check install --quiet --require-hashes -r "$repository/requirements/runtime.txt"
PATH=$path "$empty/venv/bin/python" -m pip --disable-pip-version-check install --quiet --no-deps "$empty"/dist/headwater-*.whl

step "headwater demo"
cd "$empty"
setsid env PATH="$path" "$empty/venv/bin/headwater" demo --no-open --port "$port" >"$empty/demo.log" 2>&1 &
demo=$!
trap 'kill -- -"$demo" 2>/dev/null || true' EXIT
until curl --silent --fail --output "$empty/view.json" "http://127.0.0.1:$port/api/view"; do
    kill -0 "$demo" 2>/dev/null || { cat "$empty/demo.log"; echo "the demo ended before it answered." >&2; exit 1; }
    [ "$SECONDS" -lt 900 ] || { echo "the demo did not answer." >&2; exit 1; }
    sleep 0.2
done
step "headwater demo answers"
page=$(curl --silent --show-error --fail "http://127.0.0.1:$port/")
script=$(printf '%s' "$page" | sed -n 's/.*<script type="module"[^>]* src="\([^"]*\)".*/\1/p' | head -n 1)
[ -n "$script" ] || { echo "no script in the page" >&2; exit 1; }
curl --silent --show-error --fail --output /dev/null --write-out "the page's script: %{http_code}, %{size_download} bytes\n" \
    "http://127.0.0.1:$port/${script#./}"
"$empty/venv/bin/python" -c 'import json, sys; print(json.load(open(sys.argv[1]))["counts"])' "$empty/view.json"
step "done"
