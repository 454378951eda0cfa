#!/usr/bin/env bash
# Mutation of the harness itself: gremlins changes one place of a package after the other, and the tests of the packages that
# stand on it have to notice. gremlins.sh <folder> [<percent>]: fails below so many per cent (85).
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:?a folder, such as internal/wire} least=${2:-85}
export GOBIN=${GOBIN:-$(mktemp -d)}
[ -x "$GOBIN/gremlins" ] || go install github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0
out=$(mktemp)
# Its own threshold ends with 0 whatever comes out, so that the figures are read here.
"$GOBIN/gremlins" unleash "./$folder" --workers 1 --timeout-coefficient 20 --output "$out" ${INTEGRATION:+--integration} | grep --line-buffered -E 'LIVED|NOT COVERED|Killed|efficacy|coverage' || true
sed -n 's/.*"mutants_killed": *\([0-9]*\).*/killed \1/p; s/.*"mutants_lived": *\([0-9]*\).*/lived \1/p' <(tr ',' '\n' <"$out")
efficacy=$(tr ',' '\n' <"$out" | sed -n 's/.*"test_efficacy": *\([0-9.]*\).*/\1/p')
echo "$folder: $efficacy % of the covered mutants were killed"
awk -v is="$efficacy" -v least="$least" 'BEGIN { exit !(is >= least) }'
