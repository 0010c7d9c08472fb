"""When a target is used up, and what a span comes to, worked out by hand on the wall's clock and the wall's calendar.

In February 2024 the 12th and the 19th are Mondays, the 16th is a Friday. A text without a year is of 2024.
"""

import pytest

from deskhand.core.policy import Terms
from deskhand.core.sla import clocks_of
from deskhand.core.ticket import Priority
from tests.core.clocks.calendars import CALENDARS
from tests.core.clocks.made import at, marks_of, policy, wall
from tests.core.clocks.told import events, full

# What it is about: calendar, opened, working minutes, due.
REACHED = {
    "an hour within the day": ("office", "02-15T09:00", 60, "02-15T10:00"),
    "opened before the doors": ("office", "02-15T07:30", 60, "02-15T10:00"),
    "due exactly at the end of hours": ("office", "02-15T09:00", 480, "02-15T17:00"),
    "opened at the end of hours": ("office", "02-15T17:00", 60, "02-16T10:00"),
    "opened at night": ("office", "02-15T23:00", 60, "02-16T10:00"),
    "from the afternoon into the next day": ("office", "02-15T15:00", 240, "02-16T11:00"),
    "from Friday afternoon to Monday": ("office", "02-16T16:00", 120, "02-19T10:00"),
    "opened on Saturday": ("office", "02-17T12:00", 60, "02-19T10:00"),
    "opened a minute before Monday": ("office", "02-18T23:59", 1, "02-19T09:01"),
    "three days": ("office", "02-12T09:00", 1_440, "02-14T17:00"),
    "three days and a minute": ("office", "02-12T09:00", 1_441, "02-15T09:01"),
    "a whole week": ("office", "02-12T09:00", 2_400, "02-16T17:00"),
    "a week and a minute": ("office", "02-12T09:00", 2_401, "02-19T09:01"),
    "nine working days": ("office", "02-12T09:00", 4_320, "02-22T17:00"),
    "a thousand hours are 25 weeks": ("office", "02-12T09:00", 60_000, "08-02T17:00"),
    "the last minute of a day": ("office", "02-15T16:59", 1, "02-15T17:00"),
    "the last minute and the next": ("office", "02-15T16:59", 2, "02-16T09:01"),
    "half a minute today, half tomorrow": ("office", "02-15T16:59:30", 1, "02-16T09:00:30"),
    "nothing is due at once": ("office", "02-15T12:00", 0, "02-15T12:00"),
    "nothing is due at once even at night": ("office", "02-15T23:00", 0, "02-15T23:00"),
    "over the end of January": ("office", "01-31T16:00", 120, "02-01T10:00"),
    "over the end of the year": ("office", "12-31T16:00", 120, "2025-01-01T10:00"),
    "into a leap day": ("office", "02-28T16:00", 120, "02-29T10:00"),
    "out of a leap day": ("office", "02-29T16:00", 120, "03-01T10:00"),
    "out of the leap day of 2028": ("office", "2028-02-29T16:00", 120, "2028-03-01T10:00"),
    "a February without a leap day": ("office", "2023-02-28T16:00", 120, "2023-03-01T10:00"),
    "until lunch": ("lunch", "02-15T11:00", 60, "02-15T12:00"),
    "over lunch": ("lunch", "02-15T11:00", 61, "02-15T13:01"),
    "opened at lunch": ("lunch", "02-15T12:30", 60, "02-15T14:00"),
    "a day with lunch": ("lunch", "02-15T09:00", 420, "02-15T17:00"),
    "a day with lunch and a minute": ("lunch", "02-15T09:00", 421, "02-16T09:01"),
    "seven hours from before lunch": ("lunch", "02-15T11:00", 420, "02-16T11:00"),
    "over the first of two breaks": ("three", "02-15T08:00", 121, "02-15T11:01"),
    "over both breaks": ("three", "02-15T09:30", 180, "02-15T14:30"),
    "from the third interval into tomorrow's first": ("three", "02-15T15:00", 120, "02-16T09:00"),
    "all three intervals": ("three", "02-15T08:00", 360, "02-15T16:00"),
    "until midnight": ("late", "02-15T23:00", 60, "02-16T00:00"),
    "a minute over midnight where hours end there": ("late", "02-15T23:00", 61, "02-16T16:01"),
    "from Friday midnight to Monday": ("late", "02-16T23:00", 61, "02-19T16:01"),
    "intervals that touch are one": ("touching", "02-15T11:00", 120, "02-15T13:00"),
    "due where two intervals touch": ("touching", "02-15T11:00", 60, "02-15T12:00"),
    "a calendar with a minute a day": ("minute", "02-12T00:00", 1, "02-12T09:01"),
    "three such minutes": ("minute", "02-12T00:00", 3, "02-14T09:01"),
    "a week of such minutes": ("minute", "02-12T00:00", 5, "02-16T09:01"),
    "six such minutes": ("minute", "02-12T00:00", 6, "02-19T09:01"),
    "opened within such a minute": ("minute", "02-12T09:00:30", 1, "02-13T09:00:30"),
    "an hour on Wednesdays": ("Wednesdays", "02-12T00:00", 120, "02-21T11:00"),
    "ten Wednesdays": ("Wednesdays", "02-12T00:00", 600, "04-17T11:00"),
    "a night shift": ("night shift", "02-12T22:00", 480, "02-13T06:00"),
    "a night shift and a minute": ("night shift", "02-12T21:00", 481, "02-13T22:01"),
    "from one night into the next": ("night shift", "02-13T05:00", 120, "02-13T23:00"),
    "Friday's night ends on Saturday": ("night shift", "02-16T23:00", 420, "02-17T06:00"),
    "from Friday's night to Monday's": ("night shift", "02-16T23:00", 421, "02-19T22:01"),
    "midnight within a shift": ("night shift", "02-12T23:30", 60, "02-13T00:30"),
    "a shift over the end of a month": ("night shift", "01-31T23:00", 120, "02-01T01:00"),
    "a shift over the end of a year": ("night shift", "12-31T23:00", 120, "2025-01-01T01:00"),
    "a day around the clock": ("always UTC", "02-15T12:00", 1_440, "02-16T12:00"),
    "around the clock into a new year": ("always UTC", "12-31T23:00", 120, "2025-01-01T01:00"),
    "around the clock over a leap day": ("always UTC", "02-28T12:00", 2_880, "03-01T12:00"),
    "365 days from March": ("always UTC", "03-01T00:00", 525_600, "2025-03-01T00:00"),
    "365 days of a leap year": ("always UTC", "01-01T00:00", 525_600, "12-31T00:00"),
    # Berlin: 31 March 02:00 is 03:00, 27 October 03:00 is 02:00 again.
    "a day when Berlin's clocks go forward": ("always", "03-30T12:00", 1_440, "03-31T13:00"),
    "over the hour that Berlin skips": ("always", "03-31T01:00", 120, "03-31T04:00"),
    "a day when Berlin's clocks go back": ("always", "10-26T12:00", 1_440, "10-27T11:00"),
    "into the hour that Berlin has twice": ("always", "10-27T01:00", 120, "10-27T02:00+01:00"),
    "from 02:30 to 02:30": ("always", "10-27T02:30+02:00", 60, "10-27T02:30+01:00"),
    "from the second 02:30": ("always", "10-27T02:30+01:00", 60, "10-27T03:30"),
    "hours within the skipped hour do not come": ("02-03", "03-30T00:00", 61, "04-01T02:01"),
    "hours within the doubled hour come twice": ("02-03", "10-27T00:00", 120, "10-27T03:00"),
    "one and a half of the doubled hour": ("02-03", "10-27T00:00", 90, "10-27T02:30+01:00"),
    "more than the doubled hour": ("02-03", "10-27T00:00", 121, "10-28T02:01"),
    "hours that end within the skipped hour": ("0130-0230", "03-31T00:00", 30, "03-31T03:00"),
    "a minute more than those": ("0130-0230", "03-31T00:00", 31, "04-01T01:31"),
    "hours that end within the doubled hour": ("0130-0230", "10-27T00:00", 60, "10-27T02:30+02:00"),
    "they begin again with the doubled hour": ("0130-0230", "10-27T00:00", 61, "10-27T02:01+01:00"),
    "and end again": ("0130-0230", "10-27T00:00", 90, "10-27T02:30+01:00"),
    "and the next day is like any other": ("0130-0230", "10-27T00:00", 91, "10-28T01:31"),
    "an office sleeps through March's change": ("office", "03-29T16:00", 120, "04-01T10:00"),
    "an office sleeps through October's change": ("office", "10-25T16:00", 120, "10-28T10:00"),
    # New York: 10 March 02:00 is 03:00, 3 November 02:00 is 01:00 again.
    "a day when New York's clocks go forward": ("always New York", "03-09T12:00", 1_440, "03-10T13:00"),
    "over the hour that New York skips": ("always New York", "03-10T01:30", 60, "03-10T03:30"),
    "a day when New York's clocks go back": ("always New York", "11-02T12:00", 1_440, "11-03T11:00"),
    "from 01:30 to 01:30": ("always New York", "11-03T01:30-04:00", 60, "11-03T01:30-05:00"),
    "New York's doubled hour": ("01-02 New York", "11-03T00:00", 120, "11-03T02:00"),
    "more than New York's doubled hour": ("01-02 New York", "11-03T00:00", 121, "11-04T01:01"),
    "hours within New York's skipped hour": ("02-03 New York", "03-09T03:00", 1, "03-11T02:01"),
    "the short night shift": ("nightly New York", "03-09T22:00", 420, "03-10T06:00"),
    "more than the short night shift": ("nightly New York", "03-09T22:00", 421, "03-10T22:01"),
    "the long night shift": ("nightly New York", "11-02T22:00", 540, "11-03T06:00"),
    "an office in New York": ("office New York", "02-16T16:00", 120, "2024-02-19T15:00+00:00"),
    # Lord Howe: 6 October 02:00 is 02:30, 7 April 02:00 is 01:30 again.
    "Lord Howe goes forward half an hour": ("always Lord Howe", "10-05T12:00", 1_440, "10-06T12:30"),
    "Lord Howe goes back half an hour": ("always Lord Howe", "04-06T12:00", 1_440, "04-07T11:30"),
    "two hours are one and a half": ("01-03 Lord Howe", "10-06T00:00", 90, "10-06T03:00"),
    "a minute more than one and a half": ("01-03 Lord Howe", "10-06T00:00", 91, "10-07T01:01"),
    "two hours are two and a half": ("01-03 Lord Howe", "04-07T00:00", 150, "04-07T03:00"),
    "the half hour begins again": ("01-03 Lord Howe", "04-07T00:00", 60, "04-07T01:30+10:30"),
    "within the doubled half hour": ("01-03 Lord Howe", "04-07T00:00", 75, "04-07T01:45+10:30"),
    "an office in Kathmandu": ("office Kathmandu", "02-15T16:00", 120, "02-16T10:00"),
    "an office in Kathmandu, seen from Greenwich": ("office Kathmandu", "02-15T16:00", 120, "02-16T04:15+00:00"),
    "Kathmandu moves a quarter on New Year": ("always Kathmandu", "1985-12-31T23:00", 60, "1986-01-01T00:15"),
    # Apia went from 29 to 31 December 2011.
    "Apia has no 30 December": ("always Apia", "2011-12-29T12:00", 1_440, "2011-12-31T12:00"),
    "an office in Apia loses its Friday": ("office Apia", "2011-12-29T16:00", 120, "2012-01-02T10:00"),
    "hours on the day that was not": ("open skipped day", "2011-12-29T16:00", 120, "2012-01-02T10:00"),
    "a night over the day that was not": ("nightly Apia", "2011-12-29T22:00", 480, "2011-12-31T06:00"),
    # St John's, 2010: 7 November 00:01 was 6 November 23:01 again.
    "a day that came back for an hour": ("always St John's", "2010-11-06T23:30-02:30", 60, "2010-11-06T23:30-03:30"),
    "its last hour began again": ("23-24 St John's", "2010-11-06T22:00", 61, "2010-11-06T23:02-03:30"),
    "its last hour had 119 minutes": ("23-24 St John's", "2010-11-06T22:00", 119, "2010-11-07T00:00-03:30"),
    "Casablanca goes back for Ramadan": ("always Casablanca", "03-09T12:00", 1_440, "03-10T11:00"),
    "Casablanca goes forward after it": ("always Casablanca", "04-13T12:00", 1_440, "04-14T13:00"),
    "the day before Christmas Eve": ("festive", "12-23T16:00", 120, "12-24T10:00"),
    "from Christmas Eve to the stocktaking": ("festive", "12-24T11:00", 120, "12-28T11:00"),
    "opened on Christmas": ("festive", "12-25T12:00", 60, "12-28T11:00"),
    "a Saturday that is open": ("festive", "12-28T10:00", 240, "12-28T14:00"),
    "from an open Saturday to Monday": ("festive", "12-28T13:00", 120, "12-30T10:00"),
    "over New Year": ("festive", "12-30T16:00", 120, "2025-01-02T10:00"),
    "over Easter": ("festive", "03-28T16:00", 120, "04-02T10:00"),
    "holidays on a weekend cost nothing": ("festive", "2022-12-23T16:00", 120, "2022-12-26T10:00"),
    "a holiday that is open after all": ("festive", "04-30T16:00", 120, "05-01T11:00"),
    "more than the open holiday": ("festive", "05-01T00:00", 121, "05-02T09:01"),
    "Christmas Eve is short every year": ("festive", "2025-12-24T09:00", 181, "2025-12-25T09:01"),
    "opened when Christmas Eve's hours are over": ("festive", "2025-12-24T12:30", 60, "2025-12-25T10:00"),
    "the last day is closed every year": ("festive", "2025-12-30T16:00", 120, "2026-01-01T10:00"),
    "a leap day that is closed": ("no leap day", "02-28T16:00", 120, "03-01T10:00"),
    "a closed leap day in no leap year": ("no leap day", "2023-02-28T16:00", 120, "2023-03-01T10:00"),
    "a closed leap day four years later": ("no leap day", "2028-02-28T16:00", 120, "2028-03-01T10:00"),
    "a half day until lunch": ("half with lunch", "02-15T00:00", 120, "02-15T12:00"),
    "a half day over lunch": ("half with lunch", "02-15T00:00", 121, "02-15T13:01"),
    "the whole of a half day": ("half with lunch", "02-15T00:00", 240, "02-15T15:00"),
    "more than a half day": ("half with lunch", "02-15T00:00", 241, "02-16T09:01"),
    "a half day outside its weekday's hours": ("half at night", "02-15T00:00", 1, "02-16T09:01"),
    "a day of one year before the same of every year": ("this year only", "12-24T00:00", 60, "12-24T10:00"),
    "in another year the one of every year": ("this year only", "2025-12-24T00:00", 60, "2025-12-25T10:00"),
}

