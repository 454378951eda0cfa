Feature: Which vServer groups are listed
  The groups of one load balancer are listed; a name or tags narrow the list, and what leads to a group is told on demand.

  @groups.listed
  Rule: The vServer groups of the load balancer are listed

    Scenario: a vServer group is listed
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer lists the group

  @groups.in-one-answer
  Rule: One answer lists all vServer groups of the load balancer
    Inferred: the document lists neither a page nor a total.

    Scenario: eleven vServer groups are listed in one answer
      Given a vServer group
      And ten more vServer groups of the same load balancer
      When I call the operation
      Then the call succeeds
      And the answer lists every group of the scenario

  @request.load-balancer-id.meaning
  Rule: LoadBalancerId is the id of the load balancer whose vServer groups are listed

    Scenario: the groups of the load balancer that the call names are listed
      Given a vServer group
      When I call the operation with LoadBalancerId
      Then the call succeeds
      And the answer lists the group

    Scenario: a group of another load balancer is not listed
      Given a vServer group
      And a vServer group of another load balancer
      When I call the operation
      Then the call succeeds
      And the answer lists the group
      When I go on with the first group
      Then the answer does not list the group

  @request.include-listener.optional
  Rule: IncludeListener may be left out

    Scenario: a call without IncludeListener is accepted
      Given a vServer group
      When I call the operation without IncludeListener
      Then the call succeeds
      And the answer lists the group

  @request.include-listener.meaning
  Rule: With IncludeListener true, the listeners that lead to a group are listed with it

    Scenario: with IncludeListener true, the listener of the group is listed
      Given a vServer group
      And a TCP listener forwards to the group
      When I call the operation with IncludeListener "true"
      Then the call succeeds
      And the answer lists the listener of the group

    Scenario: with IncludeListener true, both listeners that lead to the group are listed
      Given a vServer group
      And a TCP listener forwards to the group
      And a UDP listener forwards to the group
      When I call the operation with IncludeListener "true"
      Then the call succeeds
      And the answer lists both listeners of the group

    Scenario: with IncludeListener true, a listener is listed with the group that it leads to, and with no other
      Given a vServer group
      And a TCP listener forwards to the group
      And one more vServer group of the same load balancer
      When I call the operation with IncludeListener "true"
      Then the call succeeds
      And the answer lists the listener of the group
      When I go on with the second group
      Then the answer lists no listener of the group

  @request.include-listener.default
  Rule: Without IncludeListener, no listeners are listed

    Scenario: without IncludeListener, the listener of the group is not listed
      Given a vServer group
      And a TCP listener forwards to the group
      When I call the operation without IncludeListener
      Then the call succeeds
      And the answer lists no listener of the group

    Scenario: with IncludeRule alone, no listener is listed
      Given a vServer group
      And a TCP listener forwards to the group
      When I call the operation with IncludeRule "true"
      Then the call succeeds
      And the answer lists no listener of the group

    Scenario: with IncludeListener false, the listener of the group is not listed
      Given a vServer group
      And a TCP listener forwards to the group
      When I call the operation with IncludeListener "false"
      Then the call succeeds
      And the answer lists no listener of the group

  @request.include-rule.optional
  Rule: IncludeRule may be left out

    Scenario: a call without IncludeRule is accepted
      Given a vServer group
      When I call the operation without IncludeRule
      Then the call succeeds
      And the answer lists the group

  @request.include-rule.meaning
  Rule: With IncludeRule true, the forwarding rules that lead to a group are listed with it

    Scenario: with IncludeRule true, the forwarding rule of the group is listed
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeRule "true"
      Then the call succeeds
      And the answer lists the forwarding rule of the group

    Scenario: with IncludeRule true, both forwarding rules that lead to the group are listed
      Given a vServer group
      And two forwarding rules of an HTTP listener name the group
      When I call the operation with IncludeRule "true"
      Then the call succeeds
      And the answer lists both forwarding rules of the group

    Scenario: with IncludeRule true, a forwarding rule is listed with the group that it leads to, and with no other
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      And one more vServer group of the same load balancer
      When I call the operation with IncludeRule "true"
      Then the call succeeds
      And the answer lists the forwarding rule of the group
      When I go on with the second group
      Then the answer lists no forwarding rule of the group

    Scenario: with IncludeListener and IncludeRule true, listener and forwarding rule are listed
      Given a vServer group
      And a TCP listener forwards to the group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeListener "true", with IncludeRule "true"
      Then the call succeeds
      And the answer lists the listener of the group
      And the answer lists the forwarding rule of the group

  @request.include-rule.default
  Rule: Without IncludeRule, no forwarding rules are listed

    Scenario: without IncludeRule, the forwarding rule of the group is not listed
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation without IncludeRule
      Then the call succeeds
      And the answer lists no forwarding rule of the group

    Scenario: with IncludeListener alone, no forwarding rule is listed
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeListener "true"
      Then the call succeeds
      And the answer lists no forwarding rule of the group

    Scenario: with IncludeRule false, the forwarding rule of the group is not listed
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeRule "false"
      Then the call succeeds
      And the answer lists no forwarding rule of the group

  @request.tag.meaning
  Rule: With tags, the groups that carry them all are listed
    Inferred: the documents list it, and what it does is our reading.

    Scenario: a group that carries the tag is listed
      Given a vServer group
      When I call the operation with the tag of the group
      Then the call succeeds
      And the answer lists the group

    Scenario: a group that does not carry the tag is not listed
      Given a vServer group
      When I call the operation with the tag "nobody" with the value "has it"
      Then the call succeeds
      And the answer does not list the group

    Scenario: a group that carries the key with another value is not listed
      Given a vServer group
      When I call the operation with the tag of the group with another value
      Then the call succeeds
      And the answer does not list the group

    Scenario: a group that carries the key with a longer value is not listed
      Given a vServer group
      When I call the operation with the tag of the group with the beginning of its value
      Then the call succeeds
      And the answer does not list the group

    Scenario: a group that carries the value under another key is not listed
      Given a vServer group
      When I call the operation with the tag of the group under another key
      Then the call succeeds
      And the answer does not list the group

    Scenario: a group that carries the value under a longer key is not listed
      Given a vServer group
      When I call the operation with the tag of the group under the beginning of its key
      Then the call succeeds
      And the answer does not list the group

    Scenario: a group that carries one of two tags is not listed
      Given a vServer group
      When I call the operation with the tag of the group and the tag "nobody" with the value "has it"
      Then the call succeeds
      And the answer does not list the group

  @request.description.optional
  Rule: Description may be left out, and may be empty

    Scenario: a call with an empty Description is accepted
      Given a vServer group
      When I call the operation with Description ""
      Then the call succeeds

  @request.description.meaning
  Rule: With Description, the groups of that name are listed
    Inferred: the documents list it, and what it does is our reading.

    Scenario: a group is found by its name
      Given a vServer group
      When I call the operation with Description set to the name of the group
      Then the call succeeds
      And the answer lists the group

    Scenario: with an empty name, a group of any name is listed
      Given a vServer group
      When I call the operation with Description ""
      Then the call succeeds
      And the answer lists the group

    Scenario: a group of another name is not listed
      Given a vServer group
      When I call the operation with Description "nobody-has-this-name"
      Then the call succeeds
      And the answer does not list the group

    Scenario: a group is not found by a part of its name
      Given a vServer group
      When I call the operation with Description set to the beginning of the name of the group
      Then the call succeeds
      And the answer does not list the group

  @error.MissingParam.TagKey
  Rule: A tag without a key is refused
    Cause inferred: the documents list the code and do not say what causes it.

    Scenario: a tag with a value alone is refused
      Given a vServer group
      When I call the operation with a tag without a key
      Then the call is refused with 400 "MissingParam.TagKey"
      And the message reads "The param of TagKey is missing."
      But with the tag "team" with the value "front" the same call succeeds
