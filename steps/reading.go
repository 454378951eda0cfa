package steps

import "strings"

// reads reads a part of a sentence as the step itself does and leaves the outcome alone, so that a sentence nobody
// understands is found before anything runs.
type reads func(part string) error

func anything(string) error { return nil }

func readsServer(part string) error {
	s := &scanner{rest: part}
	if _, err := s.role(); err != nil {
		return err
	}
	return readsClauses(s.rest)
}

func readsClauses(part string) error {
	_, err := clauses(part)
	return err
}

func readsRole(part string) error {
	s := &scanner{rest: part}
	if _, err := s.role(); err != nil {
		return err
	}
	if s.rest != "" {
		return s.notUnderstood()
	}
	return nil
}

func readsStandIn(part string) error {
	if !strings.HasPrefix(part, "its ") {
		return readsRole(part)
	}
	_, err := (&scanner{rest: part}).value()
	return err
}
