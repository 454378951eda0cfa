package wire

// The headers by which the mock speaks of itself.
const (
	MockHeader      = "X-Slbconform-Mock"       // marks every answer of the mock, so that nobody takes it for the real service
	AnswerHeader    = "X-Slbconform-Answer"     // names the file that an answer was recorded in
	NotPlayedHeader = "X-Slbconform-Not-Played" // names what the mock does not play: the action of a call, which the real service has, or parameters and members of lists that it carried the call out without
)
