Feature: Error codes of creating a vServer group
  Each documented refusal, with its status, its code and its message. Where the documents write %s, any text may stand.

  @error.LBNotSupportIpv6Backend
  Rule: A load balancer without IPv6 takes no IPv6 backend server
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: the IPv6 address of an ENI behind an IPv4 load balancer is refused
      Given a vServer group
      When I call the operation with a network interface with an IPv6 address on port 80 by its IPv6 address
      Then the call is refused with 400 "LBNotSupportIpv6Backend"
      And the message reads "The specified loadbalancer does not support ipv6 backend."
      And the group is unchanged
      But by its first address the same call succeeds

  @error.OperationUnsupported.CreateVServerGroup
  Rule: A singleTunnel or anyTunnel load balancer does not take every kind of backend server
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario Outline: an ENI behind <kind> load balancer is refused
      Given a vServer group of <kind> load balancer
      When I call the operation with a backend server on port 80
      Then the call is refused with 400 "OperationUnsupported.CreateVServerGroup"
      And the message reads "This type of backend server is not allowed to attached to singleTunnel or anyTunnel lb."
      And the group is unchanged
      But for a running ECS instance the same call succeeds

      Examples:
        | kind           |
        | a singleTunnel |
        | an anyTunnel   |

  @error.InvalidParam.TagValue
  Rule: A value of a tag that breaks the rules of values is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a tag whose value is too long is refused
      Given a vServer group
      When I call the operation with the tag "team" with a value of 129 characters
      Then the call is refused with 400 "InvalidParam.TagValue"
      And the message reads "%s."
      And the group is unchanged
      But with the tag "team" with the value "front" the same call succeeds

  @error.InvalidParam.TagKey
  Rule: A key of a tag that breaks the rules of keys is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a tag whose key is too long is refused
      Given a vServer group
      When I call the operation with a tag with a key of 65 characters
      Then the call is refused with 400 "InvalidParam.TagKey"
      And the message reads "%s."
      And the group is unchanged
      But with the tag "team" with the value "front" the same call succeeds

  @error.SizeLimitExceeded.Tag
  Rule: More tags than a call may carry are refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: one tag too many is refused
      Given a vServer group
      When I call the operation with 21 tags
      Then the call is refused with 400 "SizeLimitExceeded.Tag"
      And the message reads "%s."
      And the group is unchanged
      But with 20 tags the same call succeeds

  @error.MissingParam.TagKey
  Rule: A tag without a key is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a tag with a value alone is refused
      Given a vServer group
      When I call the operation with a tag without a key
      Then the call is refused with 400 "MissingParam.TagKey"
      And the message reads "The param MissingParam.TagKey is missing."
      And the group is unchanged
      But with the tag "team" with the value "front" the same call succeeds

  @error.OperationFailed.Endpoint
  Rule: A region that another endpoint serves is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a region with an endpoint of its own is refused
      Given a vServer group
      When I call the operation with RegionId "eu-central-1"
      Then the call is refused with 400 "OperationFailed.Endpoint"
      And the message reads "The operation failed because of the RegionId is unavailable in this endpoint."
      And the group is unchanged
      But with RegionId the same call succeeds

  @error.UnauthorizedRegion
  Rule: A region that the account may not use is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a region in which the account may create nothing is refused
      Given a vServer group
      When I call the operation with RegionId "ap-northeast-2"
      Then the call is refused with 403 "UnauthorizedRegion"
      And the message reads "The specified region of is not authorized."
      And the group is unchanged
      But with RegionId the same call succeeds
