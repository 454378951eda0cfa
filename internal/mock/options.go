package mock

import "time"

// Options say what the mock does where the documents are silent, or where practice is known to differ from them. The
// zero value of each is what the documents say or else what is known best.
type Options struct {
	Now       func() time.Time // the service's clock; nil is time.Now
	ReadDelay time.Duration    // how long reads of a group lag behind its changes; 0 is not at all

	ServersPerCall int // the most backend servers that one call may list; 0 is the 20 of the documents, real controllers send 40
	LoadBalancers  int // the most that may exist beside the account's own; 0 is no quota
	Members        int // the most backend servers of one load balancer, over all its groups; 0 is the 200 of the quota page

	DuplicatesInCall  Duplicates // of two equal backend servers in one call; 0 is Ignored
	DuplicatesInGroup Duplicates // of a backend server that is in the group already; 0 is Refused
	FirstKeyCounts    bool       // of a member that one backend server gives twice; else the last one counts

	Answers     Answered // whom the answer to a change lists; 0 is WholeGroup
	GoneServers Gone     // backend servers to be taken out that the account has no longer; 0 is GoneIgnored
	Health      string   // of every backend server behind a running listener: normal or abnormal; "" is normal
	EmptyList   Empty    // a list of backend servers without an item; 0 is EmptyAccepted
	NeitherList Empty    // a call that replaces, with neither list; 0 is EmptyAccepted

	AbsentServers   Gone // backend servers to be set, or replaced, that the group does not have; 0 is GoneIgnored
	SetDescriptions bool // setting changes descriptions as well as weights
}

// Duplicates says what becomes of a backend server that is there already.
type Duplicates int

// What may become of a duplicate. Default is another thing in either place: see Options.
const (
	Default Duplicates = iota
	Ignored            // the first one stays as it is
	Updated            // the last one takes its place
	Refused            // the call is refused
	Both               // there are two of them
)

// Answered says whom the answer to a change lists.
type Answered int

// Whom the answer to a change may list.
const (
	WholeGroup Answered = iota // every member of the group
	Concerned                  // those that the call named
)

// Gone says what becomes of a call that names a server the account has no longer.
type Gone int

// What may become of such a call.
const (
	GoneIgnored Gone = iota
	GoneRefused      // ObtainIpFail, as it was seen once
)

// Empty says what becomes of a list that is empty, or missing.
type Empty int

// What may become of such a list.
const (
	EmptyAccepted Empty = iota
	EmptyRefused
)
