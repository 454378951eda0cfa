package steps

import "strings"

// The readers of what a pattern leaves open. They read as the steps themselves do and leave the outcome alone, so that
// a sentence nobody understands is found before anything runs.

func readsServer(parts []string) error {
	s := &scanner{rest: parts[0]}
	if _, err := s.role(); err != nil {
		return err
	}
	return readsClauses([]string{s.rest})
}

func readsClauses(parts []string) error {
	_, err := clauses(parts[0])
	return err
}

func readsRole(parts []string) error {
	s := &scanner{rest: parts[0]}
	if _, err := s.role(); err != nil {
		return err
	}
	if s.rest != "" {
		return s.notUnderstood()
	}
	return nil
}

func readsRoles(parts []string) error {
	for _, part := range parts[:2] {
		if err := readsRole([]string{part}); err != nil {
			return err
		}
	}
	return nil
}

func readsStandIn(parts []string) error {
	if !strings.HasPrefix(parts[1], "its ") {
		return readsRole(parts[1:])
	}
	_, err := (&scanner{rest: parts[1]}).value()
	return err
}
