Feature: Deleting a vServer group
  A vServer group is deleted by its id, unless something still uses it.

  @group.deleted
  Rule: The vServer group is deleted

    Scenario: a vServer group is deleted
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the group is gone

  @request.vserver-group-id.meaning
  Rule: VServerGroupId is the id of the vServer group that is deleted

    Scenario: of two groups, the one that the call names is deleted
      Given a vServer group
      When I create a group with a backend server on port 80
      Then the call succeeds
      When I go on with the first group
      And I delete the group
      Then the call succeeds
      When I go on with the second group
      Then the group lists 1 backend server

    Scenario: of two groups, the second is deleted and the first stays
      Given a vServer group
      And the group already has a backend server on port 80
      When I create an empty group
      Then the call succeeds
      When I delete the group
      Then the call succeeds
      And the group is gone
      When I go on with the first group
      Then the group lists 1 backend server

  @group.in-use
  Rule: A vServer group that a listener forwards to is not deleted

    Scenario Outline: a vServer group behind <listener> is not deleted
      Given a vServer group
      And <listener> forwards to the group
      When I call the operation
      Then the call is refused
      And the group is unchanged
      But without the listener the same call succeeds

      Examples:
        | listener         |
        | a TCP listener   |
        | a UDP listener   |
        | an HTTP listener |

  @error.RspoolVipExist
  Rule: A vServer group in use is refused with a code of its own
    Cause known: what provokes the code is published elsewhere.

    Scenario: a vServer group that a TCP listener forwards to is refused
      Given a vServer group
      And a TCP listener forwards to the group
      When I call the operation
      Then the call is refused with 400 "RspoolVipExist"
      And the message reads "there are vips associating with this vServer group."
      And the group is unchanged
      But without the listener the same call succeeds

  @field.deleted-with-servers
  Rule: A vServer group is deleted with the backend servers that it has
    Known: published elsewhere.

    Scenario: a vServer group is deleted with its backend servers
      Given a vServer group
      And the group already has a backend server on port 80
      When I call the operation
      Then the call succeeds
      And the group is gone

  @field.rule-in-use
  Rule: A vServer group that a forwarding rule names is not deleted
    Known: published elsewhere.

    Scenario: a vServer group behind a forwarding rule is not deleted
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation
      Then the call is refused with 400 "RspoolRuleExist"
      And the group is unchanged
      But without the forwarding rule the same call succeeds

  @sample.response
  Rule: A success has the members of the document's sample, under the same names and of the same types

    Scenario: the answer has the shape of the document's sample
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer has the members of this sample, of the same types
        """json
        {
          "RequestId": "9DEC9C28-AB05-4DDF-9A78-6B******"
        }
        """
