Feature: Lending books

  @book.weeks.range
  Rule: A book is lent for 1 to 8 weeks

    Scenario: nine weeks are refused
      When I borrow a book for 9 weeks
      Then the call is refused

  @request.limit
  Rule: One call lends at most 5 books

    Scenario: six books are refused
      When I borrow 6 books
      Then the call is refused

  @error.RoomBusy
  Rule: The room may be busy

    Scenario: the room is busy
      When I borrow a book of the busy room
      Then the call is refused with RoomBusy
