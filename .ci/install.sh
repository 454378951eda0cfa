#!/usr/bin/env bash
# `go install …@latest` as a client team types it, from a module proxy made of a folder, and what it gives.
set -euo pipefail
cd "$(dirname "$0")/.."
# Go keeps an index of each version of a module for ever, so each time is another version.
module=github.com/slbconform/slbconform version=v0.0.$(date +%s)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
versions="$work/proxy/$module/@v"
mkdir -p "$versions"
echo $version >"$versions/list"
printf '{"Version":"%s","Time":"2026-01-01T00:00:00Z"}' $version >"$versions/$version.info"
cp go.mod "$versions/$version.mod"
# Folders with a go.mod of their own are modules of their own.
mapfile -t nested < <(git ls-files '*/go.mod' | sed 's|/go.mod$||; s|^|:(exclude)|')
git archive --format=zip --prefix="$module@$version/" -o "$versions/$version.zip" HEAD . "${nested[@]}"
GOBIN="$work/bin" GOPROXY="file://$work/proxy,$(go env GOPROXY)" GONOSUMDB=$module GONOSUMCHECK=1 GOFLAGS=-modcacherw GOMODCACHE="${GOMODCACHE:-$(go env GOMODCACHE)}" \
	go install "$module/cmd/slbconform@latest"
said=$("$work/bin/slbconform" version)
case "$said" in *" $version,"*) echo "$said" ;; *) echo "it says $said"; exit 1 ;; esac
rm -rf "$(go env GOMODCACHE)/$module@$version" "$(go env GOMODCACHE)/cache/download/$module"
