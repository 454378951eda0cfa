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

  @request.backend-servers.required
  Rule: BackendServers must be given

    Scenario: a call without BackendServers is refused
      Given a vServer group
      When I call the operation without BackendServers
      Then the call is refused
      And the group is unchanged
      But with BackendServers the same call succeeds

  @request.backend-servers.type
  Rule: BackendServers is a string that holds the list of backend servers as JSON
    Inferred: that the text holds JSON is shown by the samples only.

    Scenario: a text that is no list is refused
      Given a vServer group
      When I call the operation with BackendServers "not a list"
      Then the call is refused
      And the group is unchanged
      But with BackendServers the same call succeeds

  @field.group-exists
  Rule: A vServer group that does not exist is refused
    Known: published elsewhere, not in the documents of this operation.

    Scenario: an id that no group has is refused
      Given a vServer group
      When I call the operation with VServerGroupId "rsp-bp1nobodyhasthisid"
      Then the call is refused with 404 "InvalidParameter"
      And the group is unchanged
      But with VServerGroupId the same call succeeds

    Scenario: the id of a load balancer in place of a group is refused
      Given a vServer group
      When I call the operation with VServerGroupId set to the id of the load balancer
      Then the call is refused with 404 "InvalidParameter"
      And the group is unchanged
      But with VServerGroupId the same call succeeds

  @field.load-balancer-exists
  Rule: A load balancer that does not exist is refused
    Known: published elsewhere, not in the documents of this operation.

    Scenario Outline: a LoadBalancerId that is <id> is refused
      Given a vServer group
      When I call the operation with LoadBalancerId <value>
      Then the call is refused
      And the group is unchanged
      But with LoadBalancerId the same call succeeds

      Examples:
        | id                              | value                   |
        | an id that no load balancer has | "lb-bp1nobodyhasthisid" |
        | the id of a group               | the id of the group     |

  @assumed.region-id.other
  Rule: A region other than that of the load balancer is refused
    Assumed: nobody published it.

    Scenario Outline: a call with the RegionId "<region>" is refused
      Given a vServer group
      When I call the operation with RegionId "<region>"
      Then the call is refused
      And the group is unchanged
      But with RegionId the same call succeeds

      Examples:
        | region     |
        | cn-qingdao |
        | cn-nowhere |
