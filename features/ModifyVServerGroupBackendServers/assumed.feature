Feature: Where the document is silent about replacing
  Nobody published what the service does here, and the mock has to do something. A service may well do the other thing.

  @assumed.lists.neither
  Rule: A call with neither list changes nothing and is accepted
    Assumed: nobody published it.

    Scenario: a call without both lists is accepted and changes nothing
      Given a vServer group
      And the group already has a backend server on port 80
      When I call the operation without NewBackendServers, without OldBackendServers
      Then the call succeeds
      And the group lists 1 backend server

  @assumed.lists.unequal
  Rule: The two lists need not be of one length
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

  @assumed.refused-replacement
  Rule: A refused call takes out none of its backend servers
    Assumed: nobody published it.

    Scenario: a replacement by a backend server with a bad weight takes nothing out
      Given a vServer group
      When I replace a backend server on port 80 by a second network interface on port 80 with weight "101"
      Then the call is refused
      And the group is unchanged
      But with weight "100" the same call succeeds
