package main

import (
	"context"
	"fmt"
	"io"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/openapi"
)

// runOpenAPI writes the OpenAPI document that the files of spec make together, for tools that read one file.
func runOpenAPI(_ context.Context, args []string, stdout, stderr io.Writer) int {
	flags := newFlags("openapi", `openapi > slb.json

Writes one OpenAPI 3.0 document, as JSON, of the operations and of what surrounds them: what spec/platform and the
operations' own files make together when they are loaded.`, stderr)
	if code, ok := parseFlags(flags, args, stdout); !ok {
		return code
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "slbconform openapi: it takes no argument, and %q is one\n", flags.Arg(0))
		return harness.ExitUsage
	}
	data, err := mergedDocument()
	if err == nil {
		_, err = fmt.Fprintf(stdout, "%s\n", data)
	}
	if err != nil {
		return failed("openapi", err, stderr)
	}
	return harness.ExitOK
}

func mergedDocument() ([]byte, error) {
	d, err := openapi.BuiltIn()
	if err != nil {
		return nil, err
	}
	return d.JSON()
}
