Feature: What is read of a vServer group
  A vServer group is read by its id: its name, its load balancer, its backend servers and its tags.

  @request.vserver-group-id.meaning
  Rule: VServerGroupId is the id of the vServer group that is described

    Scenario: of two groups, the one that the call names is described
      Given a vServer group
      And one more vServer group of the same load balancer
      When I call the operation
      Then the call succeeds
      And the answer lists it on port 80

  @response.vserver-group-name
  Rule: VServerGroupName is a string, the name of the vServer group

    Scenario: the answer names the group as it was created
      Given a vServer group
      When I read the group
      Then the call succeeds
      And the answer's VServerGroupName is the name of the group

    Scenario: the answer has the name that the group was given last
      Given a vServer group
      And one more vServer group of the same load balancer
      When I rename the group to "Group7"
      Then the call succeeds
      When I read the group
      Then the call succeeds
      And the answer's VServerGroupName is "Group7"

  @response.load-balancer-id
  Rule: LoadBalancerId is a string, the id of the load balancer of the vServer group

    Scenario: the answer names the load balancer
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer's LoadBalancerId is the id of the load balancer

  @response.backend-server
  Rule: BackendServer is an array of objects, the backend servers

    Scenario: BackendServer is an array, even of one
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer's BackendServers.BackendServer is an array
      And the answer lists 1 backend server

    Scenario: what is added after the group was read is listed when it is read again
      Given a vServer group
      When I read the group
      Then the call succeeds
      When I add a backend server on port 80
      Then the call succeeds
      And the group lists 1 backend server

  @response.server-ip
  Rule: ServerIp is a string, the address of the backend server

    Scenario: an ENI is listed with the address it was added by
      Given a vServer group
      When I call the operation with a network interface with two addresses on port 80 by its second address
      Then the call succeeds
      And the answer lists it by its second address

  @response.create-time
  Rule: CreateTime is a string, a time in UTC written YYYY-MM-DDThh:mm:ssZ

    Scenario: the answer says when the group was created
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer's CreateTime is a time in UTC

  @response.tags
  Rule: Tags is an object with an array of objects, the tags of the vServer group
    Inferred: the document calls them the tags of the server.

    Scenario: the tags of the group are listed
      Given a vServer group
      When I read the group
      Then the call succeeds
      And the answer's Tags is an object
      And the answer's Tags.Tag is an array

    Scenario: all tags of the group are listed
      Given a vServer group with 3 tags, one without a value
      When I read the group
      Then the call succeeds
      And the answer lists all tags of the group

  @response.tag-key
  Rule: TagKey is a string, the key of a tag
    Inferred: the document calls them the tags of the server.

    Scenario: a tag is listed with its key
      Given a vServer group
      When I read the group
      Then the call succeeds
      And the answer lists the tag of the group with its key

  @response.tag-value
  Rule: TagValue is a string, the value of a tag
    Inferred: the document calls them the tags of the server.

    Scenario: a tag is listed with its value
      Given a vServer group
      When I read the group
      Then the call succeeds
      And the answer lists the tag of the group with its value

    Scenario: of two groups, each is described with the value of its own tag
      Given a vServer group
      And one more vServer group of the same load balancer
      When I read the group
      Then the call succeeds
      And the answer lists the tag of the group with its value
      When I go on with the second group
      And I read the group
      Then the call succeeds
      And the answer lists the tag of the group with its value

  @sample.response
  Rule: A success has the members of the document's sample, under the same names and of the same types

    Scenario: the answer has the shape of the document's sample
      Given a vServer group
      When I call the operation with a backend server on port 90 with the description "sample"
      Then the call succeeds
      And the answer has the members of this sample, of the same types
        """json
        {
          "VServerGroupId": "rsp-cige6****",
          "VServerGroupName": "Group1",
          "RequestId": "9DEC9C28-AB05-4DDF-9A78-6B******",
          "LoadBalancerId": "lb-jfakd****",
          "BackendServers": {
            "BackendServer": [
              {
                "Type": "ecs",
                "Weight": 100,
                "Description": "服务器组描述。",
                "ServerIp": "192.XX.XX.11",
                "Port": 90,
                "ServerId": "vm-233"
              }
            ]
          },
          "CreateTime": "2022-08-31T02:49:05Z",
          "Tags": {
            "Tag": [
              {
                "TagKey": "TestKey",
                "TagValue": "TestValue"
              }
            ]
          }
        }
        """

  @error.LocationServiceTimeout
  Rule: The service may refuse a call because a service it needs does not answer
    Cause assumed: nobody published what causes it.

    Scenario: while the service that locates the region does not answer, a call is refused
      Given the vServer group whose location times out
      When I call the operation
      Then the call is refused with 400 "LocationServiceTimeout"
      And the message reads "Location service connection timeout. Please try again later."
      But to another group of the same load balancer the same call succeeds

  @response.description.absent
  Rule: A backend server that was given no Description is listed without one
    Inferred: the document says so of the description that it calls the server group's.

    Scenario: a backend server that was given no description is listed without one
      Given a vServer group
      And the group already has a backend server on port 80 without a description
      When I call the operation
      Then the call succeeds
      And the answer lists it without a description
