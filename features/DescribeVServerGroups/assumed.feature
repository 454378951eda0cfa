Feature: Where the document is silent
  Nobody published what the service does here, and the mock has to do something. A service may well do the other thing.

  @assumed.include-listener.odd
  Rule: An IncludeListener that is neither true nor false is refused
    Assumed: nobody published it.

    Scenario: an IncludeListener of another text is refused
      Given a vServer group
      When I call the operation with IncludeListener "maybe"
      Then the call is refused
      And the group is unchanged
      But with IncludeListener "true" the same call succeeds

  @assumed.include.capitals
  Rule: IncludeListener and IncludeRule may be written in capitals
    Assumed: nobody published it.

    Scenario: with IncludeListener TRUE, the listener of the group is listed
      Given a vServer group
      And a TCP listener forwards to the group
      When I call the operation with IncludeListener "TRUE"
      Then the call succeeds
      And the answer lists the listener of the group

    Scenario: with IncludeRule TRUE, the forwarding rule of the group is listed
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeRule "TRUE"
      Then the call succeeds
      And the answer lists the forwarding rule of the group

  @assumed.filters.both
  Rule: With a name and tags, the groups that have both are listed
    Assumed: nobody published it.

    Scenario: a group of that name with that tag is listed
      Given a vServer group
      When I call the operation with Description set to the name of the group, with the tag of the group
      Then the call succeeds
      And the answer lists the group

    Scenario: a group of that name with another tag is not listed
      Given a vServer group
      When I call the operation with Description set to the name of the group, with the tag "nobody" with the value "has it"
      Then the call succeeds
      And the answer does not list the group

    Scenario: a group of another name with that tag is not listed
      Given a vServer group
      When I call the operation with Description "nobody-has-this-name", with the tag of the group
      Then the call succeeds
      And the answer does not list the group

  @assumed.include-rule.odd
  Rule: An IncludeRule that is neither true nor false is refused
    Assumed: nobody published it.

    Scenario: an IncludeRule of another text is refused
      Given a vServer group
      When I call the operation with IncludeRule "maybe"
      Then the call is refused
      And the group is unchanged
      But with IncludeRule "true" the same call succeeds

  @assumed.filters.no-value
  Rule: A tag without a value, or with an empty one, finds the groups that carry its key
    Assumed: nobody published it.

    Scenario Outline: a group that carries the key is found by a tag <value>
      Given a vServer group
      When I call the operation with the tag of the group <value>
      Then the call succeeds
      And the answer lists the group

      Examples:
        | value               |
        | without a value     |
        | with an empty value |

    Scenario: a group that does not carry the key is not found
      Given a vServer group
      When I call the operation with the tag "nobody" with the value ""
      Then the call succeeds
      And the answer does not list the group
