Feature: Tags in the requests of the operations on a vServer group
  A call may carry tags: keys with values, within limits.

  @request.tag.optional
  Rule: Tag may be left out

    Scenario: a call without tags is accepted
      Given a vServer group
      When I call the operation without tags
      Then the call succeeds

  @tag.limit
  Rule: A call carries at most 20 tags
    Inferred for DescribeVServerGroups: it lists no code for it, and what a filter out of bounds finds is not said.

    Scenario: a call with 20 tags is accepted
      Given a vServer group
      When I call the operation with 20 tags
      Then the call succeeds

    Scenario: a call with 21 tags is refused
      Given a vServer group
      When I call the operation with 21 tags
      Then the call is refused
      And the group is unchanged
      But with 20 tags the same call succeeds

  @tag.number
  Rule: The number of a tag is 1 to 20
    Inferred: the documents list it, and what it means is our reading.

    Scenario Outline: a tag numbered <number> is refused
      Given a vServer group
      When I call the operation with a tag numbered <number>
      Then the call is refused
      And the group is unchanged
      But with a tag numbered 20 the same call succeeds

      Examples:
        | number |
        | 0      |
        | 21     |

  @tag.key.empty
  Rule: The key of a tag is not empty

    Scenario: a tag with a value and an empty key is refused
      Given a vServer group
      When I call the operation with the tag "" with the value "front"
      Then the call is refused
      And the group is unchanged
      But with the tag "team" with the value "front" the same call succeeds

  @tag.key.length
  Rule: The key of a tag is at most 64 characters long
    Inferred for DescribeVServerGroups: it lists no code for it, and what a filter out of bounds finds is not said.

    Scenario Outline: a tag with a key of <length> is accepted
      Given a vServer group
      When I call the operation with a tag with a key of <length>
      Then the call succeeds

      Examples:
        | length        |
        | 1 character   |
        | 64 characters |

    Scenario: a tag with a key of 65 characters is refused
      Given a vServer group
      When I call the operation with a tag with a key of 65 characters
      Then the call is refused
      And the group is unchanged
      But with a tag with a key of 64 characters the same call succeeds

  @tag.key.forbidden
  Rule: The key of a tag neither begins with aliyun or acs:, nor holds http:// or https://
    Inferred for DescribeVServerGroups: it lists no code for it, and what a filter out of bounds finds is not said.

    Scenario Outline: a key that <what> is refused
      Given a vServer group
      When I call the operation with the tag "<key>" with the value "front"
      Then the call is refused
      And the group is unchanged
      But with the tag "team" with the value "front" the same call succeeds

      Examples:
        | what                   | key           |
        | begins with aliyun     | aliyunteam    |
        | begins with acs        | acs:team      |
        | holds an http address  | a http://team |
        | holds an https address | a https://t   |

  @tag.value.empty
  Rule: The value of a tag may be empty

    Scenario: a tag with an empty value is accepted
      Given a vServer group
      When I call the operation with the tag "team" with the value ""
      Then the call succeeds

  @tag.value.length
  Rule: The value of a tag is at most 128 characters long
    Inferred for DescribeVServerGroups: it lists no code for it, and what a filter out of bounds finds is not said.

    Scenario Outline: a tag with a value of <length> is accepted
      Given a vServer group
      When I call the operation with the tag "team" with a value of <length>
      Then the call succeeds

      Examples:
        | length         |
        | 0 characters   |
        | 128 characters |

    Scenario: a tag with a value of 129 characters is refused
      Given a vServer group
      When I call the operation with the tag "team" with a value of 129 characters
      Then the call is refused
      And the group is unchanged
      But with the tag "team" with a value of 128 characters the same call succeeds

  @tag.value.forbidden
  Rule: The value of a tag neither begins with aliyun or acs:, nor holds http:// or https://
    Inferred for DescribeVServerGroups: it lists no code for it, and what a filter out of bounds finds is not said.

    Scenario Outline: a value that <what> is refused
      Given a vServer group
      When I call the operation with the tag "team" with the value "<value>"
      Then the call is refused
      And the group is unchanged
      But with the tag "team" with the value "front" the same call succeeds

      Examples:
        | what                   | value       |
        | begins with aliyun     | aliyunfront |
        | begins with acs        | acs:front   |
        | holds an http address  | a http://b  |
        | holds an https address | a https://b |

  @assumed.tag.form
  Rule: A Tag that is neither the key nor the value of a numbered tag is refused
    Assumed: nobody published it.

    Scenario: a Tag without a number is refused
      Given a vServer group
      When I call the operation without tags and with Tag "team"
      Then the call is refused
      And the group is unchanged
      But with a tag numbered 1 and without Tag the same call succeeds

  @assumed.tag.key-twice
  Rule: A call with two tags of the same key is refused
    Assumed: nobody published it.

    Scenario: two tags of the same key are refused
      Given a vServer group
      When I call the operation with the tag "team" with the value "front" and the tag "team" with the value "back"
      Then the call is refused
      And the group is unchanged
      But with the tag "team" with the value "front" the same call succeeds

  @assumed.tag.capitals
  Rule: What a tag may not begin with or hold is forbidden in small letters only
    Assumed: nobody published it.

    Scenario: a tag with what is forbidden, in capitals, is accepted
      Given a vServer group
      When I call the operation with the tag "Aliyun HTTP://team" with the value "ACS:front HTTPS://b"
      Then the call succeeds
