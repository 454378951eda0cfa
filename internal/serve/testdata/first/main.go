// Command first says how many nanoseconds the first mock of a process takes to start or, with an argument, what it is
// held against: a file as long as the account's read as YAML, and a server of net/http/httptest.
package main

import (
	"fmt"
	"log"
	"net/http/httptest"
	"os"
	"time"

	"github.com/slbconform/slbconform"
	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

func main() {
	start := first
	if len(os.Args) > 1 {
		start = anchor
	}
	begun := time.Now()
	err := start()
	took := time.Since(begun)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(took.Nanoseconds())
}

func first() error {
	_, err := slbconform.NewMock()
	return err
}

func anchor() error {
	var account fixtures.Account
	httptest.NewServer(nil)
	return strictyaml.ReadFile(fixtures.Files, "account.yaml", "account.yaml", &account)
}
