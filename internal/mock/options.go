package mock

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/nearest"
)

// Options say what the mock does where the documents are silent, or where practice is known to differ from them. The zero
// values are what the documents say, or else what is most probable.
type Options struct {
	Now       func() time.Time // the service's clock; nil is time.Now
	ReadDelay time.Duration    // how long reads of a group lag behind its changes; 0 is not at all

	ServersPerCall int // the most backend servers that one call may list; 0 is the 20 of the documents, real controllers send 40
	LoadBalancers  int // the most that may exist beside the account's own; 0 is no quota
	BackendServers int // the most backend servers of one load balancer, over all its groups; 0 is the 200 of the quota page

	DuplicatesInCall  Word // of two equal backend servers in one call; ignored when nothing is said
	DuplicatesInGroup Word // of a backend server that is in the group already; refused when nothing is said
	FirstKeyCounts    bool // of a member that one backend server gives twice; else the last one counts

	Answers     Word // whom the answer to a change lists: group or concerned
	GoneServers Word // backend servers to be taken out that the account has no longer: ignored or refused
	Health      Word // of every backend server behind a running listener: normal or abnormal
	EmptyList   Word // a list of backend servers without an item: accepted or refused
	NeitherList Word // a call that replaces, with neither list: accepted or refused

	AbsentServers Word // backend servers to be set, or replaced, that the group does not have: ignored or refused
	Descriptions  Word // of backend servers that are set: kept or changed
}

// Word is one of the words that an option may be; "" is the first of them (see Choices).
type Word string

// The words that the mock compares an option with.
const (
	Ignored   Word = "ignored"   // of two equal backend servers the first stays as it is
	Updated   Word = "updated"   // the last one takes its place
	Both      Word = "both"      // there are two of them
	Refused   Word = "refused"   // the call is
	Concerned Word = "concerned" // an answer lists those that the call named
	Changed   Word = "changed"
	Abnormal  Word = "abnormal"
)

// Choice is a behaviour of the mock that can be chosen, because documents are silent or practice is known to differ from
// them. A choice without words is a number or a time, in a field of Options.
type Choice struct {
	Name    string   // a flag of slbconform serve, without its dash
	About   string   // what is chosen
	Default string   // what is done where nobody chose
	Words   []string // what may be chosen
	Basis   string   // of the default: stated, inferred, known or assumed
	Why     string   // of the default, in Markdown that stands in docs

	field func(*Options) *Word
}

// Choose sets the option to a word. It is an error to set it to two different words.
func (c Choice) Choose(o *Options, word string) error {
	if !slices.Contains(c.Words, word) {
		return fmt.Errorf("it is one of %s%s", strings.Join(c.Words, ", "), nearest.Hint(word, c.Words))
	}
	field := c.field(o)
	if *field != "" && *field != Word(word) {
		return fmt.Errorf("it is to be %s already", *field)
	}
	*field = Word(word)
	return nil
}

// Choices are all choices.
func Choices() []Choice { return slices.Concat(listChoices(), changeChoices(), serviceChoices()) }

// listChoices are about the list that a call has.
func listChoices() []Choice {
	return []Choice{
		{
			Name: "servers-per-call", About: "backend servers that one call may list", Default: "20",
			Basis: "stated", Why: "real controllers [send 40](sources.md#batch-size)",
		}, {
			Name: "duplicates-in-call", About: "of two equal servers that one call adds, or creates a group with, the second is", Default: "ignored", Words: []string{"ignored", "updated", "refused", "both"},
			Basis: "assumed", Why: "published [of the default group](sources.md#default-group-duplicates) alone; replacing refuses two equal new ones with a code of its own, and of two that are set the second counts",
			field: func(o *Options) *Word { return &o.DuplicatesInCall },
		}, {
			Name: "empty-list", About: "a list without an item is", Default: "accepted", Words: []string{"accepted", "refused"},
			Basis: "assumed", Why: "it changes nothing", field: func(o *Options) *Word { return &o.EmptyList },
		}, {
			Name: "neither-list", About: "to replace backend servers without saying any is", Default: "accepted", Words: []string{"accepted", "refused"},
			Basis: "assumed", Why: "both lists are optional, and no document says what a call without either does",
			field: func(o *Options) *Word { return &o.NeitherList },
		},
	}
}

// changeChoices are about changes of a group.
func changeChoices() []Choice {
	return []Choice{
		{
			Name: "duplicates-in-group", About: "a server that is in the group already is", Default: "refused", Words: []string{"refused", "updated", "ignored", "both"},
			Basis: "assumed", Why: "published [of the default group](sources.md#default-group-duplicates) alone; one real client [adds a list of 20 twice](sources.md#list-twice)",
			field: func(o *Options) *Word { return &o.DuplicatesInGroup },
		}, {
			Name: "gone-servers", About: "to remove a server that the account has no longer is", Default: "ignored", Words: []string{"ignored", "refused"},
			Basis: "inferred", Why: "the documents ignore what is not in the group; [one report](sources.md#gone-servers) says otherwise",
			field: func(o *Options) *Word { return &o.GoneServers },
		}, {
			Name: "absent-servers", About: "to set or to replace a server that is not in the group is", Default: "ignored", Words: []string{"ignored", "refused"},
			Basis: "assumed", Why: "published [of what is replaced](sources.md#modify-ignores) in 2017, and of setting never",
			field: func(o *Options) *Word { return &o.AbsentServers },
		}, {
			Name: "descriptions", About: "descriptions of backend servers that are set are", Default: "kept", Words: []string{"kept", "changed"},
			Basis: "inferred", Why: "only weights and names are changed; [an edition of 2020 and a controller](sources.md#set-descriptions) change descriptions as well",
			field: func(o *Options) *Word { return &o.Descriptions },
		}, {
			Name: "answers", About: "the answer to a change lists", Default: "group", Words: []string{"group", "concerned"},
			Basis: "known", Why: "the whole group in [documents of 2016](sources.md#whole-group)",
			field: func(o *Options) *Word { return &o.Answers },
		},
	}
}

// serviceChoices are about the service as a whole.
func serviceChoices() []Choice {
	return []Choice{
		{
			Name: "quota-backend-servers", About: "backend servers that one load balancer may have", Default: "200",
			Basis: "known", Why: "the quota page",
		}, {
			Name: "read-delay", About: "reads of a group lag behind its changes by", Default: "0s",
			Basis: "assumed", Why: "nothing is published",
		}, {
			Name: "server-health", About: "backend servers behind a running listener are", Default: "normal", Words: []string{"normal", "abnormal"},
			Basis: "assumed", Why: "nothing checks them", field: func(o *Options) *Word { return &o.Health },
		},
	}
}
