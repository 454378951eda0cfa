#!/bin/sh
# Serves the mock and drives it with clients that are not Go. Needs Go and npm.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
(cd ../.. && go build -o "$work/slbconform" ./cmd/slbconform)
cp package.json package-lock.json ./*.js "$work"
(cd "$work" && npm ci --loglevel error --no-audit --no-fund --ignore-scripts)
"$work/slbconform" serve -addr 127.0.0.1:0 -log "$work/log" -write-env "$work/env.sh" >"$work/said" &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do grep -qs browser "$work/said" && break; sleep 0.2; done
endpoint=$(sed -n 's/.* serves \(http[^ ]*\)$/\1/p' "$work/said")
. "$work/env.sh"
(cd "$work" && node drive.js "$endpoint" && node popcore.js "$endpoint" && node byhand.js "$endpoint")