# What it is about: calendar, from, until, working minutes.
SPENT = {
    "a day of eight hours": ("office", "02-15T00:00", "02-16T00:00", 480),
    "a weekend": ("office", "02-17T00:00", "02-19T00:00", 0),
    "a week": ("office", "02-12T00:00", "02-19T00:00", 2_400),
    "a lunch": ("lunch", "02-15T12:00", "02-15T13:00", 0),
    "the 21 working days of February": ("office", "02-01T00:00", "03-01T00:00", 21 * 480),
    "the 262 weekdays of 2024": ("office", "2024-01-01T00:00", "2025-01-01T00:00", 262 * 480),
    "the 260 weekdays of 2023": ("office", "2023-01-01T00:00", "2024-01-01T00:00", 260 * 480),
    "a minute a day in February": ("minute", "02-01T00:00", "03-01T00:00", 21),
    "Berlin's day of 23 hours": ("always", "03-31T00:00", "04-01T00:00", 1_380),
    "Berlin's day of 25 hours": ("always", "10-27T00:00", "10-28T00:00", 1_500),
    "New York's day of 23 hours": ("always New York", "03-10T00:00", "03-11T00:00", 1_380),
    "New York's day of 25 hours": ("always New York", "11-03T00:00", "11-04T00:00", 1_500),
    "New York's leap year": ("always New York", "2024-01-01T00:00", "2025-01-01T00:00", 366 * 1_440),
    "Lord Howe's day of 23 and a half": ("always Lord Howe", "10-06T00:00", "10-07T00:00", 1_410),
    "Lord Howe's day of 24 and a half": ("always Lord Howe", "04-07T00:00", "04-08T00:00", 1_470),
    "Apia's two dates that are one day": ("always Apia", "2011-12-29T00:00", "2011-12-31T00:00", 1_440),
    "Apia's last week of 2011": ("office Apia", "2011-12-26T00:00", "2012-01-01T00:00", 4 * 480),
    "Kathmandu's year of 1986": ("always Kathmandu", "1985-12-31T00:00", "1986-01-02T00:00", 2 * 1_440 - 15),
    "a week of night shifts": ("night shift", "02-12T00:00", "02-19T00:00", 2_400),
    "Christmas week": ("festive", "12-23T00:00", "12-30T00:00", 480 + 180 + 240),
    "no time at all": ("office", "02-15T12:00", "02-15T12:00", 0),
    "a span that ends before it starts": ("office", "02-15T12:00", "02-15T11:00", 0),
}


@pytest.mark.parametrize(("calendar", "opened", "minutes", "due"), REACHED.values(), ids=REACHED)
def test_a_target_is_used_up(calendar: str, opened: str, minutes: int, due: str) -> None:
    working = CALENDARS[calendar]
    start, expected = at(full(opened), working.zone), at(full(due), working.zone)
    assert wall(working.reach(start, minutes * 60), working.zone) == wall(expected, working.zone)
    assert working.spent(start, expected) == minutes * 60
    terms = Terms(policy(first_response=minutes), working)
    clock = clocks_of(marks_of(events(f"Open {opened}", working.zone)), Priority.LOW, terms).first_response
    assert clock is not None
    assert wall(clock.due, working.zone) == wall(expected, working.zone)


@pytest.mark.parametrize(("calendar", "start", "end", "minutes"), SPENT.values(), ids=SPENT)
def test_a_span_comes_to(calendar: str, start: str, end: str, minutes: int) -> None:
    working = CALENDARS[calendar]
    begun, ended = at(full(start), working.zone), at(full(end), working.zone)
    assert working.spent(begun, ended) == minutes * 60
    assert sum(piece.end - piece.start for piece in working.pieces(begun, ended)) == minutes * 60
