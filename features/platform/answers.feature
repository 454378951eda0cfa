Feature: What the answers of the operations on a vServer group share
  A success is an object that names the request, the group and its backend servers.

  @response.object
  Rule: A success is answered with an object

    Scenario: the answer to a success is a JSON object
      Given a vServer group
      When I call the operation
      Then the answer is a JSON object

  @response.vserver-group-id
  Rule: VServerGroupId is a string, the id of the vServer group

    Scenario: the answer names the group of the call
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer's VServerGroupId is the id of the group

  @response.request-id
  Rule: RequestId is a string, the id of the request

    Scenario: the answer carries a request id
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer's RequestId is a text

  @response.backend-servers
  Rule: BackendServers is an object

    Scenario: BackendServers is an object
      Given a vServer group
      And the group already has a second network interface on port 80
      When I call the operation
      Then the call succeeds
      And the answer's BackendServers is an object

  @response.backend-server
  Rule: BackendServer is an array of objects, the backend servers

    Scenario: BackendServer is an array, even of one
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer's BackendServers.BackendServer is an array
      And the answer lists 1 backend server

  @response.type
  Rule: Type is a string, the type of the backend server

    Scenario: the answer gives the type of an ENI
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer lists it with type "eni"

  @response.type.values
  Rule: The type of a listed backend server is ecs, eni or eci

    Scenario Outline: the answer calls <kind> "<type>"
      Given a vServer group
      When I call the operation with <kind> on port 80
      Then the call succeeds
      And the answer lists it with type "<type>"

      Examples:
        | kind                          | type |
        | a running ECS instance        | ecs  |
        | a second network interface    | eni  |
        | an elastic container instance | eci  |

  @response.weight
  Rule: Weight is an integer, the weight of the backend server

    Scenario Outline: a weight of <weight> is answered as a number
      Given a vServer group
      When I call the operation with a backend server on port 80 with weight "<weight>"
      Then the call succeeds
      And the answer lists it with weight <weight>

      Examples:
        | weight |
        | 0      |
        | 10     |

  @response.port
  Rule: Port is an integer, the port of the backend server

    Scenario: the port is answered as a number
      Given a vServer group
      When I call the operation with a backend server on port 70
      Then the call succeeds
      And the answer lists it on port 70

    Scenario: two backend servers are answered, each with its own port
      Given a vServer group
      When I call the operation for these backend servers
        | server                     | port |
        | a second network interface | "81" |
        | a backend server           | "80" |
      Then the call succeeds
      And the answer lists it on port 80

  @response.server-id
  Rule: ServerId is a string, the id of the backend server
    Inferred of eci for AddVServerGroupBackendServers, CreateVServerGroup, ModifyVServerGroupBackendServers: it is called the id of the ECS instance or ENI.

    Scenario Outline: the answer names <kind> by its id
      Given a vServer group
      When I call the operation with <kind> on port 80
      Then the call succeeds
      And the answer lists it with the id of <kind>

      Examples:
        | kind                       |
        | a running ECS instance     |
        | a second network interface |

  @response.description
  Rule: Description is a string, the description given to the backend server
    Inferred for AddVServerGroupBackendServers, CreateVServerGroup: the documents call it the description of the vServer group.
    Inferred for DescribeVServerGroupAttribute: the document calls it the description of the server group.

    Scenario: the answer repeats the description of the backend server
      Given a vServer group
      When I call the operation with a backend server on port 80 with the description "front-1"
      Then the call succeeds
      And the answer lists it with the description "front-1"

    Scenario: two backend servers are answered, each with its own description
      Given a vServer group
      When I call the operation for these backend servers
        | server                     | port | description |
        | a second network interface | "80" | "front-1"   |
        | a backend server           | "80" | "front-2"   |
      Then the call succeeds
      And the answer lists it with the description "front-2"

  @response.server-ip.absent
  Rule: An answer lists backend servers without ServerIp
    Inferred: the documents list the members of the answer without it, and do not say that there are no others.

    Scenario: backend servers that were named with their addresses are listed without them
      Given a vServer group
      And the group already has a backend server on port 81
      When I call the operation
      Then the call succeeds
      And the answer lists backend servers without ServerIp
