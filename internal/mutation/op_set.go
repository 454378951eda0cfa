package mutation

// SetVServerGroupAttribute changes the weight of backend servers that are in the group.
func (catalogue) SetVServerGroupAttribute() Operation { return Operation{Changes: "Weight"} }
