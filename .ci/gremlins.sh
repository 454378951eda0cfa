#!/usr/bin/env bash
# Mutation of the harness itself: gremlins says where a package could be changed, a sample of that is changed one after the
# other, and the tests have to notice: the quickest first, then, for what lived, those of the packages that stand on it.
#
#	gremlins.sh internal/wire|internal/document|internal/run [<regular expression of the places>]
#
# Fails where fewer than 85 % of the sample were killed. gremlins runs all mutants or none, asks one package's tests or all,
# and waits for ever for a mutant that does not end; so gremlins.go draws, runs and bounds what gremlins lists.
set -euo pipefail
cd "$(dirname "$0")/.."
slow='Generated|DeadService|ByAccident|UnderFaults|WrittenDown|ReplayOfFaults|AnyOrder|OneShared|NoVerdictIsFalse'
case ${1:-} in
internal/wire) tests=("internal/wire" "internal/openapi" "internal/target/live" ".") ;;
internal/document) tests=("internal/document" "cmd/slbconform -test.run Document|Statement|Ledger|Impact") ;;
internal/run) tests=("." "internal/run -test.skip $slow" "internal/run -test.run $slow") ;;
*) sed -n 's/^#\t/usage: /p' "$0" && exit 2 ;;
esac
export GOBIN=${GOBIN:-$(mktemp -d)} AT=${2:-} SLBCONFORM_REPORTS=-
[ -x "$GOBIN/gremlins" ] || go install github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0
exec go run .ci/gremlins.go "$1" "${tests[@]}"
