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

// Account asks the token service whose credentials these are (GetCallerIdentity of Sts 2015-04-01), and returns the
// id of the account. It needs no rights.
func (a *API) Account(ctx context.Context, inv *target.Inventory) (string, error) {
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
		return "", err
	}
	var answer struct{ AccountId string }
	if err := json.Unmarshal(x.Answer.Body, &answer); err != nil || answer.AccountId == "" {
		return "", fmt.Errorf("%w: the answer names no account", ErrNoAnswer)
	}
	return answer.AccountId, nil
}
