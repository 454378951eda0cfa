package serve

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/net/netutil"
)

// Limits on what one client, and all together, may take of the server.
const (
	maxHeader      = 128 << 10 // bytes; all parameters stand in the first line, forty servers take about ten thousand
	maxConnections = 4096
	patience       = 15 * time.Second // for reading a whole request; twice that for writing the answer
	idle           = 2 * time.Minute
)

// Server is a handler behind a listener. Make one with Listen.
type Server struct {
	Endpoint string // as an inventory on this machine names it: http://host:port or https://host:port

	listener net.Listener
	http     *http.Server
	tls      bool

	mu     sync.Mutex
	silent map[net.Conn]bool // connections on which nothing was sent yet
}

// Listen opens addr (host:port, port 0 for any free one) for a handler, with HTTPS if cert and key name files, with HTTP if
// both are empty. The error says what cannot be opened or read.
func Listen(addr, cert, key string, h http.Handler) (*Server, error) {
	if (cert == "") != (key == "") {
		return nil, errors.New("a certificate and its key come together: one of them is missing")
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	s := &Server{
		silent:   map[net.Conn]bool{},
		Endpoint: "http://" + reachable(listener.Addr()),
		listener: netutil.LimitListener(listener, maxConnections),
		http: &http.Server{
			Handler: h, MaxHeaderBytes: maxHeader,
			ReadHeaderTimeout: patience, ReadTimeout: patience, WriteTimeout: 2 * patience, IdleTimeout: idle,
			ErrorLog: log.New(io.Discard, "", 0), // broken connections of clients are theirs to report
		},
	}
	s.http.ConnState = s.noticed
	if cert == "" {
		return s, nil
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		listener.Close()
		return nil, fmt.Errorf("the certificate %s with the key %s cannot be used: %w", cert, key, err)
	}
	s.tls, s.Endpoint = true, "https://"+reachable(listener.Addr())
	s.http.TLSConfig = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
	return s, nil
}

// reachable is an address that a client on this machine can connect to: the loopback address for 0.0.0.0 or ::.
func reachable(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return addr.String()
	}
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
}

// Loopback reports whether only this machine can reach the server.
func (s *Server) Loopback() bool {
	tcp, ok := s.listener.Addr().(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

func (s *Server) noticed(c net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state == http.StateNew {
		s.silent[c] = true
		return
	}
	delete(s.silent, c)
}

// hangUp closes connections on which nothing was sent: net/http's Shutdown would wait five seconds for them, and browsers
// open connections in advance.
func (s *Server) hangUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.silent {
		_ = c.Close() // its client may be gone
	}
}

// Run serves until ctx is done, then waits at most five seconds for the calls under way.
func (s *Server) Run(ctx context.Context) error {
	s.http.BaseContext = func(net.Listener) context.Context { return context.WithValue(ctx, servingKey{}, ctx) }
	done := make(chan error, 1)
	go func() {
		if s.tls {
			done <- s.http.ServeTLS(s.listener, "", "")
			return
		}
		done <- s.http.Serve(s.listener)
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	s.hangUp()
	err := s.http.Shutdown(rest)
	<-done
	if errors.Is(err, context.DeadlineExceeded) {
		return s.http.Close()
	}
	return err
}

// servingKey is the key of the server's context in a request's context.
type servingKey struct{}

// serving is the context of the server, from a request's; the background context where Run is not the server, as in tests
// with httptest.
func serving(request context.Context) context.Context {
	if server, ok := request.Value(servingKey{}).(context.Context); ok {
		return server
	}
	return context.Background()
}
