Feature: Samples of the documents
  The list of the example column is sent as it stands, with real ids for the masked ones; the answer is held to the sample.

  @sample.response
  Rule: A success has the members of the document's sample, under the same names and of the same types

    Scenario: the answer has the shape of the sample
      Given a vServer group
      When I call the operation with a backend server on port 70 with the description "sample"
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
