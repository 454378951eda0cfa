Feature: What clients rely on in lists of backend servers
  The documents do not say these things. Programs that run against the service every day need them to hold.

  @field.port.range
  Rule: A port is a whole number from 1 to 65535
    Known: published elsewhere, not in the documents of this operation.

    Scenario Outline: port <port> is accepted
      Given a vServer group
      When I call the operation with a backend server on port <port>
      Then the call succeeds
      And the group lists it on port <port>

      Examples:
        | port  |
        | 1     |
        | 65535 |

    Scenario Outline: port <port> is refused
      Given a vServer group
      When I call the operation with a backend server with port "<port>"
      Then the call is refused
      And the group is unchanged
      But on port 80 the same call succeeds

      Examples:
        | port  |
        | 0     |
        | 65536 |
        | http  |

  @field.port.required
  Rule: Every backend server has a port
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a backend server without a port is refused
      Given a vServer group
      When I call the operation with a backend server without a port
      Then the call is refused
      And the group is unchanged
      But on port 80 the same call succeeds

    Scenario: a backend server whose port is null is refused
      Given a vServer group
      When I call the operation with a backend server with port null
      Then the call is refused
      And the group is unchanged
      But on port 80 the same call succeeds

  @field.numbers-or-strings
  Rule: Weight and Port may be JSON numbers or JSON strings
    Known: published elsewhere, not in the documents of this operation.

    Scenario Outline: weight <weight> and port <port> are understood
      Given a vServer group
      When I call the operation with a backend server with port <port> and weight <weight>
      Then the call succeeds
      And the group lists it on port 8080 with weight 25

      Examples:
        | port   | weight |
        | 8080   | 25     |
        | 8080   | "25"   |
        | "8080" | 25     |
        | "8080" | "25"   |

  @field.white-space
  Rule: White space in the list does not matter
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a list with white space around everything is understood
      Given a vServer group
      And "eni-1" stands for a backend server
      And "192.168.0.1" stands for its first address
      When I send the list
        """

          [ { "ServerId" : "eni-1" , "Weight" : "100" , "Type" : "eni" , "ServerIp" : "192.168.0.1" , "Port" : "80" , "Description" : "wide" } ]

        """
      Then the call succeeds
      And the group lists 1 backend server

  @field.order-of-members
  Rule: The order of the members of a backend server does not matter
    Known: published elsewhere, not in the documents of this operation.

    Scenario Outline: a backend server whose members begin with <first> is understood
      Given a vServer group
      And "eni-1" stands for a backend server
      And "192.168.0.1" stands for its first address
      When I send the list
        """
        [{<members>}]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight | description |
        | a backend server | 80   | 30     | "ordered"   |

      Examples:
        | first       | members                                                                                                    |
        | ServerId    | "ServerId":"eni-1","Type":"eni","ServerIp":"192.168.0.1","Port":"80","Weight":"30","Description":"ordered" |
        | Description | "Description":"ordered","Weight":"30","Port":"80","ServerIp":"192.168.0.1","Type":"eni","ServerId":"eni-1" |
        | Weight      | "Weight":"30","ServerId":"eni-1","Description":"ordered","Port":"80","ServerIp":"192.168.0.1","Type":"eni" |

  @field.single-quotes
  Rule: A list written with single quotes is understood
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a list with single quotes is understood
      Given a vServer group
      And "eni-1" stands for a backend server
      And "192.168.0.1" stands for its first address
      When I send the list
        """
        [{'ServerId':'eni-1','Weight':'40','Type':'eni','ServerIp':'192.168.0.1','Port':'80','Description':'single'}]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 40     |

  @field.lower-camel-keys
  Rule: Member names may begin with a small letter
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a list whose member names begin with small letters is understood
      Given a vServer group
      And "eni-1" stands for a backend server
      And "192.168.0.1" stands for its first address
      When I send the list
        """
        [{"serverId":"eni-1","weight":"50","type":"eni","serverIp":"192.168.0.1","port":"80","description":"small"}]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight | description |
        | a backend server | 80   | 50     | "small"     |

  @field.unknown-members
  Rule: Members that nobody documents are ignored
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a backend server with members that nobody documents is accepted
      Given a vServer group
      And "eni-1" stands for a backend server
      And "192.168.0.1" stands for its first address
      When I send the list
        """
        [{"ServerId":"eni-1","Weight":"60","Type":"eni","ServerIp":"192.168.0.1","Port":"80","Description":"more","IsUserManaged":false,"NodeName":null,"TargetRef":null}]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 60     |

  @field.duplicate-keys
  Rule: Of a member given twice, the last one counts
    Assumed: nobody published it.

    Scenario: of two weights of a backend server, the last counts
      Given a vServer group
      And "eni-1" stands for a backend server
      And "192.168.0.1" stands for its first address
      When I send the list
        """
        [{"ServerId":"eni-1","Weight":"1","Type":"eni","ServerIp":"192.168.0.1","Port":"80","Description":"twice","Weight":"70"}]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 70     |

  @field.same-server-two-ports
  Rule: One server may be added on two ports
    Known: published elsewhere, not in the documents of this operation.

    Scenario: one call adds one server on two ports
      Given a vServer group
      When I call the operation for these backend servers
        | server           | port |
        | a backend server | "80" |
        | a backend server | "81" |
      Then the call succeeds
      And the group lists these backend servers
        | server           | port |
        | a backend server | 80   |
        | a backend server | 81   |

  @field.mixed-kinds
  Rule: One call may add ECS instances, ENIs and elastic container instances together
    Assumed: nobody published it.

    Scenario: one call adds an ECS instance, an ENI and an elastic container instance
      Given a vServer group
      When I call the operation for these backend servers
        | server                        | port |
        | a running ECS instance        | "80" |
        | a second network interface    | "80" |
        | an elastic container instance | "80" |
      Then the call succeeds
      And the group lists these backend servers
        | server                        | port | type  |
        | a running ECS instance        | 80   | "ecs" |
        | a second network interface    | 80   | "eni" |
        | an elastic container instance | 80   | "eci" |

  @field.server-ip-optional
  Rule: An ENI or an elastic container instance may be added without ServerIp
    Known: published elsewhere, not in the documents of this operation.

    Scenario Outline: <kind> without a ServerIp is accepted
      Given a vServer group
      When I call the operation with <kind> on port 80 without an address
      Then the call succeeds
      And the group lists it on port 80

      Examples:
        | kind                          |
        | a second network interface    |
        | an elastic container instance |

  @field.description-absent
  Rule: A backend server added without Description is listed without one
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a backend server added without a description is listed without one
      Given a vServer group
      When I call the operation with a backend server on port 80 without a description
      Then the call succeeds
      And the answer lists it without a description
