module github.com/slbconform/slbconform/reports/browser

go 1.26.0

replace github.com/slbconform/slbconform => ../..

require (
	github.com/chromedp/cdproto v0.0.0-20260714215040-dc233986426f
	// v0.17.1, v0.18.0 and v0.19.1 need Go 1.27. From v0.20.0 on actions are typed by what they return (v0.23.0 was tried): every
	// call of these tests would be written anew.
	github.com/chromedp/chromedp v0.16.0
	github.com/slbconform/slbconform v0.0.0-00010101000000-000000000000
)

require (
	github.com/agnivade/levenshtein v1.2.2 // indirect
	github.com/chromedp/sysutil v1.1.0 // indirect
	github.com/cucumber/messages/go/v34 v34.2.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260623181947-01eb4420fa68 // indirect
	github.com/gobwas/httphead v0.1.0 // indirect
	github.com/gobwas/pool v0.2.1 // indirect
	github.com/gobwas/ws v1.4.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/jarcoal/httpmock v1.4.2 // indirect
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // indirect
	go.yaml.in/yaml/v4 v4.0.0 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/sys v0.50.0 // indirect
	golang.org/x/term v0.48.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	golang.org/x/time v0.16.0 // indirect
)
