Feature: Error codes across regions
  A load balancer that is attached to a CEN takes servers of other regions, and on-premises servers behind a VBR.

  @error.IncorrectStatus.CenNotAssociated
  Rule: A server of another region is refused when the load balancer has no CEN
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: without a CEN, a server of another region is refused
      Given a vServer group
      When I call the operation with a network interface in another region on port 80, naming its region
      Then the call is refused with 400 "IncorrectStatus.CenNotAssociated"
      And the message reads "The action is invalid because the loadbalancer is not associated with cen."
      And the group is unchanged
      But to a group of the load balancer attached to a CEN the same call succeeds

  @error.InvalidBackendServers.MissingCenBandWidth
  Rule: A server of another region is refused when the CEN has no bandwidth between the two regions
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: without bandwidth between the regions, a server of another region is refused
      Given a vServer group of a load balancer attached to a CEN
      When I call the operation with a network interface in a region without bandwidth on port 80, naming its region
      Then the call is refused with 400 "InvalidBackendServers.MissingCenBandWidth"
      And the message reads "The bandwidth is missing between loadbalancer and backendServers in cen."
      And the group is unchanged
      But for a network interface in another region, naming its region, the same call succeeds

  @error.InvalidBackendServers.VpcNotInCen
  Rule: A server of another region is refused when its VPC is not attached to the CEN
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a server whose VPC is not attached to the CEN is refused
      Given a vServer group of a load balancer attached to a CEN
      When I call the operation with a network interface of a VPC outside the CEN on port 80, naming its region
      Then the call is refused with 400 "InvalidBackendServers.VpcNotInCen"
      And the message reads "The BackendServers is not in the cen associated with the loadbalancer."
      And the group is unchanged
      But for a network interface in another region, naming its region, the same call succeeds

  @error.OperationFailed.InvalidCen
  Rule: A server of another region is refused while the CEN of the load balancer is not valid
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: while the CEN is being deleted, a server of another region is refused
      Given a vServer group of a load balancer whose CEN is invalid
      When I call the operation with a network interface in another region on port 80, naming its region
      Then the call is refused with 400 "OperationFailed.InvalidCen"
      And the message reads "The cen related with this loadbalancer is invalid."
      And the group is unchanged
      But for a backend server, naming its region, the same call succeeds

  @error.InvalidParameter.ServerRegionId
  Rule: A server on the other side of the border of mainland China is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: a server abroad behind a load balancer in mainland China is refused
      Given a vServer group of a load balancer attached to a CEN
      When I call the operation with a network interface abroad on port 80, naming its region
      Then the call is refused with 400 "InvalidParameter.ServerRegionId"
      And the message reads "The parameter ServerRegionId is invalid for crossborder."
      And the group is unchanged
      But for a network interface in another region, naming its region, the same call succeeds

  @error.BackendServer.ServerRegionIdNotEqual
  Rule: All backend servers of one call name the same ServerRegionId
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: servers of two regions in one call are refused
      Given a vServer group of a load balancer attached to a CEN
      When I call the operation for these backend servers
        | server                                | port | region  |
        | a network interface in another region | "80" | its own |
        | a network interface in a third region | "80" | its own |
      Then the call is refused with 400 "BackendServer.ServerRegionIdNotEqual"
      And the message reads "The specified ServerRegionId must be equal."
      And the group is unchanged
      But for a network interface in another region on port 81, naming its region, the same call succeeds

  @error.InvalidParameter.ZoneNotSupport
  Rule: A parameter that the zone of the load balancer does not support is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: in a zone without cross-region servers, a server with its region is refused
      Given a vServer group of a load balancer in a zone without cross-region servers
      When I call the operation with a backend server on port 80, naming its region
      Then the call is refused with 400 "InvalidParameter.ZoneNotSupport"
      And the message reads "The zone does not support the parameter %s."
      And the group is unchanged
      But without a region the same call succeeds

  @error.MissingParameter.ServerRegionId
  Rule: A backend server that names a VBR must name its region
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an on-premises server with a VBR and without a region is refused
      Given a vServer group of a load balancer attached to a CEN
      When I call the operation with an on-premises server on port 80 behind a virtual border router
      Then the call is refused with 400 "MissingParameter.ServerRegionId"
      And the message reads "The parameter ServerRegionId is required."
      And the group is unchanged
      But naming its region the same call succeeds

  @error.MissingParameter.VbrId
  Rule: An on-premises server must name the VBR that leads to it
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an on-premises server without a VBR is refused
      Given a vServer group of a load balancer attached to a CEN
      When I call the operation with an on-premises server on port 80, naming its region
      Then the call is refused with 400 "MissingParameter.VbrId"
      And the message reads "The parameter VbrId is required."
      And the group is unchanged
      But behind a virtual border router the same call succeeds

  @error.InvalidVbrId.NotInCen
  Rule: A VBR that is not attached to the CEN is refused
    Cause inferred: the documents list the code, and not what provokes it.

    Scenario: an on-premises server behind a VBR outside the CEN is refused
      Given a vServer group of a load balancer attached to a CEN
      When I call the operation with an on-premises server on port 80, naming its region, behind a virtual border router outside the CEN
      Then the call is refused with 400 "InvalidVbrId.NotInCen"
      And the message reads "The VbrId is not in the cen associated with the loadbalancer."
      And the group is unchanged
      But behind a virtual border router the same call succeeds
