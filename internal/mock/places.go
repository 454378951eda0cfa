package mock

import (
	"cmp"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DescribeRegions() Operation {
	return Operation{Reads: true, Serve: describeRegions}
}

func (catalogue) DescribeZones() Operation {
	return Operation{Reads: true, Required: []string{"RegionId"}, Serve: describeZones}
}

func describeRegions(c *Call) Reply {
	if language := c.params.Get("AcceptLanguage"); language != "" && language != "zh-CN" && language != "en-US" && language != "ja" {
		return refuse("InvalidParameter.Value", "AcceptLanguage")
	}
	regions := []fixtures.Values{}
	for _, r := range c.account.Regions {
		endpoint := "slb.aliyuncs.com"
		if r.OwnEndpoint {
			endpoint = "slb." + r.ID + ".aliyuncs.com"
		}
		regions = append(regions, fixtures.Values{"RegionId": r.ID, "LocalName": cmp.Or(r.Name, r.ID), "RegionEndpoint": endpoint})
	}
	return succeed(fixtures.Values{"Regions": regions})
}

// describeZones lists each zone of a region, with the others as its possible secondary zones.
func describeZones(c *Call) Reply {
	region := c.params.Get("RegionId")
	zones := []fixtures.Values{}
	for _, z := range c.account.Zones {
		if z.Region != region {
			continue
		}
		others := []fixtures.Values{}
		for _, o := range c.account.Zones {
			if o.Region == region && o.ID != z.ID {
				others = append(others, fixtures.Values{"ZoneId": o.ID, "LocalName": o.ID})
			}
		}
		zones = append(zones, fixtures.Values{"ZoneId": z.ID, "LocalName": z.ID, "SlaveZones": others})
	}
	return succeed(fixtures.Values{"Zones": zones})
}

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
