Feature: RAM authorization
  A RAM policy says which identity may replace backend servers, and of which load balancers.

  @ram.resource.instance
  Rule: The policy must cover the ECS instance as well
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a policy that names no ECS instance is not enough to put one in
      Given a vServer group
      When I call the operation with a running ECS instance on port 80 as the RAM user of vServer groups
      Then the call is refused
      And the group is unchanged
      But as the main identity the same call succeeds

    Scenario: a policy that names the ECS instance is enough to put one in
      Given a vServer group of the load balancer that the RAM user may use
      When I call the operation with a running ECS instance on port 80 as the RAM user for tagged load balancers
      Then the call succeeds
