Feature: Setting weights and the name of a vServer group
  A call takes a new name, a list of backend servers, or both. It changes the name and the weights, and nothing else.

  @group.only-weights-and-name
  Rule: Only the weights of backend servers and the name of the vServer group are changed
    Inferred: the document says so, and shows lists with descriptions.

    Scenario: a description is not changed
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10" and the description "before"
      When I set a backend server on port 80 with weight "20" and the description "after"
      Then the call succeeds
      And the group lists these backend servers
        | server           | type  | port | weight | description |
        | a backend server | "eni" | 80   | 20     | "before"    |

    Scenario: the tags of the group are not changed
      Given a vServer group with 3 tags, one without a value
      And the group already has a backend server on port 80 with weight "10"
      When I set a backend server on port 80 with weight "20"
      Then the call succeeds
      And the group lists it on port 80 with weight 20
      And all else of the group is as before the call

    Scenario: a backend server that is not in the group is not added
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I set a second network interface that is not in the group
      Then the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 10     |

  @group.not-passed-stays
  Rule: What a call leaves out stays as it is
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a new weight leaves the name and the other backend servers as they are
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      And the group already has a second network interface on port 80 with weight "30"
      When I set a backend server on port 80 with weight "20"
      Then the call succeeds
      And the group has the name that it was given last
      And the group lists these backend servers
        | server                     | port | weight |
        | a backend server           | 80   | 20     |
        | a second network interface | 80   | 30     |

    Scenario: a backend server that is set without a weight keeps the one it has
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I set a backend server on port 80 without a weight
      Then the call succeeds
      And the group lists it on port 80 with weight 10

    Scenario: a new name leaves the backend servers as they are
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I rename the group to "Group1"
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 10     |

  @group.one-of-two
  Rule: A call with a name alone or with a list alone is enough

    Scenario: a call with a name alone is accepted
      Given a vServer group
      When I rename the group to "Group2"
      Then the call succeeds

    Scenario: a call with a list alone is accepted
      Given a vServer group
      When I set a backend server on port 80 with weight "5"
      Then the call succeeds
      And the group lists it on port 80 with weight 5

  @request.vserver-group-id.meaning
  Rule: VServerGroupId is the id of the vServer group that is changed

    Scenario: of two groups, the one that the call names is changed
      Given a vServer group
      And one more vServer group of the same load balancer
      When I set a backend server on port 80 with weight "6"
      Then the call succeeds
      And the group lists it on port 80 with weight 6

    Scenario: a group that the call does not name keeps its name
      Given a vServer group
      When I create an empty group
      Then the call succeeds
      When I rename the group to "Group8"
      Then the call succeeds
      When I go on with the first group
      Then the group has the name that it was given last

    Scenario: of two groups, the one that the call does not name keeps its weights
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I create a group with a backend server on port 80 with weight "20"
      Then the call succeeds
      When I go on with the first group
      And I set a backend server on port 80 with weight "30"
      Then the call succeeds
      When I go on with the second group
      Then the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 20     |

  @request.vserver-group-name.meaning
  Rule: VServerGroupName is the new name of the vServer group

    Scenario: the group has the new name
      Given a vServer group
      When I rename the group to "Group3"
      Then the call succeeds
      And the group is called "Group3"

    Scenario: the group also has the new name when the call has a list
      Given a vServer group
      When I call the operation with a backend server on port 80 with weight "7", with VServerGroupName "Group5"
      Then the call succeeds
      And the group is called "Group5"

  @request.backend-servers.meaning
  Rule: Every backend server of the list gets its weight

    Scenario: two backend servers get their weights by one call
      Given a vServer group
      When I call the operation for these backend servers
        | server                     | port | weight |
        | a backend server           | "80" | "1"    |
        | a second network interface | "80" | "2"    |
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port | weight |
        | a backend server           | 80   | 1      |
        | a second network interface | 80   | 2      |

    Scenario: two backend servers get their own weights, in whichever order the call has them
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      And the group already has a second network interface on port 80 with weight "20"
      When I call the operation for these backend servers
        | server                     | port | weight |
        | a second network interface | "80" | "3"    |
        | a backend server           | "80" | "4"    |
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port | weight |
        | a backend server           | 80   | 4      |
        | a second network interface | 80   | 3      |

    Scenario: a backend server also gets its weight when the call has a name
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I call the operation with a backend server on port 80 with weight "20", with VServerGroupName "Group6"
      Then the call succeeds
      And the group lists it on port 80 with weight 20

  @server.server-id.kinds
  Rule: ServerId may be the id of an ECS instance, of an ENI or of an elastic container instance

    Scenario Outline: <kind> gets its weight by its id
      Given a vServer group
      And the group already has <kind> on port 80 with weight "10"
      When I call the operation with <kind> on port 80 with weight "20"
      Then the call succeeds
      And the group lists it on port 80 with weight 20

      Examples:
        | kind                          |
        | a running ECS instance        |
        | a second network interface    |
        | an elastic container instance |

  @server.port.meaning
  Rule: Of a backend server that is in the group on several ports, Port says which one gets the weight
    Inferred: the documents list it, and what it means is our reading.

    Scenario: one of two ports gets the weight
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      And the group already has a backend server on port 81 with weight "20"
      When I set a backend server on port 81 with weight "30"
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 10     |
        | a backend server | 81   | 30     |

  @server.server-ip.meaning
  Rule: Of a backend server that is in the group with several addresses, ServerIp says which one gets the weight
    Inferred: the documents list it, and what it means is our reading.

    Scenario: one of two addresses gets the weight
      Given a vServer group
      And the group already has a network interface with two addresses on port 80 with weight "10"
      And the group already has a network interface with two addresses on port 80 by its second address, with weight "20"
      When I call the operation with a network interface with two addresses on port 80 by its second address, with weight "30"
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | port | address            | weight |
        | a network interface with two addresses | 80   | its first address  | 10     |
        | a network interface with two addresses | 80   | its second address | 30     |

  @request.backend-servers.limit
  Rule: One call sets at most 20 backend servers
    Inferred: the documents list it, and what it means is our reading.

    Scenario: 20 backend servers in one call are accepted
      Given a vServer group
      When I set 20 backend servers with weight "7"
      Then the call succeeds
      And the group lists 20 backend servers

    Scenario: 21 backend servers in one call are refused
      Given a vServer group
      When I set 21 backend servers with weight "7"
      Then the call is refused
      And the group is unchanged
      But with 20 backend servers the same call succeeds

  @sample.example
  Rule: The example of BackendServers is accepted

    Scenario: the example of the list is accepted
      Given a vServer group
      And "eni-xxxxxxxxx" stands for a network interface with two addresses
      And "192.XX.XX.6" stands for its first address
      And "172.XX.XX.6" stands for its second address
      When I send the list
        """
        [{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "192.XX.XX.6", "Port":"80","Description":"test-112" },{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "172.XX.XX.6", "Port":"80","Description":"test-113" }]
        """
      Then the call succeeds

  @error.MissingParameter
  Rule: A call with neither a name nor a list is refused
    Row inferred: another published table gives the code otherwise.

    Scenario: a call without a name and without a list is refused
      Given a vServer group
      When I call the operation without VServerGroupName and without BackendServers
      Then the call is refused with 400 "MissingParameter"
      And the message reads "The VServerGroupName or BackendServers is required at lease one."
      And the group is unchanged
      But with VServerGroupName the same call succeeds

  @field.single-quotes
  Rule: A list written with single quotes is understood
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a list with single quotes is understood
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      And "eni-1" stands for a backend server
      And "192.168.0.1" stands for its first address
      When I send the list
        """
        [{'ServerId':'eni-1','Weight':'40','Type':'eni','ServerIp':'192.168.0.1','Port':'80'}]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 40     |
