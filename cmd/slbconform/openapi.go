package main

import (
	"context"
	"fmt"
	"io"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/openapi"
)

// runOpenAPI writes the OpenAPI document that the files of spec make together, for tools that read one file.
func runOpenAPI(_ context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	flags := newFlags("openapi", `openapi > slb.json

Writes one OpenAPI 3.0 document, as JSON, of the operations and of what surrounds them: what spec/platform and the
operations' own files make together when they are loaded.`, stdout)
	if err := parse(flags, args); err != nil {
		return 0, err
	}
	d, err := openapi.BuiltIn()
	if err != nil {
		return 0, err
	}
	data, err := d.JSON()
	if err != nil {
		return 0, err
	}
	_, err = fmt.Fprintf(stdout, "%s\n", data)
	return harness.ExitOK, err
}
