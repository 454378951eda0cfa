# The two commands that matter are `go test` and `go test ./...`; everything here is made of them.

.DEFAULT_GOAL := conformance
.PHONY: conformance test race deep deep-serve deep-orders deep-faults deep-kills deep-canaries deep-harness deep-runs client bench lint mutants fuzz browser picture formats update

conformance: ## every feature against the recorded mock
	go test

test: ## every test
	go test ./...

race: ## every test under the race detector, in another order
	go test -race -shuffle=on ./...

deep: deep-serve deep-orders deep-faults deep-kills deep-canaries deep-harness deep-runs ## what takes too long for every change, some hours

deep-serve: ## the served mock, an hour at full load with a random mix of all actions; a million calls of two hundred clients
	TEST_CALLS=1000000 go test ./internal/serve -run TestTwoHundredClientsAtOnce -timeout 1h -v -count=1
	TEST_SOAK=$(or $(FOR),1h) go test ./internal/serve -run TestServedForALongTime -timeout 2h -v -count=1

deep-orders: ## the suite a hundred times, each time in another order
	go test ./internal/run -run 'TestAnyOrder|TestOneShared' -repeat 100 -timeout 1h

deep-faults: ## ten thousand scenarios through a network and a service that fail: fault injection
	go test ./internal/run -run TestNoVerdictIsFalse -repeat 25 -timeout 1h -v

deep-kills: ## two hundred killed runs, and a sweep that leaves nothing
	TEST_KILLS=200 go test ./cmd/slbconform -run TestKilledAtRandomMoments -timeout 1h -v

deep-canaries: ## a canary in every field that can hold a secret, in every output
	go test ./cmd/slbconform ./internal/target/capture ./internal/wire -run 'Canar|Mask|Secret' -count=1

deep-harness: ## mutation of the harness itself: gremlins over what reads, and what judges
	.ci/gremlins.sh internal/wire
	.ci/gremlins.sh internal/document
	.ci/gremlins.sh internal/run

deep-runs: ## every test fifty times, in each of the ways that it is run in; in two parts
	.ci/runs.sh 1 25
	.ci/runs.sh 26 50

client: ## the served mock, driven by a client that is not Go; needs npm
	sh .ci/client/run.sh

mutants: ## break the mock in every place and print who noticed; keeps the figures
	cd internal/mutation && go test -count=1 -timeout 30m -run TestProof -mutants.print -update -matrix
	cd internal/mutation && go test -count=1 -timeout 30m -run 'TestProof/(variants|mistakes)' -variants.all

bench: ## what a call, the suite and ten thousand scenarios cost
	go test -run '^$$' -bench . ./...

lint: ## what .ci/run asks of the code
	test -z "$$(gofmt -l . | tee /dev/stderr)"
	go vet ./...
	GOOS=windows go vet ./...
	go tool -modfile=.ci/tools/go.mod staticcheck ./...
	go tool -modfile=.ci/tools/go.mod actionlint

fuzz: ## pages that nobody has seen, ten minutes
	go test -run '^$$' -fuzz FuzzDocument -fuzztime 5m -fuzzminimizetime 20x ./internal/document
	go test -run '^$$' -fuzz FuzzEdit -fuzztime 5m -fuzzminimizetime 20x ./internal/document

browser: ## the report in a real browser; needs chromium and npm
	sh reports/browser/run.sh

picture: ## docs/report.png, from a run of the features; needs chromium
	go test
	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-prefers-reduced-motion --window-size=1280,1000 --screenshot=docs/report.png file://$(CURDIR)/reports/out/index.html

formats: ## the report files against the schemas that others publish; needs npm and xmllint
	sh reports/formats.sh

update: ## golden files, the index of the features, the vocabulary, what is kept of the mock's account
	go test ./internal/target/mocktarget -run Kept -update
	go test ./reports ./internal/run ./internal/document -update
