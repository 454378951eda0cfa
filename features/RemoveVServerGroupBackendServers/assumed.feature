Feature: Where the documents are silent about removing
  Nobody published what the service does here, and the mock has to do something. A service may well do the other thing.

  @assumed.backend-servers.type
  Rule: The Type of a backend server that is removed is ignored
    Assumed: nobody published it.

    Scenario: a backend server is removed with a Type that does not exist
      Given a vServer group
      And the group already has a backend server on port 80
      When I remove a backend server on port 80 with type "no-type"
      Then the call succeeds
      And the group lists 0 backend servers

  @assumed.backend-servers.port
  Rule: A backend server that is removed without its Port matches none in the group
    Assumed: nobody published it.

    Scenario: a backend server that is removed without its Port stays
      Given a vServer group
      And the group already has a backend server on port 80
      When I remove a backend server without a port
      Then the call succeeds
      And the group lists 1 backend server
