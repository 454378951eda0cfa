package live

import (
	"context"
	"encoding/json"
	"fmt"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
)

// Member is one backend server of a vServer group, as the service lists it.
type Member struct {
	ServerID string `json:"ServerId"`
	Port     int    `json:"Port"`
	Type     string `json:"Type,omitempty"`
	IP       string `json:"ServerIp,omitempty"`
	Weight   int    `json:"Weight"`
}

// String names a member for a person.
func (m Member) String() string {
	if m.IP == "" {
		return fmt.Sprintf("%s on port %d", m.ServerID, m.Port)
	}
	return fmt.Sprintf("%s (%s) on port %d", m.ServerID, m.IP, m.Port)
}

// Members lists the backend servers of a vServer group.
func (a *API) Members(ctx context.Context, group string) ([]Member, error) {
	x, err := a.call(ctx, func(c *slb.Client) error {
		_, err := c.DescribeVServerGroupAttribute(&slb.DescribeVServerGroupAttributeRequest{
			RegionId: dara.String(a.Region), VServerGroupId: dara.String(group),
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	var answer struct {
		VServerGroupID string                            `json:"VServerGroupId"`
		BackendServers *struct{ BackendServer []Member } // may be absent where there are none
	}
	err = json.Unmarshal(x.Answer.Body, &answer)
	if err == nil && answer.BackendServers == nil && answer.VServerGroupID == group {
		return nil, nil
	}
	if err != nil || answer.BackendServers == nil {
		return nil, fmt.Errorf("%w: the answer has no list of backend servers", ErrNoAnswer)
	}
	return answer.BackendServers.BackendServer, nil
}

// takeOut removes members from a vServer group, a few at a time.
func (a *API) takeOut(ctx context.Context, group string, members []Member) error {
	const most = 20 // that a call may remove
	for from := 0; from < len(members); from += most {
		list, err := entries(members[from:min(from+most, len(members))])
		if err != nil {
			return err
		}
		_, err = a.call(ctx, func(c *slb.Client) error {
			_, err := c.RemoveVServerGroupBackendServers(&slb.RemoveVServerGroupBackendServersRequest{
				RegionId: dara.String(a.Region), VServerGroupId: dara.String(group), BackendServers: dara.String(list),
			})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// entries writes members as a list of backend servers, values as texts, as the vendor's samples have them.
func entries(members []Member) (string, error) {
	list := make([]map[string]string, len(members))
	for i, m := range members {
		list[i] = map[string]string{"ServerId": m.ServerID, "Port": fmt.Sprint(m.Port), "Weight": fmt.Sprint(m.Weight)}
		if m.Type != "" {
			list[i]["Type"] = m.Type
		}
		if m.IP != "" {
			list[i]["ServerIp"] = m.IP
		}
	}
	data, err := json.Marshal(list)
	return string(data), err
}
