package mock

import "time"

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
