package servetest

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/serve"
)

// serviceHost is the host that Service poses as.
const serviceHost = "slb.aliyuncs.com"

// Service serves the mock as Mock does, and lets it pose as the service: under the service's host, over TLS, with a
// certificate that holds, without the mark of a mock.
func Service(t testing.TB, o serve.Options, wrap func(http.Handler) http.Handler) *Served {
	t.Helper()
	return ServiceBeside(t, o, wrap).set(t)
}

// ServiceBeside poses as Service does, and leaves the environment as it is.
func ServiceBeside(t testing.TB, o serve.Options, wrap func(http.Handler) http.Handler) *Served {
	t.Helper()
	site, handler := site(t, o, Unmarked, wrap)
	certificate, file := Certified(t, serviceHost)
	server := httptest.NewUnstartedServer(handler)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	server.StartTLS()
	t.Cleanup(server.Close)
	address := server.Listener.Addr().String()
	proxy := httptest.NewServer(Tunnel{address})
	t.Cleanup(proxy.Close)

	s := served(t, site, "https://"+serviceHost, "HTTPS_PROXY="+proxy.URL, "SSL_CERT_FILE="+file)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	s.Network = &http.Transport{
		MaxIdleConnsPerHost: 16, TLSClientConfig: &tls.Config{RootCAs: roots},
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", address)
		},
	}
	t.Cleanup(s.Network.CloseIdleConnections)
	return s
}

// Certified makes a certificate for hosts, and the file that makes it known to a program.
func Certified(t testing.TB, hosts ...string) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: hosts, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "cert.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o644); err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, file
}

// Tunnel is a proxy that leads to one address, whatever host was asked for.
type Tunnel struct{ To string }

// ServeHTTP serves CONNECT until either side hangs up.
func (p Tunnel) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	there, err := net.DialTimeout("tcp", p.To, 10*time.Second)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer there.Close()
	here, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer here.Close()
	fmt.Fprint(here, "HTTP/1.1 200 OK\r\n\r\n")
	go func() { _, _ = io.Copy(there, here); _ = there.Close() }()
	_, _ = io.Copy(here, there)
}
