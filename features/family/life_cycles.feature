Feature: Life cycles of a vServer group
  What one operation did is what the next one sees, whichever of the eight it is. No single page says so, and every client
  relies on it. Nothing is prepared here: a call finds what the calls before it left.

  @family.life-cycle
  Rule: A group is created, filled, weighted, emptied and deleted, and each call sees what the one before did
    Known: published elsewhere, not in the documents of an operation.

    Scenario: a group from its creation to its deletion
      Given a vServer group
      When I create a group with a backend server on port 80 with weight "10"
      Then the call succeeds
      And the group lists it on port 80 with weight 10
      When I add a second network interface on port 80 with weight "20"
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port | weight |
        | a backend server           | 80   | 10     |
        | a second network interface | 80   | 20     |
      When I set a backend server on port 80 with weight "30"
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port | weight |
        | a backend server           | 80   | 30     |
        | a second network interface | 80   | 20     |
      When I replace a second network interface on port 80 by a network interface with two addresses on port 8080
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | port | weight |
        | a backend server                       | 80   | 30     |
        | a network interface with two addresses | 8080 | 100    |
      When I remove these backend servers
        | server                                 | port   |
        | a backend server                       | "80"   |
        | a network interface with two addresses | "8080" |
      Then the call succeeds
      And the group lists 0 backend servers
      When I delete the group
      Then the call succeeds
      And the group is gone

    Scenario: a group that was created empty is filled, and its backend servers are counted
      Given a vServer group
      When I create an empty group
      Then the call succeeds
      And the group lists 0 backend servers
      When I add these backend servers
        | server                     | port | weight | description |
        | a backend server           | "80" | "10"   | "first"     |
        | a second network interface | "81" | "20"   | "second"    |
      Then the call succeeds
      When I list the groups of the load balancer
      Then the call succeeds
      And the group's ServerCount is 2, where it is given
      And the group lists these backend servers
        | server                     | type  | port | weight | description |
        | a backend server           | "eni" | 80   | 10     | "first"     |
        | a second network interface | "eni" | 81   | 20     | "second"    |

  @family.created-filled
  Rule: A group that is created with backend servers is like one that is filled afterwards
    Inferred: no document says it alone, and those of the operations together do.

    Scenario: a group is read as it was created, each backend server with what it was given
      Given a vServer group
      When I create a group with these backend servers
        | server                                 | port | weight | description | address            |
        | a backend server                       | "80" | "10"   | "first"     | its first address  |
        | a backend server                       | "81" | "20"   | "second"    | its first address  |
        | a network interface with two addresses | "80" | "30"   | "third"     | its second address |
      Then the call succeeds
      And the group lists these backend servers
        | server                                 | type  | port | weight | description | address            |
        | a backend server                       | "eni" | 80   | 10     | "first"     | its first address  |
        | a backend server                       | "eni" | 81   | 20     | "second"    | its first address  |
        | a network interface with two addresses | "eni" | 80   | 30     | "third"     | its second address |

    Scenario: backend servers of the creating call are weighted, replaced and removed like others
      Given a vServer group
      When I create a group with these backend servers
        | server                     | port | weight |
        | a backend server           | "80" | "10"   |
        | a second network interface | "80" | "20"   |
      Then the call succeeds
      And the load balancer lists the new group under its name
      When I set a backend server on port 80 with weight "30"
      Then the call succeeds
      When I replace a second network interface on port 80 by a second network interface on port 81 with weight "40"
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port | weight |
        | a backend server           | 80   | 30     |
        | a second network interface | 81   | 40     |
      When I remove a backend server on port 80
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port | weight |
        | a second network interface | 81   | 40     |

  @family.batches
  Rule: A group is filled by several calls of 20 backend servers, and emptied by several
    Known: published elsewhere, not in the documents of an operation.

    Scenario: 45 backend servers are added by three calls and removed by three
      Given a vServer group
      When I add 20 backend servers on port 80
      Then the call succeeds
      When I add 20 backend servers on port 81
      Then the call succeeds
      When I add 5 backend servers on port 82
      Then the call succeeds
      And the group lists 45 backend servers
      When I remove 20 backend servers on port 81
      Then the call succeeds
      And the group lists 25 backend servers
      When I remove 20 backend servers on port 80
      Then the call succeeds
      When I remove 5 backend servers on port 82
      Then the call succeeds
      And the group lists 0 backend servers

  @family.rename
  Rule: A new name is seen by whoever reads the group
    Known: published elsewhere, not in the documents of an operation.

    Scenario: a group is renamed, and renamed again
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I rename the group to "Group1"
      Then the call succeeds
      And the group is called "Group1"
      When I list the groups of the load balancer
      Then the call succeeds
      And the group's VServerGroupName is "Group1"
      And the group is listed with the key of its tag
      When I read the group
      Then the call succeeds
      And the answer's VServerGroupName is "Group1"
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 10     |
      When I rename the group to "Group2"
      Then the call succeeds
      And the group is called "Group2"

  @family.name-and-tags
  Rule: A call that changes the backend servers of a group leaves its name and its tags as they are
    Assumed: nobody published it.

    Scenario Outline: the name and the tags outlive <what>
      Given a vServer group
      And the group already has a backend server on port 80
      When I <call>
      Then the call succeeds
      And the group has the name that it was given last
      When I list the groups of the load balancer
      Then the group is listed with the value of its tag

      Examples:
        | what                       | call                                                                         |
        | adding a backend server    | add a second network interface on port 80                                    |
        | setting a weight           | set a backend server on port 80 with weight "20"                             |
        | replacing a backend server | replace a backend server on port 80 by a second network interface on port 80 |
        | removing a backend server  | remove a backend server on port 80                                           |

  @family.swap
  Rule: What was replaced can be put in again
    Inferred: no document says it alone, and those of the operations together do.

    Scenario: a backend server is replaced, and then put in again
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I replace a backend server on port 80 by a second network interface on port 80 with weight "20"
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port | weight |
        | a second network interface | 80   | 20     |
      When I replace a second network interface on port 80 by a backend server on port 80 with weight "40"
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 40     |

  @family.added-again
  Rule: What was removed can be added again, and nothing of it is remembered
    Inferred: no document says it alone, and those of the operations together do.

    Scenario: a backend server that is added again has the default weight
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10" and the description "before"
      When I remove a backend server on port 80
      Then the call succeeds
      When I add a backend server on port 80 without a weight, without a description
      Then the call succeeds
      And the group lists it on port 80 with weight 100 and without a description

  @family.drain
  Rule: A backend server is drained by weight 0, stays in the group, and is then removed
    Known: published elsewhere, not in the documents of an operation.

    Scenario: a backend server is drained
      Given a vServer group
      And the group already has a second network interface on port 80
      And the group already has a backend server on port 80
      When I set a backend server on port 80 with weight "0"
      Then the call succeeds
      And the group lists it on port 80 with weight 0
      When I remove a backend server on port 80
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port | weight |
        | a second network interface | 80   | 100    |

    Scenario: a drained backend server gets its weight back
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I set a backend server on port 80 with weight "0"
      Then the call succeeds
      When I set a backend server on port 80 with weight "10"
      Then the call succeeds
      And the group lists it on port 80 with weight 10

  @family.create-time
  Rule: The time at which a group was created is the same whenever it is read, and whichever operation reads it
    Inferred: no document says it alone, and those of the operations together do.

    Scenario: a group has the same CreateTime before and after a change, and in the list
      Given a vServer group
      And the group already has a backend server on port 80
      When I read the group
      Then the call succeeds
      When I set a backend server on port 80 with weight "20"
      Then the call succeeds
      When I set a backend server on port 80 with weight "30"
      Then the call succeeds
      When I read the group
      Then the call succeeds
      When I list the groups of the load balancer
      Then every answer gives the group the same CreateTime

  @family.listed-once
  Rule: An answer lists once what was added once
    Assumed: nobody published it.

    Scenario: a backend server and its group are each listed once
      Given a vServer group
      When I add a backend server on port 80
      Then the answer lists it on port 80
      And the group lists it on port 80
      When I set a backend server on port 80 with weight "20"
      Then the answer lists it on port 80 with weight 20
      When I list the groups of the load balancer
      Then the answer lists the group

  @family.refused-step
  Rule: A refused call leaves the group as the calls before it left it
    Assumed: nobody published it.

    Scenario: a refused addition between accepted calls changes nothing
      Given a vServer group
      When I create a group with a backend server on port 80 with weight "10"
      Then the call succeeds
      When I set a backend server on port 80 with weight "20"
      Then the call succeeds
      When I add a second network interface on port 80 with weight "101"
      Then the call is refused
      And the group is unchanged
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 20     |
      But with weight "100" the same call succeeds
      When I remove a backend server on port 80
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port | weight |
        | a second network interface | 80   | 100    |

    Scenario: a refused weight between two accepted ones changes nothing
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I set a backend server on port 80 with weight "101"
      Then the call is refused
      And the group is unchanged
      But with weight "20" the same call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 20     |
