#!/usr/bin/env bash
# Mutation of the harness itself: gremlins says where a package could be changed, a sample of that is changed one after the
# other, and the tests of the package, or of those that stand on it, have to notice.
#
#	gremlins.sh internal/wire|internal/document|internal/run [<regular expression of the places> [-list]]
#
# Fails where fewer than 85 % of the sample were killed. gremlins runs all mutants or none, asks one package's tests or all,
# and waits for ever for a mutant that does not end; so the program in .ci/gremlins draws, runs and bounds what gremlins lists:
# it runs every test alone first, to see what it takes and which mutants it reaches, and then puts to a mutant only those, for at
# most 45 minutes a package of tests, and an hour in all. With -list it only says what it draws.
set -euo pipefail
cd "$(dirname "$0")/.."
case ${1:-} in
internal/wire) tests=(internal/wire internal/target/live .) ;;
internal/document) tests=(internal/document internal/harness "cmd/slbconform -test.short") ;;
# where the suite itself does not hold, the tests of internal/run are skipped, and that of the root tells
internal/run) tests=(. internal/run "internal/mutation -test.short" "cmd/slbconform -test.short") ;;
*) sed -n 's/^#\t/usage: /p' "$0" && exit 2 ;;
esac
export AT=${2:-} SLBCONFORM_REPORTS=-
[ -z "${3:-}" ] || tests=("$3")
exec go run .ci/gremlins/*.go "$1" "${tests[@]}"
