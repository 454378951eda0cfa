Feature: Removing backend servers
  A call names a vServer group and the backend servers to take out of it. What is not in the group is ignored.

  @request.backend-servers.meaning
  Rule: Every backend server of the list is taken out of the group

    Scenario: a backend server is taken out
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the group lists 0 backend servers

    Scenario: three backend servers are taken out by one call
      Given a vServer group
      When I remove these backend servers
        | server                                 | port |
        | a backend server                       | "80" |
        | a second network interface             | "81" |
        | a network interface with two addresses | "82" |
      Then the call succeeds
      And the group lists 0 backend servers

    Scenario: a backend server is taken out on two ports by one call
      Given a vServer group
      When I remove these backend servers
        | server           | port |
        | a backend server | "80" |
        | a backend server | "81" |
      Then the call succeeds
      And the group lists 0 backend servers

    Scenario: what the call does not name stays in the group
      Given a vServer group
      And the group already has a backend server on port 80 with weight "7" and the description "beside"
      When I call the operation with a second network interface on port 80
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight | description |
        | a backend server | 80   | 7      | "beside"    |

  @request.backend-servers.not-in-group
  Rule: A backend server that is not in the group is ignored, without an error

    Scenario: a backend server that was never in the group is ignored
      Given a vServer group
      And the group already has a backend server on port 80
      When I remove a second network interface that is not in the group
      Then the call succeeds
      And the group lists these backend servers
        | server           | port |
        | a backend server | 80   |

    Scenario: after one that is not in the group, the others of the list are taken out
      Given a vServer group
      And the group already has a backend server on port 80
      When I remove these backend servers from the group as it is
        | server                     | port |
        | a second network interface | "80" |
        | a backend server           | "80" |
      Then the call succeeds
      And the group lists 0 backend servers

    Scenario: a backend server is removed from an empty group without an error
      Given a vServer group
      When I remove a backend server that is not in the group
      Then the call succeeds
      And the group lists 0 backend servers

    Scenario: the same call once more is accepted and changes nothing
      Given a vServer group
      When I call the operation
      Then the call succeeds
      When I repeat the call
      Then the call succeeds
      And the group lists 0 backend servers

  @request.backend-servers.not-in-account
  Rule: A backend server that the account does not have is ignored as well, without an error
    Inferred: the document speaks of what is not in the group, and services have been seen to refuse what is gone.

    Scenario: a backend server with an id that nobody has is ignored
      Given a vServer group
      And the group already has a backend server on port 80
      When I remove a second network interface on port 80 with the id "eni-bp1nobodyhasthisid" that is not in the group
      Then the call succeeds
      And the group lists these backend servers
        | server           | port |
        | a backend server | 80   |

  @request.backend-servers.limit
  Rule: One call takes out at most 20 backend servers

    Scenario: 20 backend servers in one call are accepted
      Given a vServer group
      When I remove 20 backend servers
      Then the call succeeds
      And the group lists 0 backend servers

    Scenario: 21 backend servers in one call are refused
      Given a vServer group
      When I remove 21 backend servers
      Then the call is refused
      And the group is unchanged
      But with 20 backend servers the same call succeeds

  @field.id-and-port
  Rule: ServerId and Port are enough to take an ECS instance out
    Known: published elsewhere, not in the documents of this operation.

    Scenario: an ECS instance is taken out by its id and its port
      Given a vServer group
      When I call the operation with a running ECS instance on port 80 without a type, without a weight, without a description
      Then the call succeeds
      And the group lists 0 backend servers

  @field.numbers-or-strings
  Rule: Port may be a JSON number or a JSON string
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a backend server is taken out by a port that is a number
      Given a vServer group
      When I call the operation with a backend server with port 8080
      Then the call succeeds
      And the group lists 0 backend servers

  @server.server-ip.meaning
  Rule: Of an ENI or elastic container instance that is in the group with several addresses, ServerIp says which one is taken out
    Inferred: the page says whose address it is, and not that it finds the backend server.

    Scenario: one of two addresses is taken out
      Given a vServer group
      And the group already has a network interface with two addresses on port 80
      And the group already has a network interface with two addresses on port 80 by its second address
      When I call the operation with a network interface with two addresses on port 80 by its second address
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | port | address           |
        | a network interface with two addresses | 80   | its first address |

  @server.port.meaning
  Rule: Of a backend server that is in the group on several ports, Port says which one is taken out
    Inferred: the page says which port it is, and not that it finds the backend server.

    Scenario: one of two ports is taken out
      Given a vServer group
      And the group already has a backend server on port 80
      And the group already has a backend server on port 81
      When I call the operation with a backend server on port 81
      Then the call succeeds
      And the group lists these backend servers
        | server           | port |
        | a backend server | 80   |

  @field.single-quotes
  Rule: A list written with single quotes is understood
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a list with single quotes is understood
      Given a vServer group
      And the group already has a backend server on port 80
      And "eni-1" stands for a backend server
      And "192.168.0.1" stands for its first address
      When I send the list
        """
        [{'ServerId':'eni-1','Weight':'40','Type':'eni','ServerIp':'192.168.0.1','Port':'80'}]
        """
      Then the call succeeds
      And the group lists 0 backend servers
