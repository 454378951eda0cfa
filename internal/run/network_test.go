package run_test

import (
	"io"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// network is what lies between a client and a server. The zero value does nothing.
type network struct {
	latency   time.Duration // of one way
	jitter    time.Duration // at most so much is added to the latency
	slice     int           // bytes that arrive at once; 0: as many as were sent
	bandwidth float64       // bytes a second of one way; 0: no limit
	silent    float64       // the share of pieces after which a connection is half open: nothing comes, nobody says so
}

// throughNetwork relays what is sent to the endpoint that it returns, until the test ends.
func throughNetwork(t testing.TB, upstream string, n network) (endpoint string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{network: n, to: strings.TrimPrefix(upstream, "http://"), open: map[net.Conn]bool{}}
	r.running.Go(func() { r.accept(listener) })
	t.Cleanup(func() {
		listener.Close()
		r.hangUp()
		within(t, 20*time.Second, "the network ends", r.running.Wait)
	})
	return "http://" + listener.Addr().String()
}

type relay struct {
	network
	to      string
	running sync.WaitGroup

	mu    sync.Mutex
	ended bool
	open  map[net.Conn]bool
}

func (r *relay) accept(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		server, err := net.DialTimeout("tcp", r.to, 10*time.Second)
		if err != nil {
			client.Close()
			continue
		}
		if !r.keep(client, server) {
			return
		}
		r.running.Go(func() { r.carry(client, server) })
		r.running.Go(func() { r.carry(server, client) })
	}
}

// keep notes connections that have to be closed at the end; when that has come already, it closes them.
func (r *relay) keep(connections ...net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range connections {
		if r.ended {
			c.Close()
		}
		r.open[c] = true
	}
	return !r.ended
}

func (r *relay) hangUp() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = true
	for c := range r.open {
		c.Close()
	}
}

// carry moves bytes one way until either side ends, which ends both.
func (r *relay) carry(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	piece := make([]byte, 32<<10)
	for {
		n, err := from.Read(piece)
		if err != nil {
			return
		}
		if rand.Float64() < r.silent {
			_, _ = io.Copy(io.Discard, from)
			return
		}
		time.Sleep(r.latency + rand.N(r.jitter+1))
		if !r.send(to, piece[:n]) {
			return
		}
	}
}

func (r *relay) send(to net.Conn, piece []byte) bool {
	for len(piece) > 0 {
		n := len(piece)
		if r.slice > 0 {
			n = min(n, 1+rand.IntN(2*r.slice))
		}
		if _, err := to.Write(piece[:n]); err != nil {
			return false
		}
		if r.bandwidth > 0 {
			time.Sleep(time.Duration(float64(n) / r.bandwidth * float64(time.Second)))
		}
		piece = piece[n:]
	}
	return true
}
