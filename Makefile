# The two commands that matter are `go test` and `go test ./...`; everything here is made of them.

.DEFAULT_GOAL := conformance
.PHONY: conformance test race soak faults client bench lint mutants fuzz browser picture formats update

conformance: ## every feature against the recorded mock
	go test

test: ## every test
	go test ./...

race: ## every test under the race detector, in another order
	go test -race -shuffle=on ./...

soak: ## the suite a hundred times, each time in another order
	go test ./internal/run -run 'TestAnyOrder|TestOneShared' -repeat 100

faults: ## thousands of scenarios through a network and a service in trouble, and two hundred killed runs (some minutes)
	go test ./internal/run -run TestNoVerdictIsFalse -repeat 25 -timeout 30m -v
	TEST_KILLS=200 go test ./cmd/slbconform -run TestKilledAtRandomMoments -timeout 30m -v

client: ## the served mock, driven by a client that is not Go; needs npm
	sh .ci/client/run.sh

mutants: ## break the mock in every place and print who noticed; keeps the figures
	cd internal/mutation && go test -count=1 -run TestProof -mutants.print -update

bench: ## what a call, the suite and ten thousand scenarios cost
	go test -run '^$$' -bench . ./...

lint: ## what .ci/run asks of the code
	gofmt -l . | tee /dev/stderr | (! read -r)
	go vet ./...
	go tool -modfile=.ci/tools/go.mod staticcheck ./...

fuzz: ## pages that nobody has seen, ten minutes
	go test -run '^$$' -fuzz FuzzDocument -fuzztime 5m -fuzzminimizetime 20x ./internal/document
	go test -run '^$$' -fuzz FuzzEdit -fuzztime 5m -fuzzminimizetime 20x ./internal/document

browser: ## the report in a real browser; needs chromium and npm
	sh reports/browser/run.sh

picture: ## docs/report.png, from a run of the features; needs chromium
	go test
	cd reports/browser && go run ./picture -file ../out/index.html -out ../../docs/report.png

formats: ## the report files against the schemas that others publish; needs npm and xmllint
	sh reports/formats.sh

update: ## golden files, the index of the features, the vocabulary
	go test ./reports ./internal/run ./internal/document -update
