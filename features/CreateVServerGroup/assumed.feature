Feature: Where the documents are silent about creating
  Nobody published what the service does here, and the mock has to do something. A service may well do the other thing.

  @assumed.refused-list
  Rule: A call whose backend servers are refused creates no group
    Assumed: nobody published it.

    Scenario: no group is created when the weight of its backend server is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with weight "101"
      Then the call is refused
      And the group is unchanged
      But with weight "100" the same call succeeds

  @assumed.name-twice
  Rule: Two groups of a load balancer may have the same name
    Assumed: nobody published it.

    Scenario: a group may have the name of another group
      Given a vServer group
      When I call the operation with VServerGroupName set to the name of the group
      Then the call succeeds
      And the load balancer lists the new group under its name

  @assumed.name-none
  Rule: A group that is created without a name is called by its id
    Assumed: nobody published it.

    Scenario: a group without a name has its id for one
      Given a vServer group
      When I call the operation without VServerGroupName
      Then the call succeeds
      When I read the group
      Then the answer's VServerGroupName is the id of the group
