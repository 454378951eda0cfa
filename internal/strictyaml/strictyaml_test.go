package strictyaml_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

type garden struct {
	Name  string            `yaml:"name"`
	Beds  []bed             `yaml:"beds"`
	Paths map[string]string `yaml:"paths"`

	Height float64 `yaml:"height"`
}

type bed struct {
	Plant string `yaml:"plant"`
	Rows  int    `yaml:"rows"`
}

func TestAFileThatFitsIsRead(t *testing.T) {
	var g garden
	err := strictyaml.Read([]byte("name: kitchen\nbeds:\n  - {plant: leek, rows: 3}\npaths: {north: gravel}\n"), "garden.yaml", &g)
	if err != nil || g.Name != "kitchen" || len(g.Beds) != 1 || g.Beds[0].Rows != 3 || g.Paths["north"] != "gravel" {
		t.Errorf("%+v, %v", g, err)
	}
}

func TestMistakesAreNamedWhereTheyStand(t *testing.T) {
	for text, says := range map[string]string{
		"name: a\nbeds:\n  - plnat: leek\n":                             `garden.yaml:3: unknown field "plnat"; did you mean "plant"?`,
		"name: a\nname: b\n":                                            `garden.yaml:2: field "name" stands twice, first on line 1`,
		"name: a\nbeds:\n  - {rows: many}\n":                            `garden.yaml:3: "many" stands where a whole number is meant`,
		"height: tall\n":                                                `garden.yaml:1: "tall" stands where a number is meant`,
		"roof: a\nwalls: b\ndoor: c\nstairs: d\n":                       "garden.yaml: it is another kind of file: roof, walls, door and others are no fields here; those are name, beds, paths, height",
		"beds:\n  - plant: a\n    rows: 1\n    plant: b\n    rows: 2\n": `garden.yaml:4: field "plant" stands twice, first on line 2`,
		"name: [a\n":                            "garden.yaml:",
		"name: [a]\n":                           "garden.yaml:1: a list stands where a single value is meant",
		"name: a\nbeds: none\n":                 `garden.yaml:2: "none" stands where a list is meant`,
		"a garden\n":                            `garden.yaml:1: "a garden" stands where a mapping is meant`,
		"name: a\npaths: [north]\n":             `garden.yaml:2: a list stands where a mapping is meant`,
		"name: a\n---\nname: b\n":               "garden.yaml:2: a second document begins",
		"name: a\n---\n[":                       "garden.yaml:",
		"\tname: a\n":                           "garden.yaml:1: a tab begins the line",
		"name: \xff\n":                          "garden.yaml:1: the line is not UTF-8",
		"":                                      "garden.yaml: the file is empty",
		"name: a\nbeds:\n  -\n  - rows: 1\n":    "garden.yaml:3: an item of a list is empty",
		"name: a\nbed: []\nbeds:\n  - row: 1\n": `garden.yaml:4: unknown field "row"; did you mean "rows"?`,
	} {
		err := strictyaml.Read([]byte(text), "garden.yaml", &garden{})
		var e *strictyaml.Error
		if err == nil || !errors.As(err, &e) || e.File != "garden.yaml" || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "rows") && strings.Contains(err.Error(), "plant") {
			t.Errorf("%q: %v; it should say %q", text, err, says)
		}
	}
}

func TestAFileThatIsNotThereIsNamed(t *testing.T) {
	err := strictyaml.ReadFile(fstest.MapFS{}, "garden.yaml", "fixtures/garden.yaml", &garden{})
	if err == nil || !strings.HasPrefix(err.Error(), "fixtures/garden.yaml: cannot be read") {
		t.Error(err)
	}
}

func TestTheLineOfAField(t *testing.T) {
	text := []byte("name: paths\npaths:\n  north: gravel\n")
	for line, path := range map[int][]string{1: {"name"}, 2: {"paths", "south"}, 3: {"paths", "north"}, 0: {"beds"}} {
		if got := strictyaml.Line(text, path...); got != line {
			t.Errorf("%v stands on line %d, want %d", path, got, line)
		}
	}
}
