Feature: Where the documents are silent
  Nobody published what the service does here, and the mock has to do something. A service may well do the other thing.

  @assumed.backend-servers.entries
  Rule: The limit of a call counts the entries of the list, whatever servers they name
    Assumed: nobody published it.

    Scenario: one server on 20 ports is accepted
      Given a vServer group
      When I add a backend server on 20 ports
      Then the call succeeds
      And the group lists 20 backend servers

    Scenario Outline: one server on <number> ports is refused
      Given a vServer group
      When I add a backend server on <number> ports
      Then the call is refused
      And the group is unchanged
      But on 20 ports the same call succeeds

      Examples:
        | number |
        | 21     |
        | 40     |
