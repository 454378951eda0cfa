Feature: Description of a backend server
  A few words that say what a backend server is for.

  @server.description.optional
  Rule: Description may be left out

    Scenario: a backend server without a description is accepted
      Given a vServer group
      When I call the operation with a backend server on port 80 without a description
      Then the call succeeds
      And the group lists it on port 80

  @server.description.type
  Rule: Description is a string

    Scenario: a description that is a text is accepted
      Given a vServer group
      When I call the operation with a backend server on port 80 with the description "2026"
      Then the call succeeds
      And the group lists it with the description "2026"

    Scenario Outline: a description that is <description> without quotes is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with the description <description>
      Then the call is refused
      And the group is unchanged
      But with the description "2026" the same call succeeds

      Examples:
        | description |
        | 2026        |
        | true        |

  @server.description.length
  Rule: Description is 1 to 80 characters long

    Scenario Outline: a description <length> is accepted
      Given a vServer group
      When I call the operation with a backend server on port 80 with a description <length>
      Then the call succeeds
      And the group lists it with a description <length>

      Examples:
        | length           |
        | of 1 character   |
        | of 80 characters |

    Scenario: a description of 81 characters is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with a description of 81 characters
      Then the call is refused
      And the group is unchanged
      But with a description of 80 characters the same call succeeds

  @server.description.alphabet
  Rule: Description holds letters, digits, hyphens, forward slashes, periods and underscores

    Scenario Outline: a description with <what> is accepted
      Given a vServer group
      When I call the operation with a backend server on port 80 with the description "<description>"
      Then the call succeeds
      And the group lists it with the description "<description>"

      Examples:
        | what                                           | description      |
        | letters and digits                             | azAZ09           |
        | hyphens, forward slashes, periods, underscores | /k8s/80/web_a-1. |

    Scenario Outline: a description with <what> is refused
      Given a vServer group
      When I call the operation with a backend server on port 80 with the description "<description>"
      Then the call is refused
      And the group is unchanged
      But with the description "ab" the same call succeeds

      Examples:
        | what               | description |
        | a space            | a b         |
        | an at sign         | a@b         |
        | a comma            | a,b         |
        | a colon            | a:b         |
        | a semicolon        | a;b         |
        | a plus sign        | a+b         |
        | an asterisk        | a*b         |
        | a tilde            | a~b         |
        | a number sign      | a#b         |
        | a less-than sign   | a<b         |
        | an ampersand       | a&b         |
        | a backslash        | a\\\\b      |
        | a line break       | a\\nb       |
        | a circumflex       | a^b         |
        | a grave accent     | a`b         |
        | an opening bracket | a[b         |
        | an opening brace   | a{b         |
        | an emoji           | a🙂b        |
