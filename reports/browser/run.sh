#!/bin/sh
# Tries the HTML report in a real browser: search, filters, deep links, themes, printing, keyboard, narrow screens,
# hostile content, and axe-core, which must find nothing. Pictures are left in reports/out/screenshots, or in
# $SLBCONFORM_SHOTS. Needs chromium with fonts (Debian: chromium fonts-dejavu-core) and npm.
set -eu
cd "$(dirname "$0")/../.."
assets=$(mktemp -d)
trap 'rm -rf "$assets"' EXIT
echo '{}' >"$assets/package.json" # and not --prefix: npm would look for the machine's own settings below it
(cd "$assets" && npm install --loglevel error --no-fund --no-audit --ignore-scripts axe-core@4.14.1)
cd reports/browser # a module of its own: nobody else needs a browser
AXE_JS="$assets/node_modules/axe-core/axe.min.js" go test -count=1 "$@" .
