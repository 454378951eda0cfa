package serve_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/wire"
)

// What does not arrive whole is refused in the envelope that clients can read, and counts as no call.
func TestWhatDoesNotArriveWhole(t *testing.T) {
	var seen atomic.Int64
	var log lockedBuffer
	c, _ := serving(t, serve.Options{See: func(*wire.Exchange) { seen.Add(1) }, Log: logTo(t, &log)})
	const head = "POST / HTTP/1.1\r\nHost: mock\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	for name, tc := range map[string]struct {
		request string
		status  int
		code    string
	}{
		"a body that is too long":              {fmt.Sprintf("Content-Length: %d\r\n\r\n%s", 5<<20, strings.Repeat("a", 5<<20)), 413, "EntityTooLarge"},
		"a body that breaks off":               {"Content-Length: 100\r\n\r\nAction=Describe", 400, "IncompleteBody"},
		"chunks without a length":              {"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc", 400, "IncompleteBody"},
		"chunks without end that are too many": {"Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("10000\r\n"+strings.Repeat("a", 0x10000)+"\r\n", 70), 413, "EntityTooLarge"},
	} {
		connection, err := net.Dial("tcp", strings.TrimPrefix(c.endpoint, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		_ = connection.SetDeadline(time.Now().Add(time.Minute))
		go func() {
			io.WriteString(connection, head+tc.request) // fails where the server has had enough
			connection.(*net.TCPConn).CloseWrite()
		}()
		response, err := http.ReadResponse(bufio.NewReader(connection), nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var a answer
		body, _ := io.ReadAll(response.Body) // what arrived decides
		connection.Close()
		if err := json.Unmarshal(body, &a); err != nil {
			t.Fatalf("%s: %v in %s", name, err, body)
		}
		if response.StatusCode != tc.status || a.Code != tc.code || a.RequestId == "" || a.HostId == "" || a.Message == "" || a.Recommend == "" {
			t.Errorf("%s: %d %+v", name, response.StatusCode, a)
		}
		if response.Header.Get("X-Slbconform-Mock") == "" {
			t.Errorf("%s: the answer does not say that it is a mock's", name)
		}
		if logged, want := log.String(), fmt.Sprintf("POST (not read to its end) %d %s\n", tc.status, tc.code); !strings.HasSuffix(logged, want) {
			t.Errorf("%s: logged %q; the last line should end with %q", name, logged, want)
		}
	}
	if n := seen.Load(); n != 0 {
		t.Errorf("%d of them count as calls", n)
	}
}
