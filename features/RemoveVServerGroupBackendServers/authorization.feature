Feature: RAM authorization
  A RAM policy says which identity may remove backend servers, and from which load balancers.

  @ram.resource.instance
  Rule: A policy may name the ECS instance, but need not

    Scenario: a policy that names no ECS instance is enough to remove one
      Given a vServer group of the load balancer that the RAM user may use
      When I call the operation with a running ECS instance on port 80 as the RAM user for one load balancer
      Then the call succeeds
      And the group lists 0 backend servers

  @ram.condition-key
  Rule: A policy may set the condition key slb:tag; one without conditions is enough
    Inferred: the page lists the key, and does not say whose tags it means.

    Scenario: a policy without conditions is enough
      Given a vServer group
      When I call the operation with a backend server on port 81 as a RAM user of vServer groups
      Then the call succeeds
      And the group lists 0 backend servers

    Scenario: a policy on a tag that the load balancer carries is enough
      Given a vServer group of the load balancer that the RAM user may use
      When I call the operation as the RAM user for tagged load balancers
      Then the call succeeds
      And the group lists 0 backend servers

    Scenario: a policy on a tag that the load balancer does not carry is not enough
      Given a vServer group
      When I call the operation as the RAM user for tagged load balancers
      Then the call is refused
      And the group is unchanged
      But to a group of the load balancer that the RAM user may use the same call succeeds

  @ram.dependent-action
  Rule: No other action has to be granted along with it

    Scenario: a policy that grants actions of vServer groups alone is enough
      Given a vServer group
      When I call the operation with a running ECS instance on port 80 as a RAM user of vServer groups
      Then the call succeeds
      And the group lists 0 backend servers
