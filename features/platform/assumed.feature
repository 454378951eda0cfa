Feature: Where the documents are silent about backend servers
  Nobody published what the service does here, and the mock has to do something. A service may well do the other thing.

  @assumed.backend-servers.empty
  Rule: An empty list changes nothing and is accepted
    Assumed: nobody published it.

    Scenario: an empty list is accepted and changes nothing
      Given a vServer group
      When I send the list
        """
        []
        """
      Then the call succeeds
      And the group lists 0 backend servers

  @assumed.backend-servers.malformed
  Rule: A text that is not wholly JSON, or is JSON but not a list of objects, is refused
    Assumed: nobody published it.

    Scenario Outline: a BackendServers of <text> is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with BackendServers <text>
      Then the call is refused
      And the group is unchanged
      But with BackendServers the same call succeeds

      Examples:
        | text     |
        | "[{]"    |
        | "[{}"    |
        | "{}"     |
        | "null"   |
        | "[1]"    |
        | "[null]" |
        | "[[]]"   |
        | "[] []"  |

    Scenario: a list with a trailing comma is refused
      Given a vServer group
      And "eni-1" stands for a backend server
      And "192.168.0.1" stands for its first address
      When I send the list
        """
        [{"ServerId":"eni-1","Weight":"100","Type":"eni","ServerIp":"192.168.0.1","Port":"80","Description":"comma"},]
        """
      Then the call is refused
      And the group is unchanged
      But with a backend server on port 80 the same call succeeds

  @assumed.server-id.empty
  Rule: A ServerId that is empty or null counts as missing
    Assumed: nobody published it.

    Scenario Outline: a ServerId that is <id> is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with the id <id>
      Then the call is refused
      And the group is unchanged
      But with the id of a backend server the same call succeeds

      Examples:
        | id   |
        | ""   |
        | null |

  @assumed.weight.odd
  Rule: A weight that is empty, has a fraction or is not in plain digits is refused
    Assumed: nobody published it.

    Scenario Outline: a weight of <weight> is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with weight <weight>
      Then the call is refused
      And the group is unchanged
      But with weight "100" the same call succeeds

      Examples:
        | weight |
        | ""     |
        | 1.5    |
        | "1.5"  |
        | 5.0    |
        | 1e1    |
        | "05"   |
        | "+5"   |
        | " 5"   |
        | "５"   |

  @assumed.port.odd
  Rule: A port that is empty, has a fraction or is not in plain digits is refused
    Assumed: nobody published it.

    Scenario Outline: a port of <port> is refused
      Given a vServer group
      When I call the operation with a backend server with port <port>
      Then the call is refused
      And the group is unchanged
      But on port 80 the same call succeeds

      Examples:
        | port   |
        | ""     |
        | "80.5" |
        | 80.0   |
        | 8e1    |
        | "080"  |
        | "+80"  |
        | " 80"  |

  @assumed.members.null
  Rule: A Weight, Type, Description or ServerIp of null counts as left out
    Assumed: nobody published it.

    Scenario: a backend server whose members are null has the defaults
      Given a vServer group
      When I call the operation with a running ECS instance on port 80 with weight null and type null and the description null and the address null
      Then the call succeeds
      And the group lists it on port 80 with weight 100 and type "ecs" and without a description

  @assumed.description.empty
  Rule: An empty description is refused
    Assumed: nobody published it.

    Scenario: an empty description is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with the description ""
      Then the call is refused
      And the group is unchanged
      But with the description "a" the same call succeeds

  @assumed.vserver-group-name.empty
  Rule: An empty name is refused
    Assumed: nobody published it.

    Scenario: an empty name is refused
      Given a vServer group
      When I call the operation with VServerGroupName ""
      Then the call is refused
      And the group is unchanged
      But with VServerGroupName "a" the same call succeeds

  @assumed.vserver-group-name.letters
  Rule: Letters of a name are those of the English alphabet, and its digits 0 to 9
    Assumed: the English pages do not say of which script; the Chinese editions allow Chinese characters besides.

    Scenario Outline: a name with <what> is refused
      Given a vServer group
      When I call the operation with VServerGroupName "<name>"
      Then the call is refused
      And the group is unchanged
      But with VServerGroupName "ab" the same call succeeds

      Examples:
        | what                    | name   |
        | an accented letter      | aéb    |
        | a letter and an accent  | aéb   |
        | a Chinese character     | a服b   |
        | Chinese characters only | 服务器 |
        | the Chinese zero        | a〇b   |
        | an Arabic digit         | a٣b    |
        | a full-width digit      | a３b   |

  @assumed.description.letters
  Rule: Letters of a description are those of the English alphabet, and its digits 0 to 9
    Assumed: the English pages do not say of which script; the Chinese editions allow Chinese characters besides.

    Scenario Outline: a description with <what> is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with the description "<description>"
      Then the call is refused
      And the group is unchanged
      But with the description "ab" the same call succeeds

      Examples:
        | what                    | description |
        | an accented letter      | aéb         |
        | a letter and an accent  | aéb        |
        | a Chinese character     | a服b        |
        | Chinese characters only | 服务器      |
        | the Chinese zero        | a〇b        |
        | an Arabic digit         | a٣b         |
        | a full-width digit      | a３b        |

  @assumed.type.odd
  Rule: A Type that is empty, padded, in capitals or not a text is refused
    Assumed: nobody published it.

    Scenario Outline: a Type that is <type> is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with type <type>
      Then the call is refused
      And the group is unchanged
      But with type "eni" the same call succeeds

      Examples:
        | type   |
        | "eni " |
        | "ENI"  |
        | ""     |
        | 1      |

  @assumed.server-ip.foreign
  Rule: A ServerIp that is not an address of the server is refused
    Assumed: nobody published it.

    Scenario Outline: a ServerIp of <address> is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with the address "<address>"
      Then the call is refused
      And the group is unchanged
      But by its first address the same call succeeds

      Examples:
        | address        |
        | not-an-address |
        | 10.0.0.300     |
        | 192.0.2.1      |
