Feature: Kinds of backend servers
  A backend server is an ECS instance, an elastic network interface (ENI) or an elastic container instance.

  @server.server-id.required
  Rule: Every backend server has a ServerId
    Inferred for SetVServerGroupAttribute: it is not said what becomes of a backend server that is not in the group.
    Inferred for RemoveVServerGroupBackendServers: the page asks for it, and says that what is not in the group is ignored.

    Scenario: a backend server without a ServerId is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 without an id
      Then the call is refused
      And the group is unchanged
      But with the id of a backend server the same call succeeds

  @server.server-id.type
  Rule: ServerId is a string
    Inferred for SetVServerGroupAttribute: it is not said what becomes of a backend server that is not in the group.
    Inferred for RemoveVServerGroupBackendServers: the page asks for it, and says that what is not in the group is ignored.

    Scenario Outline: a ServerId that is <id>, not a text, is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with the id <id>
      Then the call is refused
      And the group is unchanged
      But with the id of a backend server the same call succeeds

      Examples:
        | id   |
        | 42   |
        | true |

  @server.server-id.kinds
  Rule: ServerId may be the id of an ECS instance, of an ENI or of an elastic container instance
    Inferred of eci for CreateVServerGroup: the page gives an elastic container instance the Type eni, and its sample eci.

    Scenario Outline: <kind> can be added by its id
      Given a vServer group
      When I call the operation with <kind> on port 80
      Then the call succeeds
      And the group lists it on port 80 with type "<type>"

      Examples:
        | kind                          | type |
        | a running ECS instance        | ecs  |
        | a second network interface    | eni  |
        | an elastic container instance | eci  |

  @server.server-id.type-needed
  Rule: For an ENI or an elastic container instance, Type must be configured

    Scenario: an ENI without a Type is refused
      Given a vServer group
      When I call the operation with a second network interface on port 80 without a type
      Then the call is refused
      And the group is unchanged
      But with type "eni" the same call succeeds

    Scenario: an elastic container instance without a Type is refused
      Given a vServer group
      When I call the operation with an elastic container instance on port 80 without a type
      Then the call is refused
      And the group is unchanged
      But with type "eci" the same call succeeds

  @server.type.values
  Rule: Type is ecs, eni or eci
    Inferred of eci for CreateVServerGroup: the page lists eni twice, and its sample has eci.

    Scenario Outline: <kind> has the Type "<type>"
      Given a vServer group
      When I call the operation with <kind> on port 80 with type "<type>"
      Then the call succeeds
      And the group lists it with type "<type>"

      Examples:
        | kind                          | type |
        | a running ECS instance        | ecs  |
        | a second network interface    | eni  |
        | an elastic container instance | eci  |

    Scenario: a Type that is none of them is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with type "slb"
      Then the call is refused
      And the group is unchanged
      But with type "eni" the same call succeeds

  @server.type.default
  Rule: Without Type, the backend server is an ECS instance

    Scenario: an ECS instance can be added without a Type
      Given a vServer group
      When I call the operation with a running ECS instance on port 80 without a type
      Then the call succeeds
      And the group lists it on port 80 with type "ecs"

  @server.type.high-performance
  Rule: ENIs and elastic container instances can be added only to high-performance load balancers

    Scenario Outline: a shared-performance load balancer does not take <kind>
      Given a vServer group of a shared-performance load balancer
      When I call the operation with <kind> on port 80
      Then the call is refused
      And the group is unchanged
      But for a running ECS instance the same call succeeds

      Examples:
        | kind                          |
        | a backend server              |
        | an elastic container instance |

    Scenario: a shared-performance load balancer takes an ECS instance
      Given a vServer group of a shared-performance load balancer
      When I call the operation with a running ECS instance on port 80
      Then the call succeeds
      And the group lists it on port 80

    Scenario Outline: a high-performance load balancer takes <kind>
      Given a vServer group
      When I call the operation with <kind> on port 80
      Then the call succeeds
      And the group lists it on port 80

      Examples:
        | kind                          |
        | a second network interface    |
        | an elastic container instance |

  @server.server-ip.meaning
  Rule: ServerIp is an address of the ENI or of the elastic container instance

    Scenario Outline: an ENI can be added by its <which> address
      Given a vServer group
      When I call the operation with a network interface with two addresses on port 80 by its <which> address
      Then the call succeeds
      And the group lists it by its <which> address

      Examples:
        | which  |
        | first  |
        | second |

    Scenario: an elastic container instance can be added by its address
      Given a vServer group
      When I call the operation with an elastic container instance on port 80 by its first address
      Then the call succeeds
      And the group lists it by its first address

  @server.port.meaning
  Rule: Port is the port on which the backend server takes requests

    Scenario Outline: a backend server takes requests on port <port>
      Given a vServer group
      When I call the operation with a backend server on port <port>
      Then the call succeeds
      And the group lists it on port <port>

      Examples:
        | port |
        | 80   |
        | 8443 |

  @server.running
  Rule: Only running backend servers can be added

    Scenario: a stopped ECS instance is refused
      Given a vServer group
      When I call the operation with a stopped ECS instance on port 80
      Then the call is refused
      And the group is unchanged
      But for a running ECS instance the same call succeeds

    Scenario: a running ECS instance is accepted
      Given a vServer group
      When I call the operation with a running ECS instance on port 80
      Then the call succeeds
      And the group lists it on port 80
