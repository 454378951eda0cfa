Feature: RAM authorization
  A RAM policy says which identity may call an operation, and of which load balancers. Where no document of the operation
  says so, its table was published in another language.

  @ram.action
  Rule: A RAM policy grants the operation through the action of its name
    Known for DeleteVServerGroup, DescribeVServerGroupAttribute, DescribeVServerGroups, ModifyVServerGroupBackendServers, SetVServerGroupAttribute: published elsewhere, not in the documents of this operation.

    Scenario: a RAM user with the action may call it
      Given a vServer group
      When I call the operation as the RAM user of vServer groups
      Then the call succeeds

    Scenario: a RAM user without the action may not call it
      Given a vServer group
      When I call the operation as a RAM user without rights
      Then the call is refused
      And the group is unchanged
      But as the main identity the same call succeeds

  @ram.resource.load-balancer
  Rule: The policy must cover the load balancer of the group
    Known for DeleteVServerGroup, DescribeVServerGroupAttribute, DescribeVServerGroups, ModifyVServerGroupBackendServers, SetVServerGroupAttribute: published elsewhere, not in the documents of this operation.

    Scenario: a policy that names the load balancer is enough
      Given a vServer group of the load balancer that the RAM user may use
      When I call the operation as the RAM user for one load balancer
      Then the call succeeds

    Scenario: a policy that names another load balancer is not enough
      Given a vServer group
      When I call the operation as the RAM user for one load balancer
      Then the call is refused
      And the group is unchanged
      But to a group of the load balancer that the RAM user may use the same call succeeds

  @ram.condition-key
  Rule: A policy may make the tags of the load balancer its condition, through slb:tag
    Known for DeleteVServerGroup, DescribeVServerGroupAttribute, DescribeVServerGroups, ModifyVServerGroupBackendServers, SetVServerGroupAttribute: published elsewhere, not in the documents of this operation.
    Inferred for CreateVServerGroup, RemoveVServerGroupBackendServers: the page lists the key, and does not say whose tags it means.

    Scenario: a policy on a tag that the load balancer carries is enough
      Given a vServer group of the load balancer that the RAM user may use
      When I call the operation as the RAM user for tagged load balancers
      Then the call succeeds

    Scenario: a policy on a tag that the load balancer does not carry is not enough
      Given a vServer group
      When I call the operation as the RAM user for tagged load balancers
      Then the call is refused
      And the group is unchanged
      But to a group of the load balancer that the RAM user may use the same call succeeds

  @ram.resource.instance
  Rule: A policy may name the ECS instance, but need not

    Scenario: a policy that names no ECS instance is enough
      Given a vServer group of the load balancer that the RAM user may use
      When I call the operation with a running ECS instance on port 80 as the RAM user for one load balancer
      Then the call succeeds
      And the group lists it on port 80

  @ram.dependent-action
  Rule: No other action has to be granted along with it

    Scenario Outline: a policy that grants only actions of vServer groups is enough for <kind>
      Given a vServer group
      When I call the operation with <kind> on port 80 as the RAM user of vServer groups
      Then the call succeeds
      And the group lists it on port 80

      Examples:
        | kind                          |
        | a running ECS instance        |
        | an elastic container instance |
