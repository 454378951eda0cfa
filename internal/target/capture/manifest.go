package capture

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/spec/platform"
)

// Format is the version of the manifest. A reader refuses another one.
const Format = 4

const (
	manifestFile = "manifest.json"
	cassettes    = "cassettes"
	earlierLog   = "unfinished.ndjson" // left by an earlier version of a run that was killed
)

// Manifest says what a capture was made of and lists it: an edited, missing or added cassette does not fit it.
type Manifest struct {
	Format   int             `json:"format"`
	Captured time.Time       `json:"captured"` // when the run began; the date of the evidence
	Target   string          `json:"target"`   // live or mock
	Evidence target.Evidence `json:"evidence"` // confirmed, or rehearsed for a mock, served or not
	Endpoint string          `json:"endpoint"` // that was called
	Kind     string          `json:"endpoint_kind"`
	Account  string          `json:"account_hash,omitempty"` // of the account that the credentials belong to
	Region   string          `json:"region"`
	Run      string          `json:"run"` // the mark on what the run created
	Facts    Facts           `json:"facts"`

	ReadBack    time.Duration `json:"read_back_ns"`
	CallTimeout time.Duration `json:"call_timeout_ns"`
	Patience    time.Duration `json:"patience_ns"`
	Journals    bool          `json:"journals"`

	Inventory *target.Inventory `json:"inventory"` // ids and addresses are pseudonyms
	Profiles  []Profile         `json:"profiles"`

	Unfinished string `json:"unfinished,omitempty"` // why the run did not come to its end; empty when it did

	Sent      int        `json:"sent"`             // calls that were sent
	Recorded  int        `json:"recorded"`         // calls in the cassettes, also those that a limit kept from being sent
	Shared    []Cassette `json:"shared,omitempty"` // what belongs to the run and not to a scenario, in the order of the run
	Scenarios []Cassette `json:"scenarios"`
}

// Facts are what the run knows and its target does not.
type Facts struct {
	PageDate  string            `json:"page_date"`
	Module    string            `json:"module"`
	Commit    string            `json:"commit"`
	SDK       string            `json:"sdk"`
	Go        string            `json:"go"`
	Libraries map[string]string `json:"libraries"`
	Limited   string            `json:"limited,omitempty"`   // the filter of the run; empty when it was of all scenarios
	Generated int               `json:"generated,omitempty"` // lists of backend servers that were generated and tried besides
	Seed      int64             `json:"seed,omitempty"`      // of the generated lists

	GeneratedFor []string `json:"generated_for,omitempty"` // operations that they are of
}

// Cassette is what the manifest says of one file.
type Cassette struct {
	Scenario string `json:"scenario,omitempty"` // empty for what the run shared
	Rule     string `json:"rule,omitempty"`     // of the scenario
	Verdict  string `json:"verdict,omitempty"`
	File     string `json:"file,omitempty"` // empty when the target did not open the scenario
	SHA256   string `json:"sha256,omitempty"`
	Calls    int    `json:"calls"`
	Refused  string `json:"refused,omitempty"` // why the target did not open it, or what cut it
	Stopped  bool   `json:"stopped,omitempty"` // the target took no more scenarios, or the run was cut in the middle of this one
	Misled   int    `json:"misled,omitempty"`  // the number of the first question (target.Session.Misled) answered yes; 0: none
}

// Profile is an identity that the run asked for.
type Profile struct {
	Name      string  `json:"name"` // the role that it plays; empty for the main identity
	Temporary bool    `json:"temporary,omitempty"`
	SameAs    *string `json:"same_as,omitempty"` // the identity that has the same key
	Refused   string  `json:"refused,omitempty"` // why there were no credentials
}

// decode reads a manifest. Errors wrap ErrTampered or ErrFormat.
func decode(data []byte) (*Manifest, error) {
	var of struct {
		Format int `json:"format"`
		Facts  struct {
			Commit string `json:"commit"`
		} `json:"facts"`
	}
	if err := json.Unmarshal(data, &of); err != nil {
		return nil, misread(err)
	}
	if of.Format == 0 {
		return nil, fmt.Errorf("%w: %s is no manifest: it has no format", ErrTampered, manifestFile)
	}
	if of.Format != Format {
		commit := ""
		if c := of.Facts.Commit; c != "" && c != "unknown" {
			commit = fmt.Sprintf(" (commit %s)", c)
		}
		return nil, fmt.Errorf("%w: %s has format %d, this program reads %d; replay it with the program that wrote it%s, or record it again",
			ErrFormat, manifestFile, of.Format, Format, commit)
	}
	var m Manifest
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		return nil, misread(err)
	}
	if m.Inventory == nil {
		return nil, fmt.Errorf("%w: %s has no inventory", ErrTampered, manifestFile)
	}
	m.Inventory.File = "the capture's inventory"
	return &m, m.checkEvidence()
}

// checkEvidence makes the evidence rehearsed where the endpoint is not the service's: nothing else confirms.
func (m *Manifest) checkEvidence() error {
	hosts, err := platform.LoadHosts()
	if err != nil {
		return err
	}
	host, protocol := target.SplitEndpoint(m.Endpoint)
	if _, ok := hosts.Service(host); m.Evidence == target.Confirmed && (!ok || protocol != "HTTPS") {
		m.Evidence, m.Kind = target.Rehearsed, target.StandsIn
	}
	return nil
}

func sum(data []byte) string {
	return fmt.Sprintf("%x", sha256.Sum256(data))
}

// accountHash is equal for captures of one account and does not identify the account: with 24 bits, about 600 million of
// the 10^16 possible account numbers share each hash, so that trying all numbers finds nobody.
func accountHash(account string) string {
	if account == "" {
		return ""
	}
	return sum([]byte("slbconform " + account))[:6]
}

// fileOf is a file name that begins with the scenario's name and ends with a hash of it, which makes it unique.
func fileOf(scenario string) string {
	told := strings.Trim(notInFiles.ReplaceAllString(scenario, "-"), "-")
	return cassettes + "/" + told[:min(len(told), 80)] + "-" + sum([]byte(scenario))[:8] + ".yaml"
}

var notInFiles = regexp.MustCompile(`[^0-9A-Za-z.]+`)

// misread is the error for a manifest that does not decode, by its fields rather than by the types of this program.
func misread(err error) error {
	if other, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		err = fmt.Errorf("%s cannot be %s", cmp.Or(other.Field, "it"), other.Value)
	}
	return fmt.Errorf("%w: %s: %w", ErrTampered, manifestFile, err)
}
