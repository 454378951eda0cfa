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

    Scenario: of two groups, the one that the call does not name keeps what it has
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I create a group with a backend server on port 80 with weight "20"
      Then the call succeeds
      When I go on with the first group
      And I remove these backend servers from the group as it is
        | server           | port |
        | a backend server | "80" |
      Then the call succeeds
      When I go on with the second group
      Then the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 20     |

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
      When I call the operation with a backend server on port 80 without a description
      Then the call succeeds
      And the group lists 0 backend servers
