#!/usr/bin/env bash
# Mutation of the harness itself: gremlins says where a package could be changed, a sample of that is changed one after the
# other, and the tests have to notice: the quickest first, then, for what lived, those of the packages that stand on it.
#
#	gremlins.sh internal/wire|internal/document|internal/run [<regular expression of the places>]
#
# Fails where fewer than 85 % of the sample were killed. gremlins runs all mutants or none, asks one package's tests or all,
# and waits for ever for a mutant that does not end; so the program in .ci/gremlins draws, runs and bounds what gremlins lists.
set -euo pipefail
cd "$(dirname "$0")/.."
judged='EachDefect|ALeak|Violation|OneMutant|DoesNotFit|AnotherForm|ListedDivergence|StoredOtherwise|NotTried|AnotherEffect|RefusedCall'
judged+='|RestsOn|TooFew|SeveralServers|VouchedFor|WhoseARight|ARunThat|BrokenStated|Inventory|NoRoleCan|NobodyStates|Stranger|AnotherStatus|BrokenAnswer|PassedOnce'
case ${1:-} in
internal/wire) tests=("internal/wire" "internal/target/live" ".") ;;
internal/document) tests=("internal/document" "cmd/slbconform -test.run Document|Statement|Ledger|Impact") ;;
internal/run) tests=("internal/run -test.run $judged" "internal/run -test.skip $judged|AnyOrder|OneShared") ;;
*) sed -n 's/^#\t/usage: /p' "$0" && exit 2 ;;
esac
export AT=${2:-} SLBCONFORM_REPORTS=-
exec go run .ci/gremlins/*.go "$1" "${tests[@]}"
