Feature: What clients in production rely on
  The page does not say these things. Programs that run against the service every day need them to hold.

  @field.refusal-changes-nothing
  Rule: A refused call adds none of its backend servers
    Assumed: nobody published it.

    Scenario Outline: a call with one bad backend server, the <place>, adds none
      Given a vServer group
      And the group already has a backend server on port 79
      When I add these backend servers
        | server           | port | weight     |
        | a backend server | "80" | "<first>"  |
        | a backend server | "81" | "<second>" |
        | a backend server | "82" | "<third>"  |
      Then the call is refused
      And the group is unchanged
      But with a backend server on port 80 the same call succeeds

      Examples:
        | place  | first | second | third |
        | first  | 101   | 10     | 10    |
        | second | 10    | 101    | 10    |
        | third  | 10    | 10     | 101   |

  @field.read-back
  Rule: What was added is listed by DescribeVServerGroupAttribute
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a backend server is listed with everything it was given
      Given a vServer group
      When I add a network interface with two addresses on port 8080 with weight "33" and the description "read-back", by its second address
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | type  | address            | port | weight | description |
        | a network interface with two addresses | "eni" | its second address | 8080 | 33     | "read-back" |

    Scenario: a second port of a backend server is listed with what it was given
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10" and the description "first"
      When I add a backend server on port 81 with weight "20" and the description "second"
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight | description |
        | a backend server | 80   | 10     | "first"     |
        | a backend server | 81   | 20     | "second"    |

    Scenario: two addresses of one network interface are listed, each with its weight
      Given a vServer group
      When I add these backend servers
        | server                                 | port | weight | address            |
        | a network interface with two addresses | "80" | "0"    | its first address  |
        | a network interface with two addresses | "81" | "33"   | its second address |
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | port | weight | address            |
        | a network interface with two addresses | 80   | 0      | its first address  |
        | a network interface with two addresses | 81   | 33     | its second address |

    Scenario: a backend server that was removed is listed no more
      Given a vServer group
      And the group already has a second network interface on port 80
      When I add a backend server on port 80
      And I remove it from the group
      Then the group lists these backend servers
        | server                     | port |
        | a second network interface | 80   |

  @field.whole-group-answered
  Rule: The answer lists all backend servers of the group, not only the new ones
    Known: published elsewhere, not in the documents of this operation.

    Scenario: the answer also lists what the group had before
      Given a vServer group
      And the group already has a second network interface on port 80
      When I add a backend server on port 80
      Then the call succeeds
      And the answer lists 2 backend servers

  @field.duplicate-in-call
  Rule: Of two equal backend servers in one call, the first counts
    Assumed: nobody published it.

    Scenario: of the same server and port twice in one call, the first is added
      Given a vServer group
      When I add these backend servers
        | server           | port | weight |
        | a backend server | "80" | "10"   |
        | a backend server | "80" | "20"   |
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 10     |

  @field.duplicate-in-group
  Rule: A backend server that is already in the group on the same port is refused
    Assumed: nobody published it.

    Scenario: the same call a second time is refused
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I add a backend server on port 80 with weight "10"
      Then the call is refused
      And the group is unchanged
      But on port 81 the same call succeeds

    Scenario: the same server and port with another weight is refused
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I add a backend server on port 80 with weight "20"
      Then the call is refused
      And the group is unchanged
      But on port 81 the same call succeeds
