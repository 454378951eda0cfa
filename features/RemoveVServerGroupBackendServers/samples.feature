Feature: Samples of the request
  The page shows the five lists of adding. Each is sent as it stands, with real ids for the masked ones, to a group that
  has what it names.

  @sample.ecs
  Rule: The documents' example of an ECS instance is accepted

    Scenario: the example of an ECS instance is accepted
      Given a vServer group
      And the group already has a running ECS instance on port 80
      And "i-xxxxxxxxx" stands for a running ECS instance
      When I send the list
        """
        [{ "ServerId": "i-xxxxxxxxx", "Weight": "100", "Type": "ecs", "Port":"80","Description":"test-112" }]
        """
      Then the call succeeds
      And the group lists 0 backend servers

  @sample.eni
  Rule: The documents' example of an ENI is accepted

    Scenario: the example of an ENI is accepted
      Given a vServer group
      And the group already has a second network interface on port 80
      And "eni-xxxxxxxxx" stands for a second network interface
      And "192.168.**.**" stands for its first address
      When I send the list
        """
        [{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "192.168.**.**", "Port":"80","Description":"test-112" }]
        """
      Then the call succeeds
      And the group lists 0 backend servers

  @sample.eni-addresses
  Rule: The documents' example of an ENI with several IP addresses is accepted

    Scenario: the example of an ENI with several IP addresses is accepted
      Given a vServer group
      And the group already has a network interface with two addresses on port 80 with the description "test-113"
      And the group already has a network interface with two addresses on port 80 by its second address with the description "test-113"
      And "eni-xxxxxxxxx" stands for a network interface with two addresses
      And "192.168.**.**" stands for its first address
      And "172.166.**.**" stands for its second address
      When I send the list
        """
        [{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "192.168.**.**", "Port":"80","Description":"test-113" },{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "172.166.**.**", "Port":"80","Description":"test-113" }]
        """
      Then the call succeeds
      And the group lists 0 backend servers

  @sample.eci
  Rule: The documents' example of an elastic container instance is accepted

    Scenario: the example of an elastic container instance is accepted
      Given a vServer group
      And the group already has an elastic container instance on port 80 with the description "test-114"
      And "eci-xxxxxxxxx" stands for an elastic container instance
      And "192.168.**.**" stands for its first address
      When I send the list
        """
        [{ "ServerId": "eci-xxxxxxxxx", "Weight": "100", "Type": "eci", "ServerIp": "192.168.**.**", "Port":"80","Description":"test-114" }]
        """
      Then the call succeeds
      And the group lists 0 backend servers

  @sample.example-column
  Rule: The list in the example column of BackendServers is accepted

    Scenario: the list in the example column is accepted
      Given a vServer group
      And the group already has a network interface with two addresses on port 80 with the description "test-112"
      And the group already has a network interface with two addresses on port 80 by its second address with the description "test-113"
      And "eni-xxxxxxxxx" stands for a network interface with two addresses
      And "192.168.**.**" stands for its first address
      And "172.166.**.**" stands for its second address
      When I send the list
        """
        [{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "192.168.**.**", "Port":"80","Description":"test-112" },{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "172.166.**.**", "Port":"80","Description":"test-113" }]
        """
      Then the call succeeds
      And the group lists 0 backend servers
