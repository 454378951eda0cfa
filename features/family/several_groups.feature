Feature: Several vServer groups, and the end of one
  A group is a thing of its own: what happens to it happens to no other, and when it is deleted it is gone for every
  operation.

  @family.two-groups
  Rule: A change to one group leaves the other groups of the load balancer as they are
    Known: published elsewhere, not in the documents of an operation.

    Scenario: of two groups of the same name, one is deleted and the other stays
      Given a vServer group
      When I create a group with a backend server on port 80, with VServerGroupName set to the name of the group
      Then the call succeeds
      When I go on with the first group
      And I delete the group
      Then the call succeeds
      When I go on with the second group
      Then the group lists 1 backend server

    Scenario: one server stands in two groups with two weights
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I create a group with a backend server on port 80 with weight "20"
      Then the call succeeds
      And the group lists it on port 80 with weight 20
      When I set a backend server on port 80 with weight "30"
      Then the call succeeds
      And the group lists it on port 80 with weight 30
      When I go on with the first group
      Then the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 10     |

    Scenario: one of two groups is emptied and renamed
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I create a group with a backend server on port 80 with weight "20"
      Then the call succeeds
      When I go on with the first group
      And I remove a backend server on port 80
      Then the call succeeds
      When I rename the group to "Group5"
      Then the call succeeds
      And the group lists 0 backend servers
      When I go on with the second group
      Then the group has the name that it was given last
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 20     |

    Scenario: one of two groups is deleted
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I create a group with a backend server on port 80 with weight "20"
      Then the call succeeds
      When I delete the group
      Then the call succeeds
      When I go on with the first group
      And I list the groups of the load balancer
      Then the call succeeds
      And the group is listed with the value of its tag
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 10     |

  @family.in-use
  Rule: A group in use is changed like any other, and deleted once nothing leads to it
    Known: published elsewhere, not in the documents of an operation.

    Scenario: a group behind a listener is filled and weighted, and outlives an attempt to delete it
      Given a vServer group
      And the group already has a second network interface on port 81
      And a TCP listener forwards to the group
      When I add a backend server on port 80 with weight "10"
      Then the call succeeds
      When I set a backend server on port 80 with weight "20"
      Then the call succeeds
      When I delete the group
      Then the call is refused
      And the group is unchanged
      And the group lists these backend servers
        | server                     | port | weight |
        | a second network interface | 81   | 100    |
        | a backend server           | 80   | 20     |
      But without the listener the same call succeeds
      And the group is gone

    Scenario: a group behind a forwarding rule is filled, and outlives an attempt to delete it
      Given a vServer group
      And the group already has a second network interface on port 81
      And a forwarding rule of an HTTP listener names the group
      When I add a backend server on port 80 with weight "10"
      Then the call succeeds
      When I delete the group
      Then the call is refused with 400 "RspoolRuleExist"
      And the group is unchanged
      But without the forwarding rule the same call succeeds
      And the group is gone

  @family.listener-with-rules
  Rule: A listener is deleted with its forwarding rules, and the group that they named can be deleted
    Assumed: nobody published it.

    Scenario: a listener is deleted, and its forwarding rule with it
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I delete the listener
      And I delete the group
      Then the call succeeds
      And the group is gone

  @family.gone
  Rule: No operation knows a group that was deleted
    Known: published elsewhere, not in the documents of an operation.

    Scenario Outline: after a group was deleted, <what> is refused
      Given a vServer group
      And the group already has a backend server on port 80
      When I delete the group
      Then the call succeeds
      When I <call>
      Then the call is refused
      And the group is unchanged
      But to another group of the same load balancer the same call succeeds

      Examples:
        | what                        | call                                                                         |
        | adding a backend server     | add a backend server on port 80                                              |
        | removing its backend server | remove a backend server on port 80                                           |
        | replacing a backend server  | replace a backend server on port 80 by a second network interface on port 80 |
        | renaming it                 | rename the group to "Group6"                                                 |
        | reading it                  | read the group                                                               |
        | deleting it again           | delete the group                                                             |
