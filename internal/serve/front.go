package serve

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"sync"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/spec"
)

//go:embed front.html
var frontHTML string

// frontPage is what the page at / shows.
type frontPage struct {
	*Site
	Roles  []frontRole
	Errors []frontError
}

type frontRole struct {
	Role string
	target.Resource
}

type frontError struct {
	Status        int
	Code, Message string
	Cause         string
	Inferred      bool // the documentation gives the code and not the cause
	Lacking       bool // the account has not what it takes
	recipe
}

// front shows a page to whoever looks with a browser, and leaves every call of the API to next.
func front(next http.Handler, s *Site, l *spec.Ledger) http.Handler {
	page := sync.OnceValue(func() []byte {
		var page bytes.Buffer
		if err := template.Must(template.New("front").Parse(frontHTML)).Execute(&page, newFrontPage(s, l)); err != nil {
			return []byte(template.HTMLEscapeString(err.Error()))
		}
		return page.Bytes()
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !browser(r) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set(mock.Header, "1")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
		_, _ = w.Write(page()) // an error means that the client is gone
	})
}

// browser tells a person who looks from a program that calls: no call comes without parameters and signature.
func browser(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && r.URL.Path == "/" && r.URL.RawQuery == "" &&
		r.Header.Get("Authorization") == "" && r.Header.Get("X-Acs-Action") == ""
}

func newFrontPage(s *Site, l *spec.Ledger) frontPage {
	p := frontPage{Site: s}
	for _, r := range target.Roles() {
		if resource, ok := s.Inventory.Roles[r.Name]; ok {
			for _, one := range resource.Each() {
				p.Roles = append(p.Roles, frontRole{r.Name, one})
			}
		}
	}
	known := recipes()
	for _, rule := range l.Rules {
		if rule.Fact.Code != "" {
			p.Errors = append(p.Errors, s.provoked(rule, known[rule.Fact.Code]))
		}
	}
	return p
}

// provoked says how a documented error is provoked with what the account has.
func (s *Site) provoked(rule *spec.Rule, how recipe) frontError {
	e := frontError{Status: rule.Fact.Status, Code: rule.Fact.Code, Message: rule.Fact.Message, Cause: rule.Cause.Says, Inferred: rule.Cause.Basis != spec.Stated}
	if rule.Cause.ByName {
		e.Cause, e.Inferred = "one server is added that the account ties to it", false
		at := slices.IndexFunc(s.Account.Servers, func(x fixtures.Server) bool { return s.Account.NamedOutcome(x.ID) == e.Code })
		if at >= 0 {
			how.List = fmt.Sprintf(`[{"ServerId":%q,"Type":%q,"Port":80}]`, s.Account.Servers[at].ID, s.Account.Servers[at].Kind)
		}
	}
	how, complete := how.fill(s.Inventory)
	e.Lacking = !complete || how.List == "" && how.Words == ""
	if !e.Lacking {
		e.recipe = how
	}
	return e
}
