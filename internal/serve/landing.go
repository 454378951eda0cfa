package serve

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"slices"
	"sync"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

//go:embed landing.html
var landingHTML string

// landingPage is what the page at / shows.
type landingPage struct {
	*Site
	Played  []string
	Control bool
	Roles   []landingRole
	Errors  []*landingError
	Others  []*landingOther
}

type landingRole struct {
	Role string
	target.Resource
}

// landingError is a documented error code with one of its messages.
type landingError struct {
	ID            string // on the page
	Status        int
	Code, Message string
	Operations    []string // whose documents list it so
	Cause         string
	Basis         spec.Basis // of the cause; "" where the documents state it
	Server        string     // that provokes it when it is added; "" where facts of the account do
}

// landingOther is a code that the documents do not list for the operations that answer with it.
type landingOther struct {
	Unlisted
	Operations, Causes []string
}

// landing shows a page to browsers, and passes calls of the API to next.
func (s *Site) landing(next http.Handler) http.Handler {
	page := sync.OnceValue(func() []byte {
		var page bytes.Buffer
		said, err := s.landingPage()
		if err == nil {
			err = template.Must(template.New("landing").Parse(landingHTML)).Execute(&page, said)
		}
		if err != nil {
			return []byte(template.HTMLEscapeString(err.Error()))
		}
		return page.Bytes()
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !browser(r) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set(wire.MockHeader, "1")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
		_, _ = w.Write(page()) // an error means that the client is gone
	})
}

// browser reports whether a request comes from a browser: every call of the API has parameters or a signature.
func browser(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && r.URL.Path == "/" && r.URL.RawQuery == "" &&
		r.Header.Get("Authorization") == "" && r.Header.Get("X-Acs-Action") == ""
}

func (s *Site) landingPage() (landingPage, error) {
	ledger, err := readLedger()
	if err != nil {
		return landingPage{}, err
	}
	p := landingPage{Site: s, Played: mock.Actions(), Control: !s.options.NoControl, Errors: s.landingErrors(ledger)}
	others, err := UnlistedCodes(ledger, s.answers)
	if err != nil {
		return landingPage{}, err
	}
	p.Others = landingOthers(others)
	for _, r := range target.Roles() {
		if resource, ok := s.Inventory.Roles[r.Name]; ok {
			for _, one := range resource.Each() {
				p.Roles = append(p.Roles, landingRole{r.Name, one})
			}
		}
	}
	return p, nil
}

// landingErrors are the documented error codes, each once with each of its messages.
func (s *Site) landingErrors(ledger *spec.Ledger) []*landingError {
	var all []*landingError
	listed := map[string]*landingError{}
	for _, rule := range ledger.Rules {
		code := rule.Fact.Code
		if code == "" {
			continue
		}
		e := listed[code+rule.Fact.Message]
		if e == nil {
			id := code
			if slices.ContainsFunc(all, func(o *landingError) bool { return o.Code == code }) {
				id += "-" + rule.Operation
			}
			e = &landingError{ID: id, Status: rule.Fact.Status, Code: code, Message: rule.Fact.Message, Cause: rule.Cause.Says, Basis: rule.Cause.Basis}
			if e.Basis == spec.Stated {
				e.Basis = ""
			}
			listed[code+rule.Fact.Message] = e
			all = append(all, e)
		}
		if server := s.tied(code); rule.Cause.ByName && server != "" {
			e.Cause, e.Basis, e.Server = "a server is added that the account ties to it", "", server
		}
		if !slices.Contains(e.Operations, rule.Operation) {
			e.Operations = append(e.Operations, rule.Operation)
		}
	}
	return all
}

// landingOthers lists each code and message once, with all operations and causes.
func landingOthers(all []Unlisted) []*landingOther {
	var out []*landingOther
	for _, u := range all {
		i := slices.IndexFunc(out, func(o *landingOther) bool { return o.Code == u.Code && o.Message == u.Message })
		if i < 0 {
			i, out = len(out), append(out, &landingOther{Unlisted: u})
		}
		if o := out[i]; !slices.Contains(o.Operations, u.Operation) {
			o.Operations = append(o.Operations, u.Operation)
		}
		if o := out[i]; !slices.Contains(o.Causes, u.Says) {
			o.Causes = append(o.Causes, u.Says)
		}
	}
	return out
}

// tied is the server whose name makes the mock answer with a code; "" for none.
func (s *Site) tied(code string) string {
	for _, one := range s.Account.Servers {
		if s.Account.NamedOutcome(one.ID) == code {
			return one.ID
		}
	}
	return ""
}
