Feature: RAM authorization
  A RAM policy says which identity may remove backend servers, and from which load balancers.

  @ram.resource.instance
  Rule: A policy may name the ECS instance, but need not

    Scenario: a policy that names no ECS instance is enough to remove one
      Given a vServer group of the load balancer that the RAM user may use
      When I call the operation with a running ECS instance on port 80 as the RAM user for one load balancer
      Then the call succeeds
      And the group lists 0 backend servers

  @ram.dependent-action
  Rule: No other action has to be granted along with it

    Scenario: a policy that grants only actions of vServer groups is enough
      Given a vServer group
      When I call the operation with a running ECS instance on port 80 as the RAM user of vServer groups
      Then the call succeeds
      And the group lists 0 backend servers
