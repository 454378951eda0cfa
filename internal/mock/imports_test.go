package mock_test

import (
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The mock stands for the service: it must not know what is expected of it.
func TestTheMockImportsNothingThatHoldsExpectations(t *testing.T) {
	allowed := []string{"fixtures", "internal/wire", "internal/methods", "internal/strictyaml", "internal/nearest", "internal/textfs"}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range parsed.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			ours, isOurs := strings.CutPrefix(path, "github.com/slbconform/slbconform/")
			foreign := !isOurs && strings.Contains(path, ".")
			if foreign || isOurs && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s", f.Name(), path)
			}
		}
	}
}
