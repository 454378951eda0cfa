Feature: Creating a vServer group
  A call names a load balancer, and may name the group, its backend servers and its tags.

  @group.created
  Rule: A vServer group is created, and the backend servers of the call are added to it

    Scenario: a group with two backend servers is created
      Given a vServer group
      When I call the operation for these backend servers
        | server                     | port | weight | description |
        | a backend server           | "80" | "10"   | "first"     |
        | a second network interface | "80" | "20"   | "second"    |
      Then the call succeeds
      And the load balancer lists the new group
      And the load balancer lists one group under its name
      And the group lists these backend servers
        | server                     | port | weight | description |
        | a backend server           | 80   | 10     | "first"     |
        | a second network interface | 80   | 20     | "second"    |

  @request.load-balancer-id.meaning
  Rule: LoadBalancerId is the id of the load balancer that the group belongs to

    Scenario: the load balancer of the call lists the group
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the load balancer lists the new group

    Scenario: of two load balancers, the one that the call names lists the group
      Given a vServer group
      And a vServer group of another load balancer
      When I go on with the first group
      And I call the operation
      Then the call succeeds
      And the load balancer lists the new group

  @request.vserver-group-name.optional
  Rule: VServerGroupName may be left out

    Scenario: a group without a name is created
      Given a vServer group
      When I call the operation without VServerGroupName
      Then the call succeeds
      And the load balancer lists the new group

  @request.vserver-group-name.meaning
  Rule: VServerGroupName is the name of the vServer group

    Scenario: a group is listed under the name it was given
      Given a vServer group
      When I call the operation with VServerGroupName "Front-1"
      Then the call succeeds
      And the load balancer lists the new group under its name

  @request.backend-servers.optional
  Rule: BackendServers may be left out; the group is then empty

    Scenario: a group without backend servers is created
      Given a load balancer that takes backend servers
      When I call the operation without BackendServers
      Then the call succeeds
      And the load balancer lists the new group
      And the group lists 0 backend servers

  @request.backend-servers.limit
  Rule: One call lists at most 20 backend servers

    Scenario: 20 backend servers in one call are accepted
      Given a vServer group
      When I call the operation with 20 backend servers
      Then the call succeeds
      And the group lists 20 backend servers

    Scenario: 21 backend servers in one call are refused
      Given a vServer group
      When I call the operation with 21 backend servers
      Then the call is refused
      And the group is unchanged
      But with 20 backend servers the same call succeeds

  @request.tag.meaning
  Rule: The vServer group carries the tags of the call
    Inferred: that a listing shows them is read out of two documents.

    Scenario Outline: a group is listed with a tag that has <what>
      Given a vServer group
      When I call the operation with <tag>
      Then the call succeeds
      And the load balancer lists the new group with its tags

      Examples:
        | what                      | tag                                           |
        | a key and a value         | the tag "TestKey" with the value "TestValue"  |
        | a key of 64 characters    | a tag with a key of 64 characters             |
        | a value of 128 characters | the tag "team" with a value of 128 characters |
        | an empty value            | the tag "team" with the value ""              |

    Scenario: a group is listed with all the tags it was given
      Given a vServer group
      When I call the operation with 20 tags
      Then the call succeeds
      And the load balancer lists the new group with its tags
