#!/bin/sh
# Holds that editors find the steps: the language service behind the Cucumber plugins reads steps/*.go and follows
# every sentence of features/ to exactly one definition. Needs npm.
set -eu
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp sentences.mjs "$work/"
cd "$work"
echo '{}' >package.json
# --ignore-scripts: the grammars come as WebAssembly, so nothing has to be compiled.
npm install --loglevel error --no-fund --no-audit --ignore-scripts @cucumber/language-service@1.7.0
node sentences.mjs "$root"
