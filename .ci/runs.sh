#!/usr/bin/env bash
# `go test ./...` so many times (50), alone and beside a busy machine, in each of the ways it is run in. Each has to end: what
# takes longer than LIMIT (10m) hangs. Prints one line a run; the output of a run that failed is kept and named.
set -uo pipefail
cd "$(dirname "$0")/.."
export NO_COLOR=1
runs=${1:-50} limit=${LIMIT:-10m} packages=${PACKAGES:-./...}
ways=("-count=1" "GOMAXPROCS=1" "-race -short" "-cpu 1,2,4 -short" "-shuffle=on" "busy")
failed=0
for n in $(seq "$runs"); do
	way=${ways[$(((n - 1) % ${#ways[@]}))]}
	out=$(mktemp -t "run-$n-XXXX.txt")
	flags=(-count=1 -timeout "$limit") environment=() load=
	case $way in
	GOMAXPROCS=*) environment=("$way") ;;
	busy) for _ in $(seq "$(nproc)"); do (while :; do :; done) & load="$load $!"; done ;;
	*) read -ra more <<<"$way"; flags+=("${more[@]}") ;;
	esac
	began=$SECONDS
	# shellcheck disable=SC2086 # packages are words
	env "${environment[@]}" go test "${flags[@]}" $packages >"$out" 2>&1
	code=$?
	# shellcheck disable=SC2086
	[ -z "$load" ] || kill $load
	echo "run $n ($way): exit code $code after $((SECONDS - began)) s"
	if [ $code -ne 0 ]; then failed=$((failed + 1)) && echo "  $out"; else rm -f "$out"; fi
done
echo "$failed of $runs failed"
[ "$failed" -eq 0 ]
