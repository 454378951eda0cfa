Feature: Where the document is silent about replacing
  Nobody published what the service does here, and the mock has to do something. A service may well do the other thing.

  @assumed.lists.neither
  Rule: A call with neither list changes nothing and is accepted
    Assumed: nobody published it.

    Scenario: a call with neither list is accepted and changes nothing
      Given a vServer group
      And the group already has a backend server on port 80
      When I call the operation without NewBackendServers and without OldBackendServers
      Then the call succeeds
      And the group lists 1 backend server

  @assumed.lists.unequal
  Rule: The two lists need not be of the same length
    Assumed: nobody published it.

    Scenario: one backend server takes the place of two
      Given a vServer group
      When I replace 2 backend servers on port 80 by 1 on port 81
      Then the call succeeds
      And the group lists 1 backend server

  @assumed.lists.apart
  Rule: Each of the two lists is counted by itself
    Assumed: nobody published it.

    Scenario: 20 backend servers are put in where as many are taken out
      Given a vServer group
      When I replace 20 backend servers on port 80 by 20 on port 81
      Then the call succeeds
      And the group lists 20 backend servers

  @assumed.same-server
  Rule: A backend server may take its own place on another port
    Assumed: nobody published it.

    Scenario: a backend server moves to another port
      Given a vServer group
      When I replace a backend server on port 80 by a backend server on port 8080
      Then the call succeeds
      And the group lists these backend servers
        | server           | port |
        | a backend server | 8080 |

    Scenario: a backend server has the weight and the description that it is given on its new port
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10" and the description "old"
      When I replace a backend server on port 80 by a backend server on port 8080 with weight "20" and the description "new"
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight | description |
        | a backend server | 8080 | 20     | "new"       |

  @assumed.refused-replacement
  Rule: A refused call takes out none of its backend servers
    Assumed: nobody published it.

    Scenario: a replacement by a backend server with a bad weight takes nothing out
      Given a vServer group
      When I replace a backend server on port 80 by a second network interface on port 80 with weight "101"
      Then the call is refused
      And the group is unchanged
      But with weight "100" the same call succeeds

  @assumed.old-backend-servers.members
  Rule: Of a backend server that is taken out, only what identifies it is read
    Assumed: nobody published it.

    Scenario Outline: a backend server is taken out with <what>
      Given a vServer group
      When I take out a backend server on port 80 with <what>
      Then the call succeeds
      And the group lists 0 backend servers

      Examples:
        | what                           |
        | weight "101"                   |
        | type "no-type"                 |
        | a description of 81 characters |

  @assumed.old-backend-servers.port
  Rule: A backend server that is to be taken out and has no Port matches none in the group
    Assumed: nobody published it.

    Scenario: a backend server that is to be taken out without its Port stays
      Given a vServer group
      And the group already has a backend server on port 80
      When I take out a backend server without a port
      Then the call succeeds
      And the group lists 1 backend server

  @assumed.old-backend-servers.twice
  Rule: A backend server may be named twice among those that are taken out
    Assumed: nobody published it.

    Scenario: a backend server that is named twice is taken out
      Given a vServer group
      And "eni-xxxxxxxxx" stands for a backend server
      And "192.168.**.**" stands for its first address
      When I send the old list
        """
        [{"ServerId":"eni-xxxxxxxxx","Weight":"100","Type":"eni","ServerIp":"192.168.**.**","Port":"80"},{"ServerId":"eni-xxxxxxxxx","Weight":"100","Type":"eni","ServerIp":"192.168.**.**","Port":"80"}]
        """
      Then the call succeeds
      And the group lists 0 backend servers

  @field.single-quotes
  Rule: A list written with single quotes is understood
    Assumed: it is published of other operations that take such a list.

    Scenario: two lists with single quotes are understood
      Given a vServer group
      And the group already has a backend server on port 80
      And "eni-1" stands for a backend server
      And "192.168.0.1" stands for its first address
      When I send the old list and the new list
        """
        [{'ServerId':'eni-1','Weight':'100','Type':'eni','ServerIp':'192.168.0.1','Port':'80'}]
        [{'ServerId':'eni-1','Weight':'40','Type':'eni','ServerIp':'192.168.0.1','Port':'8080'}]
        """
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 8080 | 40     |
