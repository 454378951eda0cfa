package live

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// API is the few calls that preflight, clean-up and sweep make for themselves. It is used by one goroutine at a
// time.
type API struct {
	Endpoint    string // as an inventory says it
	Region      string
	Credentials func() (target.Credentials, error)
	Transport   http.RoundTripper
	Timeout     time.Duration // of one call, waiting for its turn included; a minute when 0
	Patience    time.Duration // the longest pause before a call without an answer is tried again; 2 s when 0
}

// NewAPI makes an API of an inventory's endpoint and region, over a network of its own, each call limited to timeout.
func NewAPI(inv *target.Inventory, keys *Keys, timeout time.Duration) *API {
	return Options{Inventory: inv, Keys: keys}.api(timed{network(), timeout})
}

// RefusedError is the error of a call that the service answered with an error of its own.
type RefusedError struct {
	Action string
	*wire.Refusal
	Date string // of the answer, as its header says
}

// Error says what was refused and how.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s was refused: %d %s: %s", e.Action, e.Status, e.Code, e.Message)
}

type door struct {
	ctx context.Context
	to  http.RoundTripper
}

func (d door) Call(req *http.Request, _ *http.Transport) (*http.Response, error) {
	return d.to.RoundTrip(req.WithContext(d.ctx))
}

// call makes one call. The error is *RefusedError, or says that no answer could be had. Reading is repeated when it
// finds the service busy: it changes nothing. A removal is repeated too: what is gone is gone.
func (a *API) call(ctx context.Context, do func(*slb.Client) error) (*wire.Exchange, error) {
	for pause := 200 * time.Millisecond; ; pause *= 2 {
		x, err := a.once(ctx, do)
		if err == nil || pause > a.patience(err) {
			return x, err
		}
		select {
		case <-ctx.Done():
			return x, err
		case <-time.After(pause):
		}
	}
}

func (a *API) once(ctx context.Context, do func(*slb.Client) error) (*wire.Exchange, error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(a.Timeout, time.Minute))
	defer cancel()
	keys, err := a.Credentials()
	if err != nil {
		return nil, err
	}
	var x *wire.Exchange
	client, err := a.client(keys, door{ctx, &wire.Recorder{Next: a.Transport, Keep: func(kept *wire.Exchange) { x = kept }}})
	if err != nil {
		return nil, err
	}
	err = do(client)
	if x == nil {
		return nil, err
	}
	return x, outcome(x)
}

func (a *API) client(keys target.Credentials, to door) (*slb.Client, error) {
	host, protocol := target.SplitEndpoint(a.Endpoint)
	config := &openapi.Config{
		AccessKeyId: dara.String(keys.AccessKeyID), AccessKeySecret: dara.String(keys.AccessKeySecret),
		Endpoint: dara.String(host), Protocol: dara.String(protocol), RegionId: dara.String(a.Region), HttpClient: to,
	}
	if keys.SecurityToken != "" {
		config.SecurityToken = dara.String(keys.SecurityToken)
	}
	return slb.NewClient(config)
}

// outcome judges by the bytes, not by what the SDK says.
func outcome(x *wire.Exchange) error {
	if !x.Complete() {
		return fmt.Errorf("%w: %s: %w", ErrNoAnswer, x.Action, x.Fault)
	}
	if x.Succeeded() {
		if _, err := wire.Object(x.Answer.Body); err != nil {
			return fmt.Errorf("%w: %s: %w", ErrNoAnswer, x.Action, err)
		}
		return nil
	}
	refusal, err := wire.ParseRefusal(x.Answer)
	if err != nil {
		return fmt.Errorf("%w: %s: status %d, %w", ErrNoAnswer, x.Action, x.Answer.Status, err)
	}
	return &RefusedError{Action: x.Action, Refusal: refusal, Date: x.Answer.Header.Get("Date")}
}

// patience is the longest pause worth making before the same call is tried again; 0: it is not worth it.
func (a *API) patience(err error) time.Duration {
	var refused *RefusedError
	switch {
	case errors.As(err, &refused) && target.Passing(refused.Refusal):
		return 10 * time.Second
	case errors.As(err, &refused), errors.Is(err, wire.ErrNotSent):
		return 0
	case errors.Is(err, ErrNoAnswer):
		return cmp.Or(a.Patience, 2*time.Second)
	}
	return 0
}
