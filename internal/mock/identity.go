package mock

import "github.com/slbconform/slbconform/fixtures"

// GetCallerIdentity is an action of Sts 2015-04-01: what a live run asks before it creates anything. It needs no right.
func (catalogue) GetCallerIdentity() Operation {
	return Operation{Reads: true, Version: "2015-04-01", Serve: func(c *Call) Reply {
		arn := "acs:ram::" + c.account.ID
		if c.user == nil {
			return succeed(fixtures.Values{"IdentityType": "Account", "UserId": c.account.ID, "Arn": arn + ":root"})
		}
		return succeed(fixtures.Values{"IdentityType": "RAMUser", "UserId": c.user.Name, "Arn": arn + ":user/" + c.user.Name})
	}}
}
