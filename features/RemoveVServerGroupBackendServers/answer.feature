Feature: The answer
  The answer lists backend servers; whether those that are left or those that were removed is not said, so that here
  both are alike.

  @response.backend-server
  Rule: BackendServer is an array of objects, the backend servers

    Scenario: BackendServer is an array
      Given a vServer group
      And the group already has a second network interface on port 81
      When I call the operation
      Then the call succeeds
      And the answer's BackendServers.BackendServer is an array

  @response.type
  Rule: Type is a string, the type of the backend server

    Scenario: the answer gives the type of an ENI
      Given a vServer group
      And the group already has a second network interface on port 80
      When I call the operation
      Then the call succeeds
      And every backend server that the answer lists has type "eni"

  @response.type.values
  Rule: The type of a listed backend server is ecs, eni or eci

    Scenario Outline: the answer calls <kind> "<type>"
      Given a vServer group
      And the group already has <kind> on port 81
      When I call the operation with <kind> on port 80
      Then the call succeeds
      And every backend server that the answer lists has type "<type>"

      Examples:
        | kind                          | type |
        | a running ECS instance        | ecs  |
        | a second network interface    | eni  |
        | an elastic container instance | eci  |

  @response.weight
  Rule: Weight is an integer, the weight of the backend server

    Scenario: the weight is answered as a number
      Given a vServer group
      And the group already has a second network interface on port 81 with weight "100"
      When I call the operation with a backend server on port 80
      Then the call succeeds
      And every backend server that the answer lists has weight 100

  @response.port
  Rule: Port is an integer, the port of the backend server

    Scenario: the port is answered as a number
      Given a vServer group
      And the group already has a second network interface on port 70
      When I call the operation with a backend server on port 70
      Then the call succeeds
      And every backend server that the answer lists has port 70

  @response.server-id
  Rule: ServerId is a string, the id of the backend server

    Scenario Outline: the answer names <kind> by its id
      Given a vServer group
      And the group already has <kind> on port 81
      When I call the operation with <kind> on port 80
      Then the call succeeds
      And every backend server that the answer lists has the id of <kind>

      Examples:
        | kind                          |
        | a running ECS instance        |
        | a second network interface    |
        | an elastic container instance |

  @sample.response
  Rule: A success has the members of the document's sample, under the same names and of the same types

    Scenario: the answer has the members of the sample
      Given a vServer group
      And the group already has a backend server on port 81
      When I call the operation
      Then the call succeeds
      And the answer has the members of this sample, of the same types
        """
        {
          "VServerGroupId": "rsp-cige6j****",
          "RequestId": "9DEC9C28-AB05-4DDF-9A78-6B0******",
          "BackendServers": {
            "BackendServer": [
              {
                "Type": "eni",
                "Weight": 100,
                "Port": 80,
                "ServerId": "eni-hhshhs****"
              }
            ]
          }
        }
        """
