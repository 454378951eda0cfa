package live

import (
	"context"
	"encoding/json"
	"fmt"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/dara"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/internal/target"
)

// Caller is whose credentials were used, as the token service says.
type Caller struct {
	Account string `json:"AccountId"`
	Arn     string `json:"Arn"`
	Type    string `json:"IdentityType"` // Account, RAMUser or AssumedRoleUser
}

// Caller asks the token service whose credentials these are (GetCallerIdentity of Sts 2015-04-01). It needs no rights.
func (a *API) Caller(ctx context.Context, inv *target.Inventory) (Caller, error) {
	sts := *a
	sts.Endpoint = inv.STS
	if sts.Endpoint == "" {
		sts.Endpoint = fmt.Sprintf("sts.%s.aliyuncs.com", inv.Region)
	}
	x, err := sts.call(ctx, func(c *slb.Client) error {
		_, err := c.CallApi(&openapi.Params{
			Action: dara.String("GetCallerIdentity"), Version: dara.String("2015-04-01"), Protocol: c.Protocol, Pathname: dara.String("/"),
			Method: dara.String("POST"), AuthType: dara.String("AK"), Style: dara.String("RPC"),
			ReqBodyType: dara.String("formData"), BodyType: dara.String("json"),
		}, &openapi.OpenApiRequest{}, &dara.RuntimeOptions{})
		return err
	})
	if err != nil {
		return Caller{}, err
	}
	var answer Caller
	if err := json.Unmarshal(x.Answer.Body, &answer); err != nil || answer.Account == "" {
		return Caller{}, fmt.Errorf("%w: the answer names no account", ErrNoAnswer)
	}
	return answer, nil
}
