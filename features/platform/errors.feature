Feature: Error codes of backend servers
  Each documented refusal, with its status, its code and its message. Where the documents write %s, any text may stand.

  @error.BackendServer.InvalidType
  Rule: A Type that is not on the list is refused

    Scenario: a backend server of an unknown Type is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with type "vm"
      Then the call is refused with 400 "BackendServer.InvalidType"
      And the message reads "The specified Type is invalid."
      And the group is unchanged
      But with type "eni" the same call succeeds

  @error.InvalidServerId.NotExist
  Rule: An ECS instance that does not exist is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an ECS instance that does not exist is refused
      Given a vServer group
      When I call the operation with a running ECS instance on port 80 with the id "i-bp1nobodyhasthisid0"
      Then the call is refused with 400 "InvalidServerId.NotExist"
      And the message reads "The specified ServerId is not exist."
      And the group is unchanged
      But with the id of a running ECS instance the same call succeeds

  @error.InvalidBackendServers.ServerIpConflict
  Rule: A backend server that reaches the same address as one already in the group is refused
    Cause known: what provokes the code is published elsewhere.

    Scenario: an ECS instance and its own network interface in one call are refused
      Given a vServer group
      When I call the operation for these backend servers
        | server                                            | port |
        | a running ECS instance                            | "80" |
        | the network interface of the running ECS instance | "80" |
      Then the call is refused with 400 "InvalidBackendServers.ServerIpConflict"
      And the message reads "%s."
      And the group is unchanged
      But on port 81 the same call succeeds

  @error.NetworkConflict
  Rule: A server of another VPC than the load balancer's is refused
    Row inferred: another published table gives the code otherwise.
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an ENI of another VPC is refused
      Given a vServer group
      When I call the operation with a network interface of another VPC on port 80
      Then the call is refused with 400 "NetworkConflict"
      And the message reads "%s."
      And the group is unchanged
      But for a second network interface the same call succeeds

  @error.Mismatched.ZoneId
  Rule: A load balancer in a cloud box takes only servers of its own zone
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a server that stands outside the cloud box is refused
      Given a vServer group of a load balancer in a cloud box
      When I call the operation with a backend server on port 80
      Then the call is refused with 400 "Mismatched.ZoneId"
      And the message reads "The zone of the server is not matched with the cloud box loadbalancer."
      And the group is unchanged
      But for a server in the cloud box the same call succeeds

  @error.IncorrectStatus.RSByPassToas
  Rule: A backend server that bypasses TOA is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an ECS instance that bypasses TOA is refused
      Given a vServer group
      When I call the operation with an ECS instance that bypasses TOA on port 80
      Then the call is refused with 400 "IncorrectStatus.RSByPassToas"
      And the message reads "%s."
      And the group is unchanged
      But for a running ECS instance the same call succeeds

  @error.MasterSlaveServerConflict
  Rule: A server that is in a primary/secondary server group of the load balancer on the same port is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a server of a primary and secondary server group on the same port is refused
      Given a vServer group
      And a primary/secondary server group of the same load balancer has a backend server and a second network interface on port 9001
      When I call the operation with a second network interface on port 9001
      Then the call is refused with 400 "MasterSlaveServerConflict"
      And the message reads "The servers are conflict for MasterSlaveGroup."
      And the group is unchanged
      But on port 9002 the same call succeeds

  @error.VpcSystemBusy
  Rule: The service may refuse a call because the VPC service is busy
    Cause assumed: nobody published what provokes the code.

    Scenario: while the VPC service is busy, a call is refused
      Given a vServer group
      When I call the operation with a network interface that keeps the VPC system busy on port 80
      Then the call is refused with 400 "VpcSystemBusy"
      And the message reads "Invoke vpc system busy, please retry later."
      And the group is unchanged
      But for a second network interface the same call succeeds
