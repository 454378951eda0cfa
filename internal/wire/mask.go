package wire

// Mask shows enough of an identifier to tell two apart and too little to use it: its first four characters.
func Mask(s string) string {
	if len(s) <= 4 {
		return "****"
	}
	return s[:4] + "****"
}
