package serve

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/wire"
)

// controlPath is the path of the control interface of a served mock.
const controlPath = "/_slbconform/"

// controlDocument describes the control interface in OpenAPI.
//
//go:embed control.json
var controlDocument []byte

// maxControl is the longest body of a control call.
const maxControl = 1 << 20

// control answers calls to the control interface, and leaves all others to next.
func (s *Site) control(next http.Handler) http.Handler {
	controls := sync.OnceValue(s.controls) // made when first needed: few mocks use it
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, controlPath) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set(wire.MockHeader, "1")
		switch err := s.foreign(r); {
		case s.options.NoControl:
			tell(w, http.StatusNotFound, problem{"the control interface of this mock is switched off"})
		case err != nil:
			tell(w, http.StatusForbidden, problem{err.Error()})
		default:
			if _, pattern := controls().Handler(r); pattern == "" {
				meant := nearest.Hint(r.Method+" "+strings.TrimPrefix(r.URL.Path, controlPath), slices.Collect(maps.Keys(s.controlled())))
				tell(w, http.StatusNotFound, problem{fmt.Sprintf("%s %s is no call of the control interface%s; %sopenapi.json lists them", r.Method, r.URL.Path, meant, controlPath)})
				return
			}
			controls().ServeHTTP(w, r)
		}
	})
}

// controlled is what the calls of the control interface do, by method and path below controlPath.
func (s *Site) controlled() map[string]func(*http.Request) (any, error) {
	return map[string]func(*http.Request) (any, error){
		"GET health":         func(*http.Request) (any, error) { return map[string]string{"status": "ok"}, nil },
		"POST refuse":        s.controlRefuse,
		"POST delay":         s.controlDelay,
		"POST drop":          s.controlDrop,
		"GET orders":         func(*http.Request) (any, error) { return shownOrders(s.standing()), nil },
		"DELETE orders":      s.controlWithdrawAll,
		"DELETE orders/{id}": s.controlWithdraw,
		"POST reset":         func(*http.Request) (any, error) { s.Reset(); return map[string]string{"status": "ok"}, nil },
		"GET calls":          s.controlCalls,
		"GET groups/{id}":    s.controlGroup,
		"POST servers":       s.controlServers,
		"POST account":       s.controlAccount,
	}
}

// controls are the calls of the control interface.
func (s *Site) controls() *http.ServeMux {
	mux := http.NewServeMux()
	for pattern, do := range s.controlled() {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" "+controlPath+path, func(w http.ResponseWriter, r *http.Request) {
			r.Body = http.MaxBytesReader(w, r.Body, maxControl)
			err := asksFor(r, pattern)
			var said any
			if err == nil {
				said, err = do(r)
			}
			if err != nil {
				controlError(w, err)
				return
			}
			tell(w, http.StatusOK, said)
		})
	}
	mux.HandleFunc("GET "+controlPath+"openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(controlDocument) // an error means that the client is gone
	})
	return mux
}

// foreign returns an error for calls that a browser makes for some web page: the Host is a name that others may have
// pointed at this machine (DNS rebinding), or the Origin is another site.
func (s *Site) foreign(r *http.Request) error {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	_, notAddress := netip.ParseAddr(strings.Trim(host, "[]"))
	named := func(name string) bool { return strings.EqualFold(name, host) }
	if notAddress != nil && strings.Contains(host, ".") && !slices.ContainsFunc(s.options.ControlHosts, named) {
		return fmt.Errorf("the Host %[1]q is refused: the control interface is called by an address, by a name without a dot, or by one that the mock was told: slbconform serve -control-host %[1]s", host)
	}
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host && origin != "https://"+r.Host {
		return fmt.Errorf("the Origin %q is refused: the control interface is for programs, not for pages of other sites", origin)
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		return errors.New("a call from a page of another site is refused")
	}
	return nil
}

type problem struct {
	Error string `json:"error"`
}

// statusError is an error that has a status of its own.
type statusError struct {
	status int
	error
}

func (e statusError) Unwrap() error { return e.error }

func controlError(w http.ResponseWriter, err error) {
	status := http.StatusBadRequest
	if own, ok := errors.AsType[statusError](err); ok {
		status = own.status
	}
	tell(w, status, problem{err.Error()})
}

func tell(w http.ResponseWriter, status int, said any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(said) // an error means that the client is gone
}

// asksFor returns an error for parameters in the address of a call that it does not take: nobody would look at them.
func asksFor(r *http.Request, pattern string) error {
	taken := map[string][]string{"GET calls": {"action", "last"}}[pattern]
	for name, values := range r.URL.Query() {
		switch {
		case !slices.Contains(taken, name):
			return fmt.Errorf("%s takes no parameter %q%s", pattern, name, nearest.Hint(name, taken))
		case len(values) > 1:
			return fmt.Errorf("%s stands twice", name)
		}
	}
	return nil
}

// inJSON requires the content type application/json, which a form of a web page cannot send.
func inJSON(r *http.Request) error {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return statusError{http.StatusUnsupportedMediaType, errors.New("the body is to be application/json")}
	}
	return nil
}

// asked decodes the JSON body of a control call; fields that into does not have are an error.
func asked(r *http.Request, into any) error {
	if err := inJSON(r); err != nil {
		return err
	}
	in := json.NewDecoder(r.Body)
	in.DisallowUnknownFields()
	err := in.Decode(into)
	if other, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		field := other.Field[strings.LastIndex(other.Field, ".")+1:]
		return fmt.Errorf("the body is not what was expected: %s cannot be %s", cmp.Or(field, "it"), other.Value)
	}
	if err != nil {
		if said, isField := strings.CutPrefix(err.Error(), "json: unknown field "); isField { // the package has no type for it
			field, known := strings.Trim(said, `"`), fieldsOf(into)
			err = fmt.Errorf("it has no field %q%s", field, cmp.Or(nearest.Hint(field, known), "; there are "+strings.Join(known, ", ")))
		}
		return fmt.Errorf("the body is not what was expected: %w", err)
	}
	if in.More() {
		return errors.New("the body goes on after its JSON")
	}
	return nil
}

// fieldsOf are the names of a body's fields.
func fieldsOf(body any) []string {
	var fields map[string]json.RawMessage
	if data, err := json.Marshal(body); err == nil {
		_ = json.Unmarshal(data, &fields) // a body is an object
	}
	return slices.Sorted(maps.Keys(fields))
}
