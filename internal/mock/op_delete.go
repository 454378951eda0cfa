package mock

func (catalogue) DeleteVServerGroup() Operation {
	return Operation{
		Ledger:   true,
		Required: []string{"RegionId", "VServerGroupId"},
		Rules:    groupRules(),
		Serve:    deleteGroup,
	}
}

func deleteGroup(c *Call) Reply {
	if c.group != nil {
		c.state.deleteGroup(c.group)
	}
	return succeed(nil)
}
