Feature: Life cycles of a vServer group
  What one operation did is what the next one sees, whichever of the eight it is. No single page says so, and every client
  relies on it.

  @family.life-cycle
  Rule: A group is created, filled, weighted, emptied and deleted, and each step sees what the one before did
    Known: published elsewhere, not in the documents of this operation.

    Scenario: from the first backend server to the last
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

    Scenario: a group that was deleted is listed no more
      Given a vServer group
      When I create a group with a backend server on port 80
      Then the call succeeds
      When I delete the group
      Then the call succeeds
      When I list the groups of the load balancer
      Then the call succeeds
      And the answer does not list the group

  @family.rename
  Rule: A new name is seen by whoever reads the group
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a group is renamed
      Given a vServer group
      When I rename the group to "Group1"
      Then the call succeeds
      And the group is called "Group1"
      When I list the groups of the load balancer
      Then the call succeeds
      And the group's VServerGroupName is "Group1"

  @family.swap
  Rule: What was replaced can be put in again
    Assumed: nobody published it.

    Scenario: a backend server goes out and comes back
      Given a vServer group
      When I replace a backend server on port 80 by a second network interface on port 80
      Then the call succeeds
      When I replace a second network interface on port 80 by a backend server on port 80 with weight "40"
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 40     |

  @family.drain
  Rule: A backend server is drained by weight 0, stays in the group, and is then removed
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a backend server is drained
      Given a vServer group
      And the group already has a second network interface on port 80
      And the group already has a backend server on port 80
      When I set a backend server on port 80 with weight "0"
      Then the call succeeds
      And the group lists it on port 80 with weight 0
      When I remove these backend servers
        | server           | port |
        | a backend server | "80" |
      Then the call succeeds
      And the group lists these backend servers
        | server                     | port |
        | a second network interface | 80   |

  @family.two-groups
  Rule: Groups of one load balancer leave each other alone
    Known: published elsewhere, not in the documents of this operation.

    Scenario: one server stands in two groups with two weights
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I create a group with a backend server on port 80 with weight "20"
      Then the call succeeds
      And the group lists it on port 80 with weight 20
      When I set a backend server on port 80 with weight "30"
      Then the call succeeds
      And the group lists it on port 80 with weight 30
      And the first group still lists it on port 80 with weight 10

  @family.refused-step
  Rule: A refused step leaves the group as the steps before it left it
    Assumed: nobody published it.

    Scenario: a refused step in the middle
      Given a vServer group
      When I create a group with a backend server on port 80 with weight "10"
      Then the call succeeds
      When I set a backend server on port 80 with weight "20"
      Then the call succeeds
      When I add a second network interface on port 80 with weight "101"
      Then the call is refused
      And the group is unchanged
      But with weight "100" the same call succeeds
