Feature: Samples of the request
  The page shows five lists of backend servers. Each is sent as it stands, with real ids for the masked ones.

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
        | server                                 | type  | server ip          | port | weight | description |
        | a network interface with two addresses | "eni" | its first address  | 80   | 100    | "test-112"  |
        | a network interface with two addresses | "eni" | its second address | 80   | 100    | "test-113"  |
