Feature: Parameters of the request
  A call names a region, a vServer group and the backend servers to add.

  @request.vserver-group-id.meaning
  Rule: VServerGroupId is the id of the vServer group that receives the backend servers

    Scenario: the group that the call names receives the backend server
      Given a vServer group
      When I add a backend server on port 80
      Then the call succeeds
      And the group lists 1 backend server
      And the group lists it on port 80

    Scenario: of two groups, the one that the call names receives the backend server
      Given a vServer group
      When I add a backend server on port 80 to another group of the same load balancer
      Then the call succeeds
      And the group lists 1 backend server

    Scenario: of two groups, the older one receives the backend server when the call names it
      Given a vServer group
      And one more vServer group of the same load balancer
      When I add a backend server on port 80
      Then the call succeeds
      And the group lists it on port 80

    Scenario: of two groups, the one that the call does not name keeps what it has
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I create a group with a network interface with two addresses on port 80 with weight "20"
      Then the call succeeds
      When I go on with the first group
      And I add a second network interface on port 81 with weight "30"
      Then the call succeeds
      When I go on with the second group
      Then the group lists these backend servers
        | server                                 | port | weight |
        | a network interface with two addresses | 80   | 20     |

  @request.backend-servers.meaning
  Rule: Every backend server of the list is added to the group

    Scenario: three backend servers are added by one call
      Given a vServer group
      When I add these backend servers
        | server                                 | port | weight | description |
        | a backend server                       | "80" | "10"   | "first"     |
        | a second network interface             | "80" | "20"   | "second"    |
        | a network interface with two addresses | "80" | "30"   | "third"     |
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | port | weight | description |
        | a backend server                       | 80   | 10     | "first"     |
        | a second network interface             | 80   | 20     | "second"    |
        | a network interface with two addresses | 80   | 30     | "third"     |

    Scenario: what the group had before stays in it
      Given a vServer group
      And the group already has a backend server on port 80 with weight "7"
      When I add a second network interface on port 80 with weight "9"
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port | weight |
        | a backend server           | 80   | 7      |
        | a second network interface | 80   | 9      |

  @request.backend-servers.limit
  Rule: One call adds at most 20 backend servers

    Scenario: 20 backend servers in one call are accepted
      Given a vServer group
      When I add 20 backend servers
      Then the call succeeds
      And the group lists 20 backend servers

    Scenario: 21 backend servers in one call are refused
      Given a vServer group
      When I add 21 backend servers
      Then the call is refused
      And the group is unchanged
      But with 20 backend servers the same call succeeds

  @assumed.backend-servers.entries
  Rule: The limit of a call counts the entries of the list, whatever servers they name
    Assumed: nobody published it.

    Scenario: one server on 20 ports is accepted
      Given a vServer group
      When I add a backend server on 20 ports
      Then the call succeeds
      And the group lists 20 backend servers

    Scenario Outline: one server on <number> ports is refused
      Given a vServer group
      When I add a backend server on <number> ports
      Then the call is refused
      And the group is unchanged
      But on 20 ports the same call succeeds

      Examples:
        | number |
        | 21     |
        | 40     |
