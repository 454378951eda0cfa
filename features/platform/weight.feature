Feature: Weight of a backend server
  Traffic is shared among the backend servers of a group in proportion to their weights.

  @server.weight.range
  Rule: A weight is a whole number from 0 to 100

    Scenario Outline: a weight of <weight> is accepted
      Given a vServer group
      When I call the operation with a backend server on port 80 with weight "<weight>"
      Then the call succeeds
      And the group lists it on port 80 with weight <weight>

      Examples:
        | weight |
        | 0      |
        | 100    |

    Scenario Outline: a weight of <weight> is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with weight "<weight>"
      Then the call is refused
      And the group is unchanged
      But with weight "100" the same call succeeds

      Examples:
        | weight     |
        | -1         |
        | 101        |
        | heavy      |
        | 2147483648 |

  @server.weight.default
  Rule: Without a weight, the weight is 100

    Scenario: a backend server without a weight has weight 100
      Given a vServer group
      When I call the operation with a backend server on port 80 without a weight
      Then the call succeeds
      And the group lists it on port 80 with weight 100
