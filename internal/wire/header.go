package wire

// The headers by which the mock speaks of itself.
const (
	MockHeader      = "X-Slbconform-Mock"       // marks every answer of the mock, so that nobody takes it for the real service
	AnswerHeader    = "X-Slbconform-Answer"     // names the file that an answer was recorded in
	NotPlayedHeader = "X-Slbconform-Not-Played" // names the action of a call that the real service has and the mock does not play
)
