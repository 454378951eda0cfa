Feature: Parameters of the request
  A call names a vServer group and, in a list, the backend servers to remove.

  @request.vserver-group-id.meaning
  Rule: VServerGroupId is the id of the vServer group that loses the backend servers

    Scenario: of two groups, the one that the call names loses the backend server
      Given a vServer group
      And one more vServer group of the same load balancer
      And the group already has a backend server on port 80
      When I call the operation with a backend server on port 80
      Then the call succeeds
      And the group lists 0 backend servers

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

  @server.server-id.required
  Rule: Every backend server has a ServerId
    Inferred: the page asks for it, and says that what is not in the group is ignored.

    Scenario: a backend server without a ServerId is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 without server id
      Then the call is refused
      And the group is unchanged
      But with the id of a backend server the same call succeeds

  @server.server-id.type
  Rule: ServerId is a string
    Inferred: the page asks for it, and says that what is not in the group is ignored.

    Scenario Outline: a ServerId that is <server id>, not a text, is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with server id <server id>
      Then the call is refused
      And the group is unchanged
      But with the id of a backend server the same call succeeds

      Examples:
        | server id |
        | 42        |
        | true      |

  @server.server-id.kinds
  Rule: ServerId may be the id of an ECS instance, of an ENI or of an elastic container instance

    Scenario Outline: <kind> is taken out by its id
      Given a vServer group
      When I call the operation with <kind> on port 80
      Then the call succeeds
      And the group lists 0 backend servers

      Examples:
        | kind                          |
        | a running ECS instance        |
        | a second network interface    |
        | an elastic container instance |

  @server.description.optional
  Rule: Description may be left out

    Scenario: a backend server is taken out without its description
      Given a vServer group
      When I call the operation with a backend server on port 80 without description
      Then the call succeeds
      And the group lists 0 backend servers
