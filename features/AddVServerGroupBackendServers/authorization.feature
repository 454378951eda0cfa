Feature: RAM authorization
  A RAM policy says which identity may add backend servers, and to which load balancers.

  @ram.action
  Rule: A RAM policy grants the operation through the action of its name

    Scenario: a RAM user without the action may not add a backend server
      Given a vServer group
      When I add a backend server on port 80 as a RAM user without rights
      Then the call is refused
      And the group is unchanged
      But as the main identity the same call succeeds

    Scenario: a RAM user with the action may add a backend server
      Given a vServer group
      When I add a backend server on port 80 as a RAM user who may add backend servers
      Then the call succeeds
      And the group lists it on port 80

  @ram.dependent-action
  Rule: No other action has to be granted along with it

    Scenario Outline: a policy with this action alone is enough to add <kind>
      Given a vServer group
      When I add <kind> on port 80 as a RAM user who may add backend servers
      Then the call succeeds
      And the group lists it on port 80

      Examples:
        | kind                          |
        | a running ECS instance        |
        | an elastic container instance |
