Feature: What is told of each vServer group
  Each group is listed with its id, its name, its tags, the number of its backend servers, and what leads to it.

  @response.vserver-groups
  Rule: VServerGroups is an object with an array of objects, the vServer groups

    Scenario: the groups are an array in an object
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer's VServerGroups is an object
      And the answer's VServerGroups.VServerGroup is an array

  @response.group.vserver-group-id
  Rule: VServerGroupId is a string, the id of a vServer group

    Scenario: a group is listed by its id
      Given a vServer group
      And the group already has a backend server on port 80
      When I call the operation
      Then the call succeeds
      And the answer lists the group

  @response.group.vserver-group-name
  Rule: VServerGroupName is a string, the name of a vServer group

    Scenario: a group is listed with its name
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the answer lists the group with its name

    Scenario: two groups are listed, each with its own name
      Given a vServer group
      And one more vServer group of the same load balancer
      When I call the operation
      Then the call succeeds
      And the answer lists the group with its name
      When I go on with the second group
      Then the answer lists the group with its name

  @response.group.associated-objects
  Rule: AssociatedObjects is an object, what is associated with a vServer group

    Scenario: what leads to a group is listed in an object
      Given a vServer group
      And a TCP listener forwards to the group
      When I call the operation with IncludeListener "true"
      Then the call succeeds
      And the group's AssociatedObjects is an object

  @response.group.listeners
  Rule: Listeners is an object with an array of objects, the listeners

    Scenario: the listeners are an array in an object
      Given a vServer group
      And a TCP listener forwards to the group
      When I call the operation with IncludeListener "true"
      Then the call succeeds
      And the group's AssociatedObjects.Listeners is an object
      And the group's AssociatedObjects.Listeners.Listener is an array

  @response.listener.port
  Rule: Port is an integer, the port of the listener
    Inferred: other texts of the vendor call it the backend port.

    Scenario: a listener is listed with its port
      Given a vServer group
      And a TCP listener forwards to the group
      When I call the operation with IncludeListener "true"
      Then the call succeeds
      And the group's AssociatedObjects.Listeners.Listener.Port is the port of the listener

  @response.listener.protocol
  Rule: Protocol is a string: tcp, udp, http or https

    Scenario Outline: <listener> is listed with its protocol
      Given a vServer group
      And <listener> forwards to the group
      When I call the operation with IncludeListener "true"
      Then the call succeeds
      And the group's AssociatedObjects.Listeners.Listener.Protocol is "<protocol>"

      Examples:
        | listener         | protocol |
        | a TCP listener   | tcp      |
        | a UDP listener   | udp      |
        | an HTTP listener | http     |

  @response.group.rules
  Rule: Rules is an object with an array of objects, the forwarding rules

    Scenario: the forwarding rules are an array in an object
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeRule "true"
      Then the call succeeds
      And the group's AssociatedObjects.Rules is an object
      And the group's AssociatedObjects.Rules.Rule is an array

  @response.rule.domain
  Rule: Domain is a string, the domain that is requested

    Scenario: a forwarding rule is listed with its domain
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeRule "true"
      Then the call succeeds
      And the group's AssociatedObjects.Rules.Rule.Domain is "www.example.com"

  @response.rule.url
  Rule: Url is a string, the path that is requested

    Scenario: a forwarding rule is listed with its path
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeRule "true"
      Then the call succeeds
      And the group's AssociatedObjects.Rules.Rule.Url is "/example"

  @response.rule.rule-id
  Rule: RuleId is a string, the id of the forwarding rule

    Scenario: a forwarding rule is listed by its id
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeRule "true"
      Then the call succeeds
      And the answer lists the forwarding rule of the group by its id

  @response.rule.rule-name
  Rule: RuleName is a string, the name of the forwarding rule

    Scenario: a forwarding rule is listed with its name
      Given a vServer group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeRule "true"
      Then the call succeeds
      And the answer lists the forwarding rule of the group by its name

  @response.group.create-time
  Rule: CreateTime is a string, a time in UTC written YYYY-MM-DDThh:mm:ssZ

    Scenario: a group is listed with a time
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the group's CreateTime is a time in UTC

  @response.group.server-count
  Rule: ServerCount, where it is given, is an integer, the number of backend servers

    Scenario: a group is listed with the number of its backend servers
      Given a vServer group
      And the group already has a backend server on port 80
      When I call the operation
      Then the call succeeds
      And the group's ServerCount is 1, where it is given

    Scenario: two backend servers are counted
      Given a vServer group
      And the group already has a backend server on port 80
      And the group already has a second network interface on port 80
      When I call the operation
      Then the call succeeds
      And the group's ServerCount is 2, where it is given

    Scenario: a backend server with weight 0 is counted
      Given a vServer group
      And the group already has a backend server on port 80 with weight "0"
      When I call the operation
      Then the call succeeds
      And the group's ServerCount is 1, where it is given

    Scenario: two groups are listed, each with the number of its own backend servers
      Given a vServer group
      And the group already has a backend server on port 80
      And one more vServer group of the same load balancer
      When I call the operation
      Then the call succeeds
      And the group's ServerCount is 1, where it is given
      When I go on with the second group
      Then the group's ServerCount is 0, where it is given

  @response.group.tags
  Rule: Tags is an object with an array of objects, the tags

    Scenario: the tags are an array in an object
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the group's Tags is an object
      And the group's Tags.Tag is an array

    Scenario: a group is listed with all its tags
      Given a vServer group with 3 tags, one without a value
      When I call the operation
      Then the call succeeds
      And the group is listed with all its tags

  @response.group.tag-key
  Rule: TagKey is a string, the key of a tag

    Scenario: a tag is listed with its key
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the group is listed with the key of its tag

  @response.group.tag-value
  Rule: TagValue is a string, the value of a tag

    Scenario: a tag is listed with its value
      Given a vServer group
      When I call the operation
      Then the call succeeds
      And the group is listed with the value of its tag

    Scenario: two groups are listed, each with the value of its own tag
      Given a vServer group
      And one more vServer group of the same load balancer
      When I call the operation
      Then the call succeeds
      And the group is listed with the value of its tag
      When I go on with the second group
      Then the group is listed with the value of its tag

  @sample.response
  Rule: A success has the members of the document's sample, under the same names and of the same types

    Scenario: the answer has the shape of the document's sample
      Given a vServer group
      And the group already has a backend server on port 80
      And a TCP listener forwards to the group
      And a forwarding rule of an HTTP listener names the group
      When I call the operation with IncludeListener "true", with IncludeRule "true", with the tag of the group
      Then the call succeeds
      And the answer has the members of this sample, of the same types, ServerCount where it is given
        """json
        {
          "RequestId": "9DEC9C28-AB05-4DDF-9A78-6B08******",
          "VServerGroups": {
            "VServerGroup": [
              {
                "VServerGroupId": "rsp-0bf******",
                "VServerGroupName": "Group3",
                "AssociatedObjects": {
                  "Listeners": {
                    "Listener": [
                      {
                        "Port": 80,
                        "Protocol": "tcp"
                      }
                    ]
                  },
                  "Rules": {
                    "Rule": [
                      {
                        "Url": "/example",
                        "Domain": "www.example.com",
                        "RuleName": "test",
                        "RuleId": "rule-a3x3pg1******"
                      }
                    ]
                  }
                },
                "ServerCount": 1,
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
            ]
          }
        }
        """
