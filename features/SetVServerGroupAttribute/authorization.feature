Feature: RAM authorization
  A RAM policy says which identity may set weights and names, and of which load balancers.

  @ram.resource.instance
  Rule: A policy need not name the ECS instance
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a policy that names no ECS instance is enough to set the weight of one
      Given a vServer group of the load balancer that the RAM user may use
      When I set a running ECS instance on port 80 with weight "20" as the RAM user for one load balancer
      Then the call succeeds
      And the group lists it on port 80 with weight 20
