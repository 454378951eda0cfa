#!/usr/bin/env bash
# The suite on the checkouts that people have: lines ended as on Windows, a path with spaces and other scripts, no git,
# a folder that nobody may write to. Each has to be green, and the proof has to hold for it
# where it holds here.
set -euo pipefail
cd "$(dirname "$0")/.."
export NO_COLOR=1
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

said() { # said <folder> <flags…>: go test passes there; what it says of the proof
	local all
	all=$(cd "$1" && shift && go test -count=1 -v . "$@" 2>&1) || { printf '%s\n' "$all" | tail -40 >&2; return 1; }
	grep '^ *proof ' <<<"$all"
}

here=$(said . -reports -)
alike() { # alike <folder> <flags…>: the same is true there as here
	local there
	there=$(said "$@")
	[ "$there" = "$here" ] || { printf 'here: %s\n%s: %s\n' "$here" "$1" "$there"; exit 1; }
}

echo "core.autocrlf=true"
git -c core.autocrlf=true clone -q . "$work/cloned"
! git -C "$work/cloned" ls-files -z -- '*.go' '*.feature' '*.yaml' '*.json' | (cd "$work/cloned" && xargs -0 grep -lI $'\r') || exit 1
alike "$work/cloned" -reports -

echo "\\r\\n in every file, no git, a path with spaces and other scripts"
odd="$work/a checkout, 複製 и копия"
mkdir "$odd"
git ls-files -z | tar --null --files-from=- -c | tar -x -C "$odd"
find "$odd" -type f ! -name '*.png' ! -name 'go.*' -exec sed -i 's/$/\r/' {} +
alike "$odd" -reports -
alike "$odd"

echo "a folder that nobody may write to"
locked="$work/read-only"
mkdir "$locked"
git ls-files -z | tar --null --files-from=- -c | tar -x -C "$locked"
if unshare --mount --map-root-user true 2>/dev/null; then # permissions do not bind root
	unshare --mount --map-root-user sh -c 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && go test -count=1' "$locked"
else
	chmod -R a-w "$locked"
	(cd "$locked" && go test -count=1)
fi
