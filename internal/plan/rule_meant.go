package plan

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/spec"
)

// meant is the end of an error about a pattern that means no rule: the one that was probably meant. An operation may be given
// by how its name begins, a rule by how its id ends, and either may be mistyped.
func meant(pattern string, l *spec.Ledger) string {
	of, rule, full := strings.Cut(pattern, "/")
	if !full {
		if operation := operationMeant(pattern, l); means(operation+"/*", l) && !strings.Contains(pattern, ".") {
			return hint(operation + "/*")
		}
		if rule := ruleMeant("*", pattern, l); rule != "" {
			return hint(rule)
		}
		of, rule, _ = strings.Cut(pattern, ".") // a dot where a slash was meant
	}
	if id := spec.Platform + "/" + rule; means(id, l) && means(of+"/*", l) { // it is no rule of the operation, but of all
		return hint(id)
	}
	for _, of := range []string{of, operationMeant(of, l)} {
		for _, rule := range []string{rule, ruleMeant(of, rule, l)} {
			if means(of+"/"+rule, l) {
				return hint(of + "/" + rule)
			}
		}
	}
	meant := ruleMeant("*", rule, l)
	if operation := operationMeant(of, l); meant == "" && means(operation+"/*", l) {
		meant = operation + "/*"
	}
	return hint(meant)
}

func hint(meant string) string {
	if meant == "" {
		return " (docs/behaviour.md lists them by operation)"
	}
	return fmt.Sprintf("; did you mean %q?", meant)
}

// operationMeant is the name of the operation that was meant, or the pattern for several; "" for none.
func operationMeant(given string, l *spec.Ledger) string {
	begun := strings.TrimRight(given, "*")
	stands := map[string]string{}
	for _, name := range append(l.Names(), spec.Platform) {
		for i := range len(name) {
			if word := name[:i+1]; word == begun || i+1 == len(name) || 'A' <= name[i+1] && name[i+1] <= 'Z' {
				if stands[word] = cmp.Or(stands[word], name); stands[word] != name {
					stands[word] = word + "*"
				}
			}
		}
		stands[name] = name
	}
	return stands[nearest.Name(begun, slices.Collect(maps.Keys(stands)))]
}

// ruleMeant is the id of the rule that was meant, among those of operations, or the pattern for a family of rules; "" for
// none. An error code may be given by its last word, a family by a word between the dots.
func ruleMeant(of, given string, l *spec.Ledger) string {
	stands, words := map[string]string{}, map[string]string{}
	for _, r := range l.Rules {
		if is, err := path.Match(of, r.Operation); err != nil || !is {
			continue
		}
		id := r.Name
		stands[id] = id
		parts := strings.Split(id, ".")
		stands[parts[0]+"."+parts[len(parts)-1]] = id
		for i := 1; i < len(parts); i++ {
			family := strings.Join(parts[:i], ".") + ".*"
			stands[family] = family
		}
		for _, word := range parts[1:max(1, len(parts)-1)] {
			words[word] = "*." + word + ".*"
		}
	}
	var ends []string
	for name := range stands {
		if strings.HasSuffix(name, "."+given) {
			ends = append(ends, stands[name])
		}
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	switch len(ends) {
	case 0:
	case 1:
		return ends[0]
	default:
		return "*." + given
	}
	if like := stands[nearest.Name(given, slices.Collect(maps.Keys(stands)))]; like != "" {
		return like
	}
	word := strings.Trim(given, "*.")
	return words[nearest.Name(word, slices.DeleteFunc(slices.Collect(maps.Keys(words)), func(known string) bool { return word == "" || known[0] != word[0] }))]
}
