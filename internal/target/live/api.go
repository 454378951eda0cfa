package live

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec/platform"
)

// API is the few calls that preflight, clean-up and sweep make for themselves. It is used by one goroutine at a
// time.
type API struct {
	Endpoint    string // as an inventory says it
	Region      string
	Actions     wire.Actions // what each action does
	Credentials func() (target.Credentials, error)
	Transport   http.RoundTripper
	Patience    time.Duration // the longest pause before a call without an answer is tried again; 2 s when 0

	missed bool // something that was to be removed was not found
	kept   int  // how many things could not be removed after all retries
}

// NewAPI makes an API for the endpoint and region of an inventory, with connections of its own, each call limited to
// timeout.
func NewAPI(inv *target.Inventory, keys *Keys, actions wire.Actions, timeout time.Duration) *API {
	return Options{Inventory: inv, Keys: keys, Actions: actions}.api(timed{network(), timeout})
}

// RefusedError is the error of a call that the service answered with an error of its own.
type RefusedError struct {
	Action string
	*wire.Refusal
	Kind wire.Kind
	Of   platform.Subject // what the code speaks of, where it is not what the call names
	Date string           // of the answer, as its header says
}

// Error says what was refused and how.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s was refused: %d %s: %s", e.Action, e.Status, cmp.Or(e.Code, "without a code"), e.Message)
}

type sdkTransport struct {
	ctx context.Context
	to  http.RoundTripper
}

func (d sdkTransport) Call(req *http.Request, _ *http.Transport) (*http.Response, error) {
	return d.to.RoundTrip(req.WithContext(d.ctx))
}

// slbVersion is the version of SLB's API.
const slbVersion = "2014-05-15"

// query is the parameters of a call.
type query map[string]string

// read makes a call of SLB in the region of the API and decodes its answer into a struct; into may be nil where only
// success matters. Errors are those of call, or wrap ErrNoAnswer.
func (a *API) read(ctx context.Context, action string, params query, into any) error {
	if action == "" {
		return errors.New("no schema describes the action that does it")
	}
	params["RegionId"] = a.Region
	x, err := a.call(ctx, slbVersion, action, params)
	if err != nil || into == nil {
		return err
	}
	if err := wire.Decode(x.Answer.Body, into); err != nil {
		return fmt.Errorf("%w: the answer to %s: %w", ErrNoAnswer, action, err)
	}
	return nil
}

// call makes one call, and repeats it while the service is busy: readings and removals may be repeated without harm, and
// an API makes no others. The error is *RefusedError, or says that no answer could be had.
func (a *API) call(ctx context.Context, version, action string, params query) (*wire.Exchange, error) {
	var x *wire.Exchange
	var err error
	began := retry.Now(ctx)
	retry.Do(ctx, 200*time.Millisecond, busyPatience, func() (again bool) {
		x, err = a.once(ctx, version, action, params)
		return err != nil && retry.Now(ctx).Sub(began) < a.patience(err)
	})
	return x, err
}

// busyPatience is how long a service that says it is busy is asked again.
const busyPatience = 20 * time.Second

func (a *API) once(ctx context.Context, version, action string, params query) (*wire.Exchange, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute) // waiting for its turn included
	defer cancel()
	keys, err := a.Credentials()
	if err != nil {
		return nil, err
	}
	var x *wire.Exchange
	client, err := a.client(keys, sdkTransport{ctx, &wire.Recorder{Next: a.Transport, Keep: func(kept *wire.Exchange) { x = kept }}})
	if err != nil {
		return nil, err
	}
	request := &openapi.OpenApiRequest{Query: map[string]*string{}}
	for name, value := range params {
		request.Query[name] = &value
	}
	_, err = client.CallApi(&openapi.Params{
		Action: &action, Version: &version, Protocol: client.Protocol, Pathname: dara.String("/"), Method: dara.String("POST"),
		AuthType: dara.String("AK"), Style: dara.String("RPC"), ReqBodyType: dara.String("formData"), BodyType: dara.String("json"),
	}, request, &dara.RuntimeOptions{})
	if x == nil {
		return nil, err
	}
	return x, outcomeOfCall(x)
}

func (a *API) client(keys target.Credentials, to sdkTransport) (*openapi.Client, error) {
	host, protocol := target.SplitEndpoint(a.Endpoint)
	config := &openapi.Config{
		AccessKeyId: dara.String(keys.AccessKeyID), AccessKeySecret: dara.String(keys.AccessKeySecret),
		Endpoint: dara.String(host), Protocol: dara.String(protocol), RegionId: dara.String(a.Region), HttpClient: to,
	}
	if keys.SecurityToken != "" {
		config.SecurityToken = dara.String(keys.SecurityToken)
	}
	return openapi.NewClient(config)
}

// outcomeOfCall judges the bytes of the answer, not what the SDK made of them. A refusal is a text under Code, whatever
// the status, or any complete answer with a status from 400 to 499.
func outcomeOfCall(x *wire.Exchange) error {
	if !x.Complete() {
		return fmt.Errorf("%w: %s: %w", ErrNoAnswer, x.Action, x.Fault)
	}
	if refusal := x.Refusal(); refusal != nil {
		codes, err := platform.LoadCodes()
		if err != nil {
			return err
		}
		return &RefusedError{Action: x.Action, Refusal: refusal, Kind: x.Kind(), Of: codes.Of(refusal.Code), Date: x.Answer.Header.Get("Date")}
	}
	if !x.Succeeded() {
		return fmt.Errorf("%w: %s: status %d", ErrNoAnswer, x.Action, x.Answer.Status)
	}
	if _, err := wire.Object(x.Answer.Body); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrNoAnswer, x.Action, err)
	}
	return nil
}

// patience is how long the same call is worth trying again; 0: it is not.
func (a *API) patience(err error) time.Duration {
	switch refused, ok := errors.AsType[*RefusedError](err); {
	case ok && refused.Kind.Transient():
		return busyPatience
	case errors.Is(err, wire.ErrNotSent):
		return 0
	case ok && refused.Kind == wire.Failed, errors.Is(err, ErrNoAnswer):
		return 2 * cmp.Or(a.Patience, 2*time.Second)
	}
	return 0
}
