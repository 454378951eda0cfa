Feature: Name of a vServer group
  A group is given a name when it is created, and another whenever it is renamed.

  @request.vserver-group-name.length
  Rule: A name is 1 to 80 characters long
    Inferred for SetVServerGroupAttribute: the document of creating says how long a name is.

    Scenario Outline: a name <length> is accepted
      Given a vServer group
      When I call the operation with VServerGroupName <length>
      Then the call succeeds
      And the group has the name that it was given last

      Examples:
        | length           |
        | of 1 character   |
        | of 80 characters |

    Scenario: a name of 81 characters is refused
      Given a vServer group
      When I call the operation with VServerGroupName of 81 characters
      Then the call is refused
      And the group is unchanged
      But with VServerGroupName of 80 characters the same call succeeds

  @request.vserver-group-name.alphabet
  Rule: A name holds letters, digits, hyphens, forward slashes, periods and underscores
    Inferred for SetVServerGroupAttribute: the document of creating says what a name holds.

    Scenario Outline: a name with <what> is accepted
      Given a vServer group
      When I call the operation with VServerGroupName "<name>"
      Then the call succeeds
      And the group has the name that it was given last

      Examples:
        | what                                           | name             |
        | letters and digits                             | azAZ09           |
        | hyphens, forward slashes, periods, underscores | /k8s/80/web_a-1. |

    Scenario Outline: a name with <what> is refused
      Given a vServer group
      When I call the operation with VServerGroupName "<name>"
      Then the call is refused
      And the group is unchanged
      But with VServerGroupName "ab" the same call succeeds

      Examples:
        | what        | name |
        | a space     | a b  |
        | an at sign  | a@b  |
        | a comma     | a,b  |
        | a colon     | a:b  |
        | a plus sign | a+b  |
        | an emoji    | a🙂b |
