Feature: Error codes across regions
  A load balancer that is attached to a CEN takes servers of other regions, and on-premises servers behind a VBR.

  @error.ResourceNotFound.Cen
  Rule: A server of another region is refused when the CEN of the load balancer no longer exists
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: when the CEN was deleted, a server of another region is refused
      Given a vServer group of a load balancer whose CEN no longer exists
      When I add a network interface in another region on port 80, naming its region
      Then the call is refused with 404 "ResourceNotFound.Cen"
      And the message reads "The specified resource Cen %s not Exists."
      And the group is unchanged
      But for a backend server, naming its region, the same call succeeds
