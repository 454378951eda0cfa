Feature: Samples of lists
  The documents show lists of backend servers. Each is sent as it stands, with real ids for the masked ones.

  @sample.ecs
  Rule: The documents' example of an ECS instance is accepted

    Scenario: the example of an ECS instance is accepted
      Given a vServer group
      And "i-xxxxxxxxx" stands for a running ECS instance
      When I send the list
        """
        [{ "ServerId": "i-xxxxxxxxx", "Weight": "100", "Type": "ecs", "Port":"80","Description":"test-112" }]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server                 | type  | port | weight | description |
        | a running ECS instance | "ecs" | 80   | 100    | "test-112"  |

  @sample.eni
  Rule: The documents' example of an ENI is accepted

    Scenario: the example of an ENI is accepted
      Given a vServer group
      And "eni-xxxxxxxxx" stands for a second network interface
      And "192.168.**.**" stands for its first address
      When I send the list
        """
        [{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "192.168.**.**", "Port":"80","Description":"test-112" }]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server                     | type  | address           | port | weight | description |
        | a second network interface | "eni" | its first address | 80   | 100    | "test-112"  |

  @sample.eni-addresses
  Rule: The documents' example of an ENI with several IP addresses is accepted
    Inferred for ModifyVServerGroupBackendServers: its own table refuses one ServerId and Port that stand in a list twice.

    Scenario: the example of an ENI with several IP addresses is accepted
      Given a vServer group
      And "eni-xxxxxxxxx" stands for a network interface with two addresses
      And "192.168.**.**" stands for its first address
      And "172.166.**.**" stands for its second address
      When I send the list
        """
        [{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "192.168.**.**", "Port":"80","Description":"test-113" },{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "172.166.**.**", "Port":"80","Description":"test-113" }]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | type  | address            | port | weight | description |
        | a network interface with two addresses | "eni" | its first address  | 80   | 100    | "test-113"  |
        | a network interface with two addresses | "eni" | its second address | 80   | 100    | "test-113"  |

  @sample.eci
  Rule: The documents' example of an elastic container instance is accepted
    Inferred for CreateVServerGroup: the page does not list the Type that its example has.

    Scenario: the example of an elastic container instance is accepted
      Given a vServer group
      And "eci-xxxxxxxxx" stands for an elastic container instance
      And "192.168.**.**" stands for its first address
      When I send the list
        """
        [{ "ServerId": "eci-xxxxxxxxx", "Weight": "100", "Type": "eci", "ServerIp": "192.168.**.**", "Port":"80","Description":"test-114" }]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server                        | type  | address           | port | weight | description |
        | an elastic container instance | "eci" | its first address | 80   | 100    | "test-114"  |

  @sample.example-column
  Rule: The list in the example column of BackendServers is accepted

    Scenario: the list in the example column is accepted
      Given a vServer group
      And "eni-xxxxxxxxx" stands for a network interface with two addresses
      And "192.168.**.**" stands for its first address
      And "172.166.**.**" stands for its second address
      When I send the list
        """
        [{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "192.168.**.**", "Port":"80","Description":"test-112" },{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "172.166.**.**", "Port":"80","Description":"test-113" }]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | type  | address            | port | weight | description |
        | a network interface with two addresses | "eni" | its first address  | 80   | 100    | "test-112"  |
        | a network interface with two addresses | "eni" | its second address | 80   | 100    | "test-113"  |
