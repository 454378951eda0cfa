// Package platform reads the files about the platform as a whole: its hosts, the rates of calls, and codes that are not about
// what a call names.
package platform

import (
	"embed"
	"errors"
	"net"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

//go:embed hosts.yaml rates.yaml codes.yaml
var files embed.FS

// Hosts are the names under which the vendor can be reached.
type Hosts struct {
	Services        []string `yaml:"service"`
	TokenService    string   `yaml:"token_service"`
	TokenServiceVPC string   `yaml:"token_service_vpc"`
	Networks        []string `yaml:"public"`
}

// LoadHosts reads the list of hosts.
func LoadHosts() (*Hosts, error) {
	data, err := files.ReadFile("hosts.yaml")
	if err != nil {
		return nil, err
	}
	return parseHosts(data)
}

// parseHosts reads the list of hosts, and checks that each host is in one of the vendor's public networks.
func parseHosts(data []byte) (*Hosts, error) {
	const shown = "spec/platform/hosts.yaml"
	var h Hosts
	tree, err := strictyaml.ReadTree(data, shown, &h)
	if err != nil {
		return nil, err
	}
	var errs []error
	for field, names := range map[string][]string{"service": h.Services, "token_service": {h.TokenService}, "token_service_vpc": {h.TokenServiceVPC}} {
		for _, name := range names {
			line := strictyaml.FirstLine(tree, func(n *yaml.Node) bool { return n.Value == name && name != "" })
			_, network, _ := strings.Cut(name, "*.")
			switch {
			case name == "":
				errs = append(errs, strictyaml.Errorf(shown, line, "%s is missing", field))
			case !h.Public(name):
				errs = append(errs, strictyaml.Errorf(shown, line, "%q is of none of the networks under public%s", name, nearest.Hint(network, h.Networks)))
			}
		}
	}
	return &h, errors.Join(errs...)
}

// Service reports whether a host, with or without a port, is the service itself, and of which region; the region is empty for a
// host of several regions.
func (h *Hosts) Service(host string) (region string, ok bool) {
	name := bare(host)
	for _, pattern := range h.Services {
		if label, fits := match(pattern, name); fits {
			return label, true
		}
	}
	return "", false
}

// Public reports whether a host is in one of the vendor's public networks.
func (h *Hosts) Public(host string) bool {
	name := bare(host)
	return slices.ContainsFunc(h.Networks, func(network string) bool {
		return name == network || strings.HasSuffix(name, "."+network)
	})
}

// TokenServiceOf is the host of the token service for an endpoint of the vendor and a region.
func (h *Hosts) TokenServiceOf(endpoint, region string) string {
	pattern := h.TokenService
	if first, _, _ := strings.Cut(bare(endpoint), "."); strings.HasSuffix(first, "-vpc") {
		pattern = h.TokenServiceVPC
	}
	return strings.Replace(pattern, "*", region, 1)
}

// match reports whether a name fits a pattern; label is the text for its star.
func match(pattern, name string) (label string, ok bool) {
	before, after, starred := strings.Cut(pattern, "*")
	if !starred {
		return "", name == pattern
	}
	label, found := strings.CutPrefix(name, before)
	if !found {
		return "", false
	}
	label, found = strings.CutSuffix(label, after)
	return label, found && label != "" && !strings.Contains(label, ".")
}

// bare is the name of a host without a port, in small letters, without the dot that may end it.
func bare(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.ToLower(host), ".")
}
