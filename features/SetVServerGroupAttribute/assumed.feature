Feature: Where the document is silent about setting
  Nobody published what the service does here, and the mock has to do something. A service may well do the other thing.

  @assumed.backend-servers.type
  Rule: The Type of a backend server that is set is ignored
    Assumed: nobody published it.

    Scenario: a backend server is set with a Type that does not exist
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I set a backend server on port 80 with type "no-type", with weight "20"
      Then the call succeeds
      And the group lists these backend servers
        | server           | type  | port | weight |
        | a backend server | "eni" | 80   | 20     |

  @assumed.backend-servers.equal
  Rule: Of two equal backend servers that are set in one call, the second counts
    Assumed: nobody published it.

    Scenario: of the same server and port twice in one call, the second is set
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I call the operation for these backend servers
        | server           | port | weight |
        | a backend server | "80" | "20"   |
        | a backend server | "80" | "30"   |
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 30     |

  @assumed.backend-servers.port
  Rule: A backend server that is set without its Port matches none in the group
    Assumed: nobody published it.

    Scenario: a backend server that is set without its Port keeps its weight
      Given a vServer group
      And the group already has a backend server on port 80 with weight "10"
      When I set a backend server without a port, with weight "20"
      Then the call succeeds
      And the group lists these backend servers
        | server           | port | weight |
        | a backend server | 80   | 10     |

  @assumed.vserver-group-name.none
  Rule: Without a list, an empty name counts as missing
    Assumed: nobody published it.

    Scenario: an empty name without a list is refused
      Given a vServer group
      When I call the operation with VServerGroupName "", without BackendServers
      Then the call is refused with 400 "MissingParameter"
      And the group is unchanged
      But with VServerGroupName "a" the same call succeeds
