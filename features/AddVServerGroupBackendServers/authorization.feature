Feature: RAM authorization
  A RAM policy says which identity may add backend servers, and to which load balancers.

  @ram.action
  Rule: A RAM policy grants the operation through the action slb:AddVServerGroupBackendServers

    Scenario: a RAM user with the action may add a backend server
      Given a vServer group
      When I add a backend server on port 80 as a RAM user who may add backend servers
      Then the call succeeds
      And the group lists it on port 80

    Scenario: a RAM user without the action may not add a backend server
      Given a vServer group
      When I add a backend server on port 80 as a RAM user without rights
      Then the call is refused
      And the group is unchanged
      But as the main identity the same call succeeds

  @ram.resource.load-balancer
  Rule: The policy must cover the load balancer of the group

    Scenario: a policy that names the load balancer is enough
      Given a vServer group of the load balancer that the RAM user may use
      When I add a backend server on port 80 as the RAM user for one load balancer
      Then the call succeeds
      And the group lists it on port 80

    Scenario: a policy that names another load balancer is not enough
      Given a vServer group
      When I add a backend server on port 80 as the RAM user for one load balancer
      Then the call is refused
      And the group is unchanged
      But to a group of the load balancer that the RAM user may use the same call succeeds

  @ram.resource.instance
  Rule: A policy may name the ECS instance, but need not

    Scenario: a policy that names no ECS instance is enough to add one
      Given a vServer group of the load balancer that the RAM user may use
      When I add a running ECS instance on port 80 as the RAM user for one load balancer
      Then the call succeeds
      And the group lists it on port 80

  @ram.dependent-action
  Rule: No other action has to be granted along with it

    Scenario Outline: a policy with this action alone is enough to add <kind>
      Given a vServer group
      When I add <kind> on port 80 as a RAM user who may add backend servers
      Then the call succeeds
      And the group lists it on port 80

      Examples:
        | kind                          |
        | a running ECS instance        |
        | an elastic container instance |
