Feature: The answer to setting
  A success names the group and its name, and lists backend servers.

  @response.vserver-group-name
  Rule: VServerGroupName is a string, the name of the vServer group

    Scenario: the answer gives the new name
      Given a vServer group
      When I rename the group to "Group4"
      Then the call succeeds
      And the answer's VServerGroupName is "Group4"

    Scenario: the answer gives the name that the group has when the call gives none
      Given a vServer group
      When I set a backend server on port 80 with weight "9"
      Then the call succeeds
      And the answer's VServerGroupName is the name of the group

  @response.description
  Rule: Description is a string, the description of the backend server
    Inferred: the document calls it the description of the group.

    Scenario: the answer repeats the description that the backend server has
      Given a vServer group
      And the group already has a backend server on port 80 with the description "front-1"
      When I set a backend server on port 80 with weight "8"
      Then the call succeeds
      And the answer lists it with the description "front-1"

  @sample.response
  Rule: A success has the members of the document's sample, under the same names and of the same types

    Scenario: the answer has the shape of the document's sample
      Given a vServer group
      And the group already has a backend server on port 70 with weight "10" and the description "sample"
      When I set a backend server on port 70 with weight "100"
      Then the call succeeds
      And the answer has the members of this sample, of the same types
        """json
        {
          "VServerGroupId": "rsp-cige6****",
          "VServerGroupName": "Group1",
          "RequestId": "9DEC9C28-AB05-4DDF-9A78-6B08EC9CE18C",
          "BackendServers": {
            "BackendServer": [
              {
                "Type": "ecs",
                "Weight": 100,
                "Description": "后端服务器组描述。",
                "Port": 70,
                "ServerId": "i-bp1ek6yd7jvkx****"
              }
            ]
          }
        }
        """
