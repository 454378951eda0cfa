#!/bin/sh
# The one OpenAPI document that `slbconform openapi` writes, as tools outside read it: redocly lints it, and that of the
# control interface, without a complaint, and Prism mocks from it. Needs npm and curl.
set -eu
cd "$(dirname "$0")/../.."
dir=$(mktemp -d)
mock=
trap '[ -z "$mock" ] || kill "$mock" 2>/dev/null; rm -rf "$dir"' EXIT
go run ./cmd/slbconform openapi > "$dir/slb.json"
cp internal/serve/control.json .ci/openapi/package.json .ci/openapi/package-lock.json "$dir"
(cd "$dir" && npm ci --silent --no-audit --no-fund)

(cd "$dir" && npx redocly lint --extends recommended slb.json control.json) > "$dir/lint.txt" 2>&1 || { cat "$dir/lint.txt"; exit 1; }
if grep -qE 'You have [0-9]+ (warning|error)' "$dir/lint.txt"; then cat "$dir/lint.txt"; exit 1; fi
echo "redocly: no complaint"

(cd "$dir" && exec node_modules/.bin/prism mock --port 4010 slb.json) > "$dir/prism.txt" 2>&1 &
mock=$!
for _ in $(seq 1 90); do
	grep -q listening "$dir/prism.txt" && break
	sleep 1
done
answer=$(curl -s -m 10 -X POST -H 'Authorization: x' 'http://127.0.0.1:4010/DescribeVServerGroupAttribute?RegionId=cn-hangzhou&VServerGroupId=rsp-1')
case "$answer" in
*'"BackendServer":['*) echo "Prism: answers as documented" ;;
*) echo "Prism answers otherwise: $answer"; tail -5 "$dir/prism.txt"; exit 1 ;;
esac
