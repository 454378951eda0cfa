package wire

// The headers that the mock adds to its answers.
const (
	MockHeader      = "X-Slbconform-Mock"       // marks every answer of the mock, so that nobody takes it for the real service
	AnswerHeader    = "X-Slbconform-Answer"     // names the file that an answer was recorded in
	NotPlayedHeader = "X-Slbconform-Not-Played" // names what the mock does not play: the action, or parameters and members of lists that it ignored
)
