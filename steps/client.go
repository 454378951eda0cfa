package steps

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// caller is who makes a call and how it is signed.
type caller struct {
	profile  string                    // "" is the main identity
	rpc      bool                      // signed in the older RPC style
	forge    func(*target.Credentials) // alters the credentials before signing
	unsigned bool                      // the signature is taken off on the way
}

// way leads from the SDK to a target: it carries the context the SDK itself does not pass on.
type way struct {
	ctx context.Context
	to  http.RoundTripper
}

// transport is the way of the call that is being made, for a client that outlives it.
type transport struct {
	way      *way
	unsigned bool
}

// Call hands on one request. The SDK's own transport, with its pool and proxies, is not used.
func (d transport) Call(req *http.Request, _ *http.Transport) (*http.Response, error) {
	req = req.WithContext(d.way.ctx)
	if d.unsigned {
		takeSignatureOff(req)
	}
	return d.way.to.RoundTrip(req)
}

// takeSignatureOff removes what either scheme writes its signature into. The SDK's header names are not canonical.
func takeSignatureOff(req *http.Request) {
	maps.DeleteFunc(req.Header, func(name string, _ []string) bool { return strings.EqualFold(name, "Authorization") })
	query := req.URL.Query()
	query.Del("Signature")
	req.URL.RawQuery = query.Encode()
}

// exchange makes one call. Where it names a group of the scenario, or a load balancer of the run, that is so new that the
// service does not know it yet, the call is repeated until it does, or for as long as a change may take to show. Every attempt is
// kept; the last one is returned. Errors as of once.
func (w *World) exchange(ctx context.Context, as caller, do func(*slb.Client) (any, error)) (*wire.Exchange, error) {
	return w.awaited(ctx, as, do, w.tooNew)
}

// judged is exchange for a plain call whose answer has to say something.
func (w *World) judged(ctx context.Context, do func(*slb.Client) (any, error)) (*wire.Exchange, error) {
	x, err := w.exchange(ctx, caller{}, do)
	if err == nil {
		err = unjudgeable(x)
	}
	return x, err
}

// awaited makes one call, again and again while its answer only says that it comes too early.
func (w *World) awaited(ctx context.Context, as caller, do func(*slb.Client) (any, error), early func(*wire.Exchange) bool) (*wire.Exchange, error) {
	x, err := w.patiently(ctx, as, do)
	if err != nil || !early(x) {
		return x, err
	}
	_ = w.eventually(ctx, func() error {
		if x, err = w.patiently(ctx, as, do); err == nil && early(x) {
			return &Violation{Expected: "an answer about what was made just before", Got: shortAnswer(x)}
		}
		return nil
	})
	if x != nil {
		w.Balancers.awaited(w.sortOf(x, balancerParameter))
	}
	return x, err
}

// tooNew notes what calls found, and reports whether a call did not find a group that the scenario made, or a load balancer that
// the run made, and nothing found before.
func (w *World) tooNew(x *wire.Exchange) bool {
	if _, known := w.Actions[x.Action]; w.About.ReadBack == 0 || !known || x.Request.Version() != apiVersion {
		return false // what is not found may be the action
	}
	r := x.Refusal()
	notFound := r != nil && r.Status == http.StatusNotFound
	if w.young(x) {
		return notFound
	}
	by := w.sortOf(x, groupParameter)
	deleted, own := w.own[by.id]
	if !own || deleted || w.found[by] {
		return false
	}
	w.found[by] = x.Succeeded() && w.Actions[x.Action].About == groupParameter // a listener may be made on what is not known yet
	return notFound && (w.Elsewhere == nil || !w.Elsewhere(x.Action, r))
}

// young notes which load balancers of the run calls found, and reports whether a call names one that nothing found before.
func (w *World) young(x *wire.Exchange) bool {
	by := w.sortOf(x, balancerParameter)
	if x.Succeeded() {
		w.Balancers.awaited(by)
	}
	return w.About.ReadBack > 0 && w.Balancers.unfound(by)
}

// sortOf is what a call names in a parameter, and whether it only reads.
func (w *World) sortOf(x *wire.Exchange, parameter string) foundBy {
	return foundBy{id: x.Request.Params().Get(parameter), reads: w.Actions[x.Action].Does == wire.Reads}
}

// The parameters that name the group, or the load balancer, that a call is about.
const (
	groupParameter    = "VServerGroupId"
	balancerParameter = "LoadBalancerId"
)

// foundBy is a group or a load balancer that was found by calls of one sort: what can be read need not be known where it is changed.
type foundBy struct {
	id    string
	reads bool
}

