"""Query parameters that several routes share, and how those of people are read."""

from deskhand.api.call import Call
from deskhand.api.kinds import Flag, Reference, Text, Whole
from deskhand.api.moments import AccountInstant
from deskhand.api.paging import LAST_PAGE, MOST_ITEMS
from deskhand.api.routes import Param
from deskhand.directory.read import PeopleFilter

PAGING = (
    Param("page", Whole(1, LAST_PAGE), "From 1; a page past the end is empty."),
    Param("itemsInPage", Whole(1, MOST_ITEMS), f"1 to {MOST_ITEMS}, default 20."),
)
# Whose timer or day is asked for.
WHOSE = Reference("technician", "Invalid technician ID")


def whose_asked(call: Call) -> int | None:
    """The technician whom a query names."""
    found: int | None = call.asked("technicianId", "TechnicianContactID", kind=WHOSE)
    return found


def people_asked(call: Call) -> PeopleFilter:
    """The filter that a list of customers or contacts was asked with."""
    return PeopleFilter(
        email=call.asked("Email", kind=Text(200)),
        phone=call.asked("Phone", kind=Text(200)),
        modified_from=call.asked("FromLastModifiedDate", kind=AccountInstant()),
        archived=call.asked("includeArchived", kind=Flag()) or False,
        by_modified=call.query.get("sortby", "").casefold() == "lastmodified",
    )
