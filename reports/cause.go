package reports

// Cause is one rule that explains contradictions, with all that follow from it.
type Cause struct {
	Rule          string   `json:"rule"`                  // the rule that is broken
	Basis         Basis    `json:"basis,omitempty"`       // why the rule is believed; absent where no rule is at fault
	Verdict       Verdict  `json:"verdict"`               // the worst of the contradictions that stand in it
	Reason        string   `json:"reason"`                // what was expected and what was seen, and both readings where there are two
	Scenarios     []string `json:"scenarios"`             // ids of those that show it, its own first
	Held          int      `json:"held,omitempty"`        // how many of those hold what they test, and saw it besides
	Followers     []string `json:"followers"`             // ids of those that were not judged because of it
	FollowerRules []string `json:"follower_rules"`        // ids of the rules of those
	Beside        []string `json:"beside,omitempty"`      // rules that would explain it alike
	Exchange      int      `json:"exchange"`              // that shows it: index into exchanges; -1 for none
	MockRule      string   `json:"mock_rule,omitempty"`   // the rule of the mock that spoke
	AnswerFile    string   `json:"answer_file,omitempty"` // the recorded answer that the mock gave
}

// Premise is a call that shows whether the inventory is right. It is no test case.
type Premise struct {
	Role     string `json:"role"`     // what the call was made to show
	Shown    bool   `json:"shown"`    // the role is what the inventory says
	Says     string `json:"says"`     // what was answered, and what that means
	Exchange int    `json:"exchange"` // index into exchanges; -1 when the role was shown by calls of the run
}
