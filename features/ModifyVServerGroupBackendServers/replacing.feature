Feature: Replacing backend servers
  A call takes backend servers out of a vServer group and puts others in. Either list may be left out.

  @group.replaced
  Rule: Backend servers of a vServer group are replaced

    Scenario: one backend server takes the place of another
      Given a vServer group
      When I replace a backend server on port 80 by a second network interface on port 81
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port |
        | a second network interface | 81   |

    Scenario: the other backend servers of the group stay as they are
      Given a vServer group
      And the group already has a network interface with two addresses on port 80 with weight "10" and the description "beside"
      When I replace a backend server on port 80 by a second network interface on port 81 with weight "20" and the description "new"
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | port | weight | description |
        | a network interface with two addresses | 80   | 10     | "beside"    |
        | a second network interface             | 81   | 20     | "new"       |

  @group.one-of-two
  Rule: A call with one of the two lists is enough

    Scenario: a call that only puts a backend server in is accepted
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the group lists 1 backend server

    Scenario: a call that only takes a backend server out is accepted
      Given a vServer group
      When I take out a backend server on port 80
      Then the call succeeds
      And the group lists 0 backend servers

  @group.not-in-group
  Rule: A backend server that is to be taken out and is not in the group is ignored
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a backend server that is to be taken out and is not in the group is ignored
      Given a vServer group
      When I replace a backend server that is not in the group by a second network interface on port 80
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port |
        | a second network interface | 80   |

  @request.vserver-group-id.meaning
  Rule: VServerGroupId is the id of the vServer group whose backend servers are replaced

    Scenario: of two groups, the one that the call names is changed
      Given a vServer group
      And one more vServer group of the same load balancer
      When I replace a backend server on port 80 by a second network interface on port 80
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port |
        | a second network interface | 80   |

    Scenario: of two groups, the one that the call does not name keeps what it has
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I create a group with a backend server on port 80 with weight "20"
      Then the call succeeds
      When I go on with the first group
      And I replace a backend server on port 80 by a second network interface on port 81 with weight "30"
      Then the call succeeds
      When I go on with the second group
      Then the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 20     |

  @request.new-backend-servers.type
  Rule: NewBackendServers is a string that holds the list of backend servers as JSON
    Inferred: that the text holds JSON is shown by the samples only.

    Scenario: a text in place of the new list is refused
      Given a vServer group
      When I call the operation with NewBackendServers "not a list"
      Then the call is refused
      And the group is unchanged
      But with NewBackendServers the same call succeeds

  @request.new-backend-servers.meaning
  Rule: Every backend server of NewBackendServers is put into the group

    Scenario: two backend servers are put in by one call
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

  @request.new-backend-servers.limit
  Rule: One call puts in at most 20 backend servers

    Scenario: 20 backend servers are put in by one call
      Given a vServer group
      When I put in 20 backend servers
      Then the call succeeds
      And the group lists 20 backend servers

    Scenario: 21 backend servers that are to be put in are refused
      Given a vServer group
      When I put in 21 backend servers
      Then the call is refused
      And the group is unchanged
      But with 20 backend servers the same call succeeds

  @request.old-backend-servers.type
  Rule: OldBackendServers is a string that holds the list of backend servers as JSON
    Inferred: that the text holds JSON is shown by the samples only.

    Scenario: a text in place of the old list is refused
      Given a vServer group
      When I call the operation with OldBackendServers "not a list"
      Then the call is refused
      And the group is unchanged
      But with OldBackendServers the same call succeeds

  @request.old-backend-servers.meaning
  Rule: Every backend server of OldBackendServers is taken out of the group

    Scenario: two backend servers are taken out by one call
      Given a vServer group
      And the group already has a network interface with two addresses on port 80
      When I take out 2 backend servers
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | port |
        | a network interface with two addresses | 80   |

  @old-server.port.meaning
  Rule: Of a backend server that is in the group on several ports, Port says which one is taken out
    Inferred: the documents list it, and what it means is our reading.

    Scenario: one of two ports is taken out
      Given a vServer group
      And the group already has a backend server on port 80
      And the group already has a backend server on port 81
      When I take out a backend server on port 81
      Then the call succeeds
      And the group lists these backend servers
        | server           | port |
        | a backend server | 80   |

  @old-server.server-ip.meaning
  Rule: Of a backend server that is in the group with several addresses, ServerIp says which one is taken out
    Inferred: the documents list it, and what it means is our reading.

    Scenario: one of two addresses is taken out
      Given a vServer group
      And the group already has a network interface with two addresses on port 80
      And the group already has a network interface with two addresses on port 80 by its second address
      When I take out a network interface with two addresses on port 80 by its second address
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | port | address           |
        | a network interface with two addresses | 80   | its first address |

  @request.old-backend-servers.limit
  Rule: One call takes out at most 20 backend servers
    Inferred: the documents list it, and what it means is our reading.

    Scenario: 20 backend servers are taken out by one call
      Given a vServer group
      When I take out 20 backend servers
      Then the call succeeds
      And the group lists 0 backend servers

    Scenario: 21 backend servers that are to be taken out are refused
      Given a vServer group
      When I take out 21 backend servers
      Then the call is refused
      And the group is unchanged
      But with 20 backend servers the same call succeeds

  @server.description.chinese
  Rule: Description may hold Chinese characters
    Inferred: the document is a Chinese text; the English pages of adding and creating name letters and digits alone.

    Scenario: a description in Chinese is kept
      Given a vServer group
      When I call the operation with a backend server on port 80 with the description "a服务器1"
      Then the call succeeds
      And the group lists it with the description "a服务器1"

  @sample.example-old
  Rule: The example of OldBackendServers is accepted

    Scenario: the example of the old list is accepted with a new list of the same length
      Given a vServer group
      And "i-xxxxxxxxx" stands for a running ECS instance
      And "eni-xxxxxxxxx" stands for a second network interface
      And "192.168.**.**" stands for its first address
      When I send the old list and the new list
        """
        [{ "ServerId": "i-xxxxxxxxx", "Weight": "100", "Type": "ecs", "Port":"80","Description":"test-112" }]
        [{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "192.168.**.**", "Port":"80","Description":"test-112" }]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server                     | type  | address           | port | weight | description |
        | a second network interface | "eni" | its first address | 80   | 100    | "test-112"  |

  @sample.example-new
  Rule: The example of NewBackendServers is accepted
    Inferred: the document's own table refuses one ServerId and Port that stand in a list twice.

    Scenario: the example of the new list is accepted
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

  @server.weight.default
  Rule: Without a weight, the weight is 100

    Scenario: the weight of what is taken out is not kept
      Given a vServer group
      When I replace a backend server on port 80 with weight "10" by a second network interface on port 80 without a weight
      Then the call succeeds
      And the group lists it on port 80 with weight 100

  @sample.response
  Rule: A success has the members of the document's sample, under the same names and of the same types

    Scenario: the answer has the shape of the document's sample
      Given a vServer group
      When I replace a backend server on port 80 by a second network interface on port 70 with the description "sample"
      Then the call succeeds
      And the answer has the members of this sample, of the same types
        """json
        {
          "VServerGroupId": "rsp-cige6j****",
          "RequestId": "9DEC9C28-AB05-4DDF-9A78-6B08******",
          "BackendServers": {
            "BackendServer": [
              {
                "Type": "ecs",
                "Weight": 100,
                "Description": "后端服务器描述。",
                "Port": 70,
                "ServerId": "i-bp1ge5hrp****"
              }
            ]
          }
        }
        """
