Feature: Error codes of a single region
  Each documented refusal, with its status, its code and its message. Where the page writes %s, any text may stand.

  @error.BackendServer.InvalidType
  Rule: A Type that is not on the list is refused

    Scenario: a backend server of an unknown Type
      Given a vServer group
      When I add a backend server on port 80 with type "vm"
      Then the call is refused with 400 "BackendServer.InvalidType"
      And the message reads "The specified Type is invalid."
      And the group is unchanged
      But with type "eni" the same call succeeds

  @error.InvalidServerId.NotExist
  Rule: An ECS instance that does not exist is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an ECS instance that does not exist
      Given a vServer group
      When I add a running ECS instance on port 80 with server id "i-bp1nobodyhasthisid0"
      Then the call is refused with 400 "InvalidServerId.NotExist"
      And the message reads "The specified ServerId is not exist."
      And the group is unchanged
      But with the id of a running ECS instance the same call succeeds

  @error.ResourceNotFound.vServers
  Rule: An ENI that does not exist is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an ENI that does not exist
      Given a vServer group
      When I add a backend server on port 80 with server id "eni-bp1nobodyhasthisid"
      Then the call is refused with 404 "ResourceNotFound.vServers"
      And the message reads "The specified enis %s does not exist."
      And the group is unchanged
      But with the id of a backend server the same call succeeds

  @error.InvalidBackendServers.ServerIpConflict
  Rule: A backend server that reaches the same address as one already in the group is refused
    Cause known: what provokes the code is published elsewhere.

    Scenario: the primary network interface of an ECS instance that is already in the group
      Given a vServer group
      And the group already has a running ECS instance on port 80
      When I add the network interface of the running ECS instance on port 80
      Then the call is refused with 400 "InvalidBackendServers.ServerIpConflict"
      And the message reads "%s."
      And the group is unchanged
      But on port 81 the same call succeeds

  @error.NetworkConflict
  Rule: A server of another VPC than the load balancer's is refused
    Row inferred: another published table gives the code otherwise.
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an ENI of another VPC
      Given a vServer group
      When I add a network interface of another VPC on port 80
      Then the call is refused with 400 "NetworkConflict"
      And the message reads "%s."
      And the group is unchanged
      But for a second network interface the same call succeeds

  @error.OperationDeny.LbNotSupportIPv6Server
  Rule: A load balancer without IPv6 takes no IPv6 backend server

    Scenario: the IPv6 address of an ENI behind an IPv4 load balancer
      Given a vServer group
      When I add a network interface with an IPv6 address on port 80 by its IPv6 address
      Then the call is refused with 400 "OperationDeny.LbNotSupportIPv6Server"
      And the message reads "The specified loadbalancer does not support ipv6 server."
      And the group is unchanged
      But by its first address the same call succeeds

  @error.Mismatched.ZoneId
  Rule: A load balancer in a cloud box takes only servers of its own zone
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a server that stands outside the cloud box
      Given a vServer group of a load balancer in a cloud box
      When I add a backend server on port 80
      Then the call is refused with 400 "Mismatched.ZoneId"
      And the message reads "The zone of the server is not matched with the cloud box loadbalancer."
      And the group is unchanged
      But for a server in the cloud box the same call succeeds

  @error.OperationUnsupported.AddVServerGroupBackendServers
  Rule: A singleTunnel or anyTunnel load balancer does not take every kind of backend server
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario Outline: an ENI behind <kind> load balancer
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

  @error.IncorrectStatus.RSByPassToas
  Rule: A backend server that bypasses TOA is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an ECS instance that bypasses TOA
      Given a vServer group
      When I add an ECS instance that bypasses TOA on port 80
      Then the call is refused with 400 "IncorrectStatus.RSByPassToas"
      And the message reads "%s."
      And the group is unchanged
      But for a running ECS instance the same call succeeds

  @error.MasterSlaveServerConflict
  Rule: A server that stands in a primary/secondary group of the load balancer on the same port is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a server that already serves a primary and secondary group on the same port
      Given a vServer group
      And a primary/secondary server group of the same load balancer has a backend server and a second network interface on port 9001
      When I add a second network interface on port 9001
      Then the call is refused with 400 "MasterSlaveServerConflict"
      And the message reads "The servers are conflict for MasterSlaveGroup."
      And the group is unchanged
      But on port 9002 the same call succeeds

  @error.OperationFailed.ServiceGroupProcessing
  Rule: A group whose last change is still in progress takes no further change
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a group with a change in progress
      Given the vServer group with a change in progress
      When I add a backend server on port 80
      Then the call is refused with 400 "OperationFailed.ServiceGroupProcessing"
      And the message reads "The specified service group is processing."
      And the group is unchanged
      But to another group of the same load balancer the same call succeeds

  @error.SignatureNonceUsed
  Rule: A signature nonce can be used only once
    Cause known: what provokes the code is published elsewhere.

    Scenario: a call with the nonce of the call before
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

    Scenario: the service is busy
      Given a vServer group
      When I add a network interface that keeps the system busy on port 80
      Then the call is refused with 400 "SystemBusy"
      And the message reads "The system is busy."
      And the group is unchanged
      But for a second network interface the same call succeeds

  @error.VpcSystemBusy
  Rule: The service may refuse a call because the VPC service is busy
    Cause assumed: nobody published what provokes the code.

    Scenario: the VPC service is busy
      Given a vServer group
      When I add a network interface that keeps the VPC system busy on port 80
      Then the call is refused with 400 "VpcSystemBusy"
      And the message reads "Invoke vpc system busy, please retry later."
      And the group is unchanged
      But for a second network interface the same call succeeds

  @error.OperationBusy
  Rule: The service may refuse a call because another operation is in progress
    Row inferred: another published table gives the code otherwise.
    Cause assumed: nobody published what provokes the code.

    Scenario: another operation is in progress
      Given a vServer group
      When I add a network interface that keeps an operation busy on port 80
      Then the call is refused with 400 "OperationBusy"
      And the message reads "The operation is busy."
      And the group is unchanged
      But for a second network interface the same call succeeds
