Feature: The parameters that operations on a vServer group share
  Every such call names a region and a group.

  @request.region-id.required
  Rule: RegionId must be given

    Scenario: a call without RegionId is refused
      Given a vServer group
      When I call the operation without RegionId
      Then the call is refused
      And the group is unchanged
      But with RegionId the same call succeeds

  @request.region-id.meaning
  Rule: RegionId is the region of the load balancer

    Scenario: a call with the region of the load balancer is accepted
      Given a vServer group
      When I call the operation with RegionId
      Then the call succeeds

  @request.vserver-group-id.required
  Rule: VServerGroupId must be given

    Scenario: a call without VServerGroupId is refused
      Given a vServer group
      When I call the operation without VServerGroupId
      Then the call is refused
      And the group is unchanged
      But with VServerGroupId the same call succeeds

  @request.load-balancer-id.required
  Rule: LoadBalancerId must be given

    Scenario: a call without LoadBalancerId is refused
      Given a vServer group
      When I call the operation without LoadBalancerId
      Then the call is refused
      And the group is unchanged
      But with LoadBalancerId the same call succeeds
