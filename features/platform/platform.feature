Feature: What the platform promises of every operation
  Signatures, dates, methods, request ids and the form of a refusal are the same for all operations.

  @platform.signature.acs3
  Rule: A call signed with ACS3-HMAC-SHA256 is accepted; one signed with another secret is not
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a call signed with its own secret is accepted
      Given a vServer group
      When I add a backend server on port 80 signed with its own key
      Then the call succeeds
      And the group lists it on port 80

    Scenario: a call signed with another secret is refused
      Given a vServer group
      When I add a backend server on port 80 signed with another secret
      Then the call is refused with 400 "SignatureDoesNotMatch"
      And the message reads "Specified signature does not match our calculation. server StringToSign is [%s], server CanonicalRequest is [%s]"
      And the group is unchanged
      But signed with its own key the same call succeeds

    Scenario: a call without a signature is refused
      Given a vServer group
      When I add a backend server on port 80 without its signature
      Then the call is refused
      And the group is unchanged
      But signed with its own key the same call succeeds

  @platform.signature.rpc
  Rule: A call signed in the older RPC style with HMAC-SHA1 is accepted; one signed with another secret is not
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a call signed in the RPC style is accepted
      Given a vServer group
      When I add a backend server on port 80 signed in the RPC style
      Then the call succeeds
      And the group lists it on port 80

    Scenario: a call signed in the RPC style with another secret is refused
      Given a vServer group
      When I add a backend server on port 80 signed in the RPC style, signed with another secret
      Then the call is refused with 400 "SignatureDoesNotMatch"
      And the message reads "Specified signature is not matched with our calculation. server string to sign is:%s"
      And the group is unchanged
      But signed with its own key the same call succeeds

    Scenario: a call in the RPC style without a signature is refused
      Given a vServer group
      When I add a backend server on port 80 signed in the RPC style, without its signature
      Then the call is refused
      And the group is unchanged
      But signed with its own key the same call succeeds

  @platform.access-key
  Rule: An access key that does not exist is refused
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a call signed with an access key that does not exist is refused
      Given a vServer group
      When I add a backend server on port 80 signed with an access key that does not exist
      Then the call is refused
      And the group is unchanged
      But signed with its own key the same call succeeds

    Scenario: a call signed with a temporary access key is accepted
      Given a vServer group
      When I add a backend server on port 80 as a temporary identity
      Then the call succeeds
      And the group lists it on port 80

    Scenario: a call signed with a temporary access key and without its security token is refused
      Given a vServer group
      When I add a backend server on port 80 as a temporary identity, without its security token
      Then the call is refused
      And the group is unchanged
      But as the main identity the same call succeeds

  @platform.timestamp
  Rule: A call dated more than 15 minutes away from the service's clock is refused
    Known: published elsewhere, not in the documents of this operation.

    Scenario Outline: a call dated <when> is accepted
      Given a vServer group
      When I add a backend server on port 80 dated <when>
      Then the call succeeds
      And the group lists it on port 80

      Examples:
        | when             |
        | 14 minutes ago   |
        | 14 minutes ahead |

    Scenario Outline: a call dated <when> is refused
      Given a vServer group
      When I add a backend server on port 80 dated <when>
      Then the call is refused with 400 "InvalidTimeStamp.Expired"
      And the group is unchanged
      But dated now the same call succeeds

      Examples:
        | when             |
        | 16 minutes ago   |
        | 16 minutes ahead |

    Scenario: a call whose date cannot be read is refused
      Given a vServer group
      When I add a backend server on port 80 dated "yesterday"
      Then the call is refused
      And the group is unchanged
      But dated now the same call succeeds

  @platform.methods
  Rule: GET and POST, with parameters in the query or in a form body, mean the same
    Known: published elsewhere, not in the documents of this operation.

    Scenario Outline: a call <how> means the same
      Given a vServer group
      When I add a backend server on port 80 with weight "5" <how>
      Then the call succeeds
      And the group lists it on port 80 with weight 5

      Examples:
        | how                      |
        | by GET                   |
        | by POST                  |
        | by POST with a form body |

    Scenario: a call by PUT is refused
      Given a vServer group
      When I add a backend server on port 80 by PUT
      Then the call is refused
      And the group is unchanged
      But by POST the same call succeeds

  @platform.action
  Rule: An action that does not exist is refused
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a call of an action that does not exist is refused
      Given a vServer group
      When I add a backend server on port 80 with an action that does not exist
      Then the call is refused with 404 "InvalidApi.NotFound"
      And the group is unchanged
      But with its own action the same call succeeds

    Scenario: a call of a version that does not exist is refused
      Given a vServer group
      When I add a backend server on port 80 with a version that does not exist
      Then the call is refused with 404 "InvalidApi.NotFound"
      And the group is unchanged
      But with its own version the same call succeeds

  @platform.error-envelope
  Rule: A refusal carries RequestId, HostId, Code and Message, all strings
    Known: published elsewhere, not in the documents of this operation.

    Scenario Outline: a refusal carries <member>
      Given a vServer group
      When I add a backend server on port 80 with type "vm"
      Then the refusal carries <member>
      And the group is unchanged
      But with type "eni" the same call succeeds

      Examples:
        | member    |
        | RequestId |
        | HostId    |
        | Code      |
        | Message   |

  @platform.error-listed
  Rule: A refusal carries a status and a code that the page or the platform lists
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a refused weight is answered with a code of the common list
      Given a vServer group
      When I add a backend server on port 80 with weight "101"
      Then the call is refused with 400 "InvalidWeight.Malformed"
      And the group is unchanged
      But with weight "100" the same call succeeds

  @platform.request-id.unique
  Rule: Every answer has a request id of its own
    Known: published elsewhere, not in the documents of this operation.

    Scenario: three calls are answered with three request ids
      Given a vServer group
      When I add a backend server on port 80
      And I repeat the call on port 81
      And I repeat the call on port 80
      Then every answer has a request id of its own

  @platform.request-id.format
  Rule: A request id is a UUID
    Known: published elsewhere, not in the documents of this operation.

    Scenario: the request id of a success is a UUID
      Given a vServer group
      When I add a backend server on port 80
      Then the call succeeds
      And the request id is a UUID

  @platform.content-type
  Rule: Answers are JSON and say so
    Known: published elsewhere, not in the documents of this operation.

    Scenario: the answer says that it is JSON
      Given a vServer group
      When I add a backend server on port 80
      Then the answer says that it is JSON

  @platform.sibling-answers
  Rule: The operations around the group answer in their own documented form
    Known: published elsewhere, not in the documents of this operation.

    Scenario: the operations around the group answer as documented
      Given a vServer group
      And a primary/secondary server group of the same load balancer has a backend server and a second network interface on port 90
      And the group already has a second network interface on port 80
      When I add a backend server on port 80
      And I remove it from the group
      And I read the load balancer and list its groups
      Then the load balancer lists the group
      And the group lists 1 backend server

  @assumed.parameters.empty
  Rule: A required parameter that is empty counts as missing
    Assumed: nobody published it.

    Scenario Outline: a call with an empty <parameter> is refused
      Given a vServer group
      When I add a backend server on port 80 with <parameter> ""
      Then the call is refused
      And the group is unchanged
      But with <parameter> the same call succeeds

      Examples:
        | parameter      |
        | RegionId       |
        | VServerGroupId |
        | BackendServers |

    Scenario: a call with an empty LoadBalancerId is refused
      Given a vServer group
      When I create a group with a backend server on port 80 with LoadBalancerId ""
      Then the call is refused
      And the group is unchanged
      But with LoadBalancerId the same call succeeds
