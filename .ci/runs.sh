#!/usr/bin/env bash
# `go test ./...` many times, the runs FIRST to LAST (1 to 50): the first ALONE (3) one after the other, the others three at once,
# so that each runs beside a busy machine; some with one processor, under the race detector, with one to four, and in an order of
# chance. Each has to end: what takes longer than LIMIT (15m) hangs. Prints one line a run; the output of a run that failed is
# kept and named.
set -uo pipefail
cd "$(dirname "$0")/.."
export NO_COLOR=1
first=${1:-1} last=${2:-50} alone=${ALONE:-3} limit=${LIMIT:-15m}
ways=("" "GOMAXPROCS=1" "-shuffle=on" "" "GOMAXPROCS=1" "-race -short" "" "-shuffle=on" "GOMAXPROCS=1" "-cpu 1,2,4 -short")
failures=$(mktemp)

one() { # its number, and the way it is run
	local out began=$SECONDS code words
	out=$(mktemp -t "run-$1-XXXX.txt")
	read -ra words <<<"$2"
	case $2 in
	GOMAXPROCS=*) words=(env "$2" go test) ;;
	*) words=(go test "${words[@]}") ;;
	esac
	"${words[@]}" -count=1 -timeout "$limit" ./... >"$out" 2>&1
	code=$?
	echo "run $1 (${2:-as it is}): exit code $code after $((SECONDS - began)) s"
	if [ $code -eq 0 ]; then rm -f "$out"; else echo "$out" | tee -a "$failures"; fi
}

for n in $(seq "$first" "$last"); do
	one "$n" "${ways[$(((n - 1) % ${#ways[@]}))]}" &
	begun=$((n - first + 1))
	if [ "$begun" -le "$alone" ]; then wait; elif [ $((begun - alone)) -ge 3 ]; then wait -n; fi
done
wait
echo "$(wc -l <"$failures") of $((last - first + 1)) failed"
[ ! -s "$failures" ]
