package mutation

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// answerVariants answer otherwise than the mock does, in what no document says of an answer.
func answerVariants(g *Generator) []*Mutant {
	edits := func(name string, edit func(a *wire.Answer)) *Mutant {
		return &Mutant{How: name, alter: func(s *mutated) { s.edits("", edit) }}
	}
	ids := func(name string, other func(id string) string) *Mutant {
		return edits(name, func(a *wire.Answer) {
			a.Body = at(a.Body, []string{"RequestId"}, changed(func(v any) any {
				id, _ := v.(string)
				return other(id)
			}))
		})
	}
	refusals := func(name string, edit func(a *wire.Answer)) *Mutant {
		return edits(name, func(a *wire.Answer) {
			if a.Status >= http.StatusBadRequest {
				edit(a)
			}
		})
	}
	lacking := func(member string) *Mutant {
		return refusals("refuses without "+member, func(a *wire.Answer) {
			a.Body = at(a.Body, []string{member}, func(parent map[string]any, name string) { delete(parent, name) })
		})
	}
	return []*Mutant{
		ids("writes request ids without hyphens", func(id string) string { return strings.ReplaceAll(id, "-", "") }),
		ids("writes request ids in braces", func(id string) string { return "{" + id + "}" }),
		ids("writes short request ids", func(id string) string { return id[:8] }),
		edits("calls its answers text/json", func(a *wire.Answer) { a.Header.Set("Content-Type", "text/json") }),
		edits("does not say what its answers are", func(a *wire.Answer) { a.Header.Del("Content-Type") }),
		lacking("RequestId"), lacking("HostId"),
		refusals("writes the members of its refusals small", func(a *wire.Answer) {
			for _, name := range []string{"RequestId", "HostId", "Code", "Message"} {
				small := strings.ToLower(name[:1]) + name[1:]
				a.Body = bytes.Replace(a.Body, []byte(strconv.Quote(name)), []byte(strconv.Quote(small)), 1)
			}
		}),
		refusals("adds a recommendation that no document shows to its refusals", func(a *wire.Answer) {
			a.Body = node{}.with(a.Body, addUndeclared)
		}),
		{How: "says of a group and of each backend server, in members of its own, how often it was looked at", open: true, alter: func(s *mutated) { s.edits("", ofTheMoment()) }},
		{How: "lists the tags of a group in another order each time", kept: true, alter: func(s *mutated) { s.edits("", inTurns()) }},
		{How: "leaves out the value of a tag that has none", kept: true, alter: func(s *mutated) {
			s.edits("", emptyValues(func(tag map[string]any, name string) { delete(tag, name) }))
		}},
		{How: "answers null as the value of a tag that has none", kept: true, alter: func(s *mutated) {
			s.edits("", emptyValues(func(tag map[string]any, name string) { tag[name] = nil }))
		}},
		{How: "answers with the backend servers of the call alone", alter: answersTheCall},
		{How: "answers an empty description where none was given", alter: func(s *mutated) {
			for _, n := range g.contract.nodes {
				if n.answers(n.action) && n.name() == "Description" && g.documented(n.action) && n.path[0] == "BackendServers" {
					s.edits(n.action, describing)
				}
			}
		}},
	}
}

// ofTheMoment adds what is another value in every answer.
func ofTheMoment() func(a *wire.Answer) {
	var asked atomic.Int64
	return func(a *wire.Answer) {
		now := asked.Add(1)
		for _, path := range [][]string{{}, {"Tags"}, {"BackendServers", "BackendServer", "[]"}} {
			a.Body = at(a.Body, append(path, "Looks"), func(parent map[string]any, name string) {
				if a.Status == http.StatusOK {
					parent[name] = now
				}
			})
		}
	}
}

// inTurns turns the tags of a group around in every other answer.
func inTurns() func(a *wire.Answer) {
	var asked atomic.Int64
	return func(a *wire.Answer) {
		a.Body = at(a.Body, []string{"Tags", "Tag"}, changed(func(v any) any {
			if tags, is := v.([]any); is && asked.Add(1)%2 == 0 {
				slices.Reverse(tags)
			}
			return v
		}))
	}
}

// emptyValues makes something else of the value of a tag that has none.
func emptyValues(become func(tag map[string]any, name string)) func(a *wire.Answer) {
	return func(a *wire.Answer) {
		for _, tags := range [][]string{{"Tags"}, {"VServerGroups", "VServerGroup", "[]", "Tags"}} {
			a.Body = at(a.Body, append(tags, "Tag", "[]", "TagValue"), func(tag map[string]any, name string) {
				if tag[name] == "" {
					become(tag, name)
				}
			})
		}
	}
}

// answersTheCall lists, of the group that a call changed, what the call put there or altered.
func answersTheCall(s *mutated) {
	listed := func(c *mock.Call) []mock.BackendServer {
		return slices.DeleteFunc(c.Held(c.Group()), func(m mock.BackendServer) bool { return !slices.ContainsFunc(c.Asked(), m.SameAs) })
	}
	fewer := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
		n := len(listed(c))
		return !r.Refused() && n > 0 && n < len(c.Held(c.Group()))
	}
	s.after(fewer, func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) { r.List(listed(c)) })
}

// describing gives every backend server of an answer a description, empty where there was none.
func describing(a *wire.Answer) {
	a.Body = at(a.Body, []string{"BackendServers", "BackendServer", "[]", "Description"}, func(server map[string]any, name string) {
		if _, given := server[name]; !given {
			server[name] = ""
		}
	})
}
