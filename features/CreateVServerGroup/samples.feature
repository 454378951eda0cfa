Feature: Samples of the documents
  The list of the example column is sent as it stands, with real ids for the masked ones; the answer is held to the sample.

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

  @sample.response
  Rule: A success has the members of the document's sample, under the same names and of the same types

    Scenario: the answer has the shape of the sample
      Given a vServer group
      When I call the operation with a backend server on port 70 with description "sample"
      Then the call succeeds
      And the answer has the members of this sample, of the same types
        """json
        {
          "VServerGroupId": "rsp-cige6******",
          "RequestId": "9DEC9C28-AB05-4DDF-9A78-6B08EC9CE18C",
          "BackendServers": {
            "BackendServer": [
              {
                "Type": "eni",
                "Weight": 100,
                "Description": "vServer group",
                "Port": 70,
                "ServerId": "eni-hhshhs****"
              }
            ]
          }
        }
        """
