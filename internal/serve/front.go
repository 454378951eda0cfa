package serve

import (
	_ "embed"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/spec"
)

//go:embed front.html
var frontHTML string

// frontPage is what the page at / shows.
type frontPage struct {
	Account, Region string
	Key, Secret     string
	Roles           []frontRole
	Errors          []frontError
}

type frontRole struct {
	Role string
	target.Resource
}

type frontError struct {
	Status        int
	Code, Message string
	Cause         string
	Role, ID      string // of the resource that provokes it; empty when another way is needed
}

// front shows a page to whoever looks with a browser, and leaves every call of the API to next.
func front(next http.Handler, s *Site, l *spec.Ledger) http.Handler {
	page := template.Must(template.New("front").Parse(frontHTML))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !browser(r) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set(mock.Header, "1")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		_ = page.Execute(w, newFrontPage(s, l)) // an error means that the client is gone
	})
}

// browser tells a person who looks from a program that calls: no call comes without parameters and signature.
func browser(r *http.Request) bool {
	return r.Method == http.MethodGet && r.URL.Path == "/" && r.URL.RawQuery == "" &&
		r.Header.Get("Authorization") == "" && r.Header.Get("X-Acs-Action") == ""
}

func newFrontPage(s *Site, l *spec.Ledger) frontPage {
	p := frontPage{Account: s.Account.ID, Region: s.Inventory.Region}
	if main, err := s.Main(); err == nil {
		p.Key, p.Secret = main.ID, main.Secret
	}
	for _, r := range target.Roles() {
		if resource, ok := s.Inventory.Roles[r.Name]; ok {
			p.Roles = append(p.Roles, frontRole{r.Name, resource})
		}
	}
	for _, rule := range l.Rules {
		if rule.Fact.Code != "" {
			p.Errors = append(p.Errors, s.provoked(rule))
		}
	}
	return p
}

// provoked says what in the account provokes a documented error.
func (s *Site) provoked(rule spec.Rule) frontError {
	e := frontError{Status: rule.Fact.Status, Code: rule.Fact.Code, Message: rule.Fact.Message, Cause: rule.Cause.Says}
	if role, ok := strings.CutPrefix(rule.Live, "needs "); ok {
		e.Role, e.ID = role, s.Inventory.Roles[role].ID
	}
	at := slices.IndexFunc(s.Account.Servers, func(x fixtures.Server) bool { return s.Account.NamedOutcome(x.ID) == rule.Fact.Code })
	if at >= 0 {
		e.ID = s.Account.Servers[at].ID
		e.Cause = "any call that adds this server"
	}
	return e
}
