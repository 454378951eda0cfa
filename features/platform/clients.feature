Feature: What clients rely on whatever they call
  Parameters that nobody documents do no harm, and the Go SDK reports what the service sent.

  @field.unknown-parameters
  Rule: Parameters that nobody documents are ignored
    Known: published elsewhere, not in the documents of this operation.

    Scenario: a call that also names the load balancer is accepted
      Given a vServer group
      When I add a backend server on port 80 with LoadBalancerId set to the id of the load balancer
      Then the call succeeds
      And the group lists it on port 80

  @field.sdk-reports-refusals
  Rule: The Go SDK reports status, code and message of a refusal as the service sent them
    Known: published elsewhere, not in the documents of this operation.

    Scenario: the SDK's error has what the service sent
      Given a vServer group
      When I add a backend server on port 80 with weight "101"
      Then the SDK reports the refusal as it was sent
      And the group is unchanged
      But with weight "100" the same call succeeds

  @field.sdk-reports-answers
  Rule: The Go SDK passes on every documented member of a success as the service sent it
    Known: published elsewhere, not in the documents of this operation.

    Scenario: the SDK's answer has what the service sent
      Given a vServer group
      When I add a backend server on port 80 with weight "15" and the description "sdk"
      Then the call succeeds
      And the SDK passes on the answer as it was sent
