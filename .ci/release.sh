#!/usr/bin/env bash
# The program for every platform, with checksums, below dist/: release.sh v1.2.3
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:?the version, such as v1.2.3}
dist=${DIST:-dist}
mkdir -p "$dist"
for platform in ${PLATFORMS:-linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64}; do
	os=${platform%/*} arch=${platform#*/} ending=
	[ "$os" = windows ] && ending=.exe
	name="slbconform_${version}_${os}_${arch}$ending"
	CGO_ENABLED=0 GOOS=$os GOARCH=$arch go build -trimpath -ldflags=-s -o "$dist/$name" ./cmd/slbconform
done
(cd "$dist" && sha256sum slbconform_* >SHA256SUMS)
