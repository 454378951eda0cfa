package document

// alike says how much two statements share, from 0 to 1, by the hashes of their words: twice the words in
// common, in order, over all words.
func similarity(a, b string) float64 {
	x, y := digits(a), digits(b)
	if len(x)+len(y) == 0 {
		return 0
	}
	return 2 * float64(len(common(x, y))) / float64(len(x)+len(y))
}

// digits parts the hashes of the words.
func digits(words string) []string {
	out := make([]string, 0, len(words)/2)
	for ; len(words) >= 2; words = words[2:] {
		out = append(out, words[:2])
	}
	return out
}

// pair is two indexes, one into each of two lists.
type pair struct{ a, b int }

// common is the longest common subsequence of two lists.
func common[T comparable](a, b []T) []pair {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
				continue
			}
			length[i][j] = max(length[i+1][j], length[i][j+1])
		}
	}
	var out []pair
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			out = append(out, pair{i, j})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}
