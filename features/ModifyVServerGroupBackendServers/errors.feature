Feature: Error codes of replacing
  What only this operation lists, with its status, its code and its message.

  @error.InvalidParameter
  Rule: Two new backend servers with the same ServerId and Port are refused
    Row inferred: another published table gives the code otherwise.

    Scenario: the same server and port twice in the list are refused
      Given a vServer group
      When I call the operation for these backend servers
        | server           | port |
        | a backend server | "80" |
        | a backend server | "80" |
      Then the call is refused with 400 "InvalidParameter"
      And the message reads "The specified BackendServers contain duplicated value of ServerID and Port."
      And the group is unchanged
      But with a backend server on port 80 the same call succeeds

  @error.OperationUnsupported.ModifyVServerGroupBackendServers
  Rule: A singleTunnel or anyTunnel load balancer does not take every kind of backend server
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario Outline: an ENI behind <kind> load balancer is refused
      Given a vServer group of <kind> load balancer
      When I call the operation
      Then the call is refused with 400 "OperationUnsupported.ModifyVServerGroupBackendServers"
      And the message reads "This type of backend server is not allowed to attached to singleTunnel or anyTunnel lb."
      And the group is unchanged
      But for a running ECS instance the same call succeeds

      Examples:
        | kind           |
        | a singleTunnel |
        | an anyTunnel   |