// patiently makes one call, again and again where that is safe and a transient error stands in the way, for as long as the
// target is patient.
func (w *World) patiently(ctx context.Context, as caller, do func(*slb.Client) (any, error)) (*wire.Exchange, error) {
	var x *wire.Exchange
	var err error
	w.retry(ctx, 200*time.Millisecond, w.About.Patience, func() (again bool) {
		x, err = w.once(ctx, as, do)
		return err == nil && w.repeatable(x)
	})
	return x, err
}

// repeatable reports whether a call met a transient error, which is not about it, and cannot do harm when repeated:
// a refusal has changed nothing; a call whose answer was lost may have, unless it only reads or removes, or carries a
// token that makes it the same call again, as the creation of a load balancer does.
func (w *World) repeatable(x *wire.Exchange) bool {
	if w.last != nil && x.Action == w.last.op.Name && w.Subject.Of(x) {
		return false
	}
	if x.Complete() && x.Answer.Status < 500 {
		return x.Kind().Transient()
	}
	does := w.Actions[x.Action].Does
	if w.last != nil && x.Action == w.last.op.Name && does != wire.Reads {
		return false // a second call would be judged as the first, which may have done its work
	}
	tokened := x.Request.Params().Get("ClientToken") != ""
	return !x.NotSent() && (tokened || does == wire.Reads || does == wire.Deletes)
}

// once makes one call through the SDK and keeps its exchange. do returns the SDK's typed body. The error tells
// that no call could be made at all; what came of one that was made stands in the exchange.
func (w *World) once(ctx context.Context, as caller, do func(*slb.Client) (any, error)) (*wire.Exchange, error) {
	ctx, cancel := context.WithTimeout(ctx, w.About.CallTimeout)
	defer cancel()

	var x *wire.Exchange
	client, err := w.client(as)
	if err != nil {
		return nil, err
	}
	*w.way = way{ctx: target.WithAgain(ctx, w.again), to: &wire.Recorder{Next: w.Session.Transport, Keep: func(kept *wire.Exchange) { x = kept }}}
	var body any
	if !onItsOwnStack(ctx, func() { body, err = do(client) }) {
		w.way, w.clients = &way{}, map[signer]*slb.Client{} // the call left behind may still use those it has
		return nil, undecided(fmt.Sprintf("the call does not end, %v after its time was up", grace), ctx.Err())
	}
	if x == nil {
		return nil, undecided("the SDK made no call", err)
	}
	x.SDK = &wire.SDKResult{Body: body, Err: err}
	w.calls = append(w.calls, x)
	return x, x.Broken()
}

// grace is how long a call may still take to give up when its time is over.
const grace = time.Second

// onItsOwnStack waits for what is done on a stack of its own, and reports whether it has ended: what goes on beyond its grace is
// left behind. For every nonce the SDK has its entire stack printed, and below the frames of a sentence that takes longer than to
// sign the call.
func onItsOwnStack(ctx context.Context, do func()) (ended bool) {
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		do()
	}()
	var crash any
	select {
	case crash = <-done:
	case <-ctx.Done():
		select {
		case crash = <-done:
		case <-time.After(grace):
			return false
		}
	}
	if crash != nil {
		panic(crash)
	}
	return true
}

// signer is what a client of the SDK is made for.
type signer struct {
	target.Credentials
	rpc, unsigned bool
}

// client is the SDK for a caller. It is made once a scenario, for it holds a list of all endpoints.
func (w *World) client(as caller) (*slb.Client, error) {
	keys, err := w.Session.Credentials(as.profile)
	if err != nil {
		return nil, undecided("no credentials", err)
	}
	if as.forge != nil {
		as.forge(&keys)
	}
	who := signer{Credentials: keys, rpc: as.rpc, unsigned: as.unsigned}
	if known := w.clients[who]; known != nil {
		return known, nil
	}
	made, err := slb.NewClient(w.configuration(who))
	if err == nil {
		w.clients[who] = made
	}
	return made, err
}

func (w *World) configuration(who signer) *openapi.Config {
	endpoint, protocol := target.SplitEndpoint(w.About.Endpoint)
	config := &openapi.Config{
		AccessKeyId:     dara.String(who.AccessKeyID),
		AccessKeySecret: dara.String(who.AccessKeySecret),
		Endpoint:        dara.String(endpoint),
		Protocol:        dara.String(protocol),
		RegionId:        dara.String(w.About.Region),
		HttpClient:      transport{way: w.way, unsigned: who.unsigned},
	}
	if who.SecurityToken != "" {
		config.SecurityToken = dara.String(who.SecurityToken)
	}
	if who.rpc {
		config.SignatureAlgorithm = dara.String("v2")
	}
	return config
}
