Feature: Error codes
  The page lists one code.

  @error.LbStatusNotSupport
  Rule: A call to a load balancer whose status does not allow it is refused
    Cause assumed: no document says which state it is.

    Scenario: behind a locked load balancer, nothing is removed
      Given a vServer group of a locked load balancer
      When I call the operation
      Then the call is refused with 400 "LbStatusNotSupport"
      And the message reads "The status of specified loadbalancer does not support.."
      And the group is unchanged
      But to a group of the load balancer that the RAM user may use the same call succeeds
