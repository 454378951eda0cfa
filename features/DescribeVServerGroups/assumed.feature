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

  @assumed.include-rule.odd
  Rule: An IncludeRule that is neither true nor false is refused
    Assumed: nobody published it.

    Scenario: an IncludeRule of another text is refused
      Given a vServer group
      When I call the operation with IncludeRule "maybe"
      Then the call is refused
      And the group is unchanged
      But with IncludeRule "true" the same call succeeds
