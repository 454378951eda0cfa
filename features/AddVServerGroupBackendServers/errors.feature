Feature: Error codes of a single region
  Each documented refusal, with its status, its code and its message. Where the page writes %s, any text may stand.

  @error.ResourceNotFound.vServers
  Rule: An ENI that does not exist is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an ENI that does not exist is refused
      Given a vServer group
      When I add a backend server on port 80 with the id "eni-bp1nobodyhasthisid"
      Then the call is refused with 404 "ResourceNotFound.vServers"
      And the message reads "The specified enis %s does not exist."
      And the group is unchanged
      But with the id of a backend server the same call succeeds

  @error.OperationDeny.LbNotSupportIPv6Server
  Rule: A load balancer without IPv6 takes no IPv6 backend server

    Scenario: the IPv6 address of an ENI behind an IPv4 load balancer is refused
      Given a vServer group
      When I add a network interface with an IPv6 address on port 80 by its IPv6 address
      Then the call is refused with 400 "OperationDeny.LbNotSupportIPv6Server"
      And the message reads "The specified loadbalancer does not support ipv6 server."
      And the group is unchanged
      But by its first address the same call succeeds

  @error.OperationUnsupported.AddVServerGroupBackendServers
  Rule: A singleTunnel or anyTunnel load balancer does not take every kind of backend server
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario Outline: an ENI behind <kind> load balancer is refused
      Given a vServer group of <kind> load balancer
      When I add a backend server on port 80
      Then the call is refused with 400 "OperationUnsupported.AddVServerGroupBackendServers"
      And the message reads "This type of backend server is not allowed to attached to singleTunnel or anyTunnel lb."
      And the group is unchanged
      But for a running ECS instance the same call succeeds

      Examples:
        | kind           |
        | a singleTunnel |
        | an anyTunnel   |

  @error.OperationFailed.ServiceGroupProcessing
  Rule: A group whose last change is still in progress takes no further change
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a call to a group with a change in progress is refused
      Given the vServer group with a change in progress
      When I add a backend server on port 80
      Then the call is refused with 400 "OperationFailed.ServiceGroupProcessing"
      And the message reads "The specified service group is processing."
      And the group is unchanged
      But to another group of the same load balancer the same call succeeds

  @error.SignatureNonceUsed
  Rule: A signature nonce can be used only once
    Cause known: what provokes the code is published elsewhere.

    Scenario: a call with the nonce of the call before is refused
      Given a vServer group
      When I add a backend server on port 80 with the nonce of the call before
      Then the call is refused with 400 "SignatureNonceUsed"
      And the message reads "Specified signature nonce was used already."
      And the group is unchanged
      But with a nonce of its own the same call succeeds

  @error.SystemBusy
  Rule: The service may refuse a call because it is busy
    Row inferred: another published table gives the code otherwise.
    Cause assumed: nobody published what provokes the code.

    Scenario: while the service is busy, a call is refused
      Given a vServer group
      When I add a network interface that keeps the system busy on port 80
      Then the call is refused with 400 "SystemBusy"
      And the message reads "The system is busy."
      And the group is unchanged
      But for a second network interface the same call succeeds

  @error.OperationBusy
  Rule: The service may refuse a call because another operation is in progress
    Row inferred: another published table gives the code otherwise.
    Cause assumed: nobody published what provokes the code.

    Scenario: while another operation is in progress, a call is refused
      Given a vServer group
      When I add a network interface that keeps an operation busy on port 80
      Then the call is refused with 400 "OperationBusy"
      And the message reads "The operation is busy."
      And the group is unchanged
      But for a second network interface the same call succeeds
