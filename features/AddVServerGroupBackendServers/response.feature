Feature: The answer to a success
  A success names the group, the request and the backend servers.

  @sample.response
  Rule: A success has the members of the document's sample, under the same names and of the same types

    Scenario: the answer has the shape of the page's sample
      Given a vServer group
      When I add a backend server on port 70 with the description "sample"
      Then the call succeeds
      And the answer has the members of this sample, of the same types
        """json
        {
          "VServerGroupId": "rsp-cige6j******",
          "RequestId": "9DEC9C28-AB05-4DDF-9A78-6B******",
          "BackendServers": {
            "BackendServer": [
              {
                "Type": "eni",
                "Weight": 100,
                "Description": "The description of the vServer group.",
                "Port": 70,
                "ServerId": "eni-hhshhs****"
              }
            ]
          }
        }
        """
