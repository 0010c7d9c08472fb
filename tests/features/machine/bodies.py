"""What a request may say, sense and nonsense, with references that are only resolved against what there is."""

from datetime import timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.features.machine.driver import BEGINNING
from tests.features.machine.people import DOMAINS
from tests.features.machine.said import IMPACTS, PRIORITIES, STATUSES, TYPES
from tests.features.machine.world import Json, World

UNKNOWN = 10**9


class Pick(NamedTuple):
    """A reference to one of the things that there are by then; now and then to none."""

    noun: str
    number: int

    def among(self, world: World) -> Any:
        """The id, or for addresses and names the text, that it comes down to."""
        if self.noun in ("address", "name", "technician address"):
            found: list[Any] = {
                "address": [contact.email for contact in world.contacts.values()],
                "name": [customer.name for customer in world.customers.values()],
                "technician address": [technician.email for technician in world.technicians.values()],
            }[self.noun]
            return found[self.number % len(found)]
        ids: list[int] = list(getattr(world, self.noun))
        return [*ids, UNKNOWN][self.number % (len(ids) + 1)]


def resolved(body: Json, world: World) -> Json:
    """A body with its references resolved."""
    return {name: value.among(world) if isinstance(value, Pick) else value for name, value in body.items()}


def picks(noun: str) -> st.SearchStrategy[Pick]:
    """Any of the things that there are."""
    return st.integers(0, 60).map(lambda number: Pick(noun, number))


def mostly(sense: st.SearchStrategy[Any], *nonsense: Any) -> st.SearchStrategy[Any]:
    """Sense, and once in a while a null or nonsense."""
    return st.one_of(sense, sense, sense, sense, sense, st.sampled_from((None, *nonsense)))


def written(choices: tuple[str, ...]) -> st.SearchStrategy[str]:
    """One of these, in any case."""
    return st.sampled_from((*choices, *choices, *(one.lower() for one in choices), *(one.upper() for one in choices)))


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6) | st.sampled_from(
    ("", " ", "Mail is down", "Since 9", "Ext 12", "+1 555", "100% \\_", "Ünïcode ß 漢 😀", "line\nline\r\n")
)
LINE = mostly(TEXT, "x" * 501, 5, "a\0b")
ADDRESS = st.one_of(
    picks("address"),
    picks("address"),
    st.sampled_from(
        (
            "new@acme.example",
            "NEW@acme.example",
            "Baker@BAKERS.example",
            "third@third.example",
            "fourth@fourth.example",
            "eve@elsewhere.example",
            "straße@elsewhere.example",
            "STRASSE@elsewhere.example",
            " padded@acme.example ",
        )
    ),
)
ANY_ADDRESS = mostly(ADDRESS, "nobody", "a@b@c", "@acme.example", "", " ", 7)
INSTANT = st.sampled_from(
    (
        "2031-03-05T17:00:00Z",
        "2031-03-05T17:00:00.750Z",
        "2031-03-05T18:00:00+01:00",
        "2031-04-01",
        "2024-02-29T23:59:59.999999Z",
        "9999-12-30T00:00:00",
    )
)
CUSTOMER, CONTACT, TECHNICIAN = (
    mostly(picks(noun), 0, "0", -1, "12x", 2**63, True) for noun in ("customers", "contacts", "technicians")
)

ABOUT = {
    "TicketTitle": mostly(TEXT, "x" * 501, 5, "a\0b", "   "),
    "Description": mostly(TEXT, 5),
    "TicketStatus": mostly(written(STATUSES), "Urgent", "", 1),
    "TicketPriority": mostly(written(PRIORITIES), "Urgent", ""),
    "TicketType": mostly(written(TYPES), "Bug"),
    "TicketImpact": mostly(written((*IMPACTS, "Site Down", "server issue")), "High"),
    "TechnicianContactID": TECHNICIAN,
    "TechnicianEmail": mostly(picks("technician address"), "nobody@brightwater.example", ""),
    "DueDate": mostly(INSTANT, "soon", "", 5),
}
# Set by the system alone; from a client they mean nothing.
SYSTEM = {"TicketSource": st.just("Portal"), "TicketCreatedDate": st.just("2001-01-01T00:00:00Z")}

REQUESTER = st.one_of(
    st.fixed_dictionaries({"EndUserID": CONTACT}),
    st.fixed_dictionaries({"CustomerID": CUSTOMER}),
    st.fixed_dictionaries({"EndUserEmail": ANY_ADDRESS}, optional={"EndUserFirstName": TEXT, "EndUserPhone": TEXT}),
    st.fixed_dictionaries({"EndUserEmail": ANY_ADDRESS, "CustomerID": CUSTOMER}, optional={"EndUserLastName": TEXT}),
    st.fixed_dictionaries({"EndUserID": CONTACT, "CustomerID": CUSTOMER}),
    st.fixed_dictionaries({"CustomerEmail": ANY_ADDRESS}),
    st.fixed_dictionaries(
        {},
        optional={
            "EndUserID": CONTACT,
            "CustomerID": CUSTOMER,
            "EndUserEmail": ANY_ADDRESS,
            "CustomerEmail": ANY_ADDRESS,
        },
    ),
)


def some_of(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Json]:
    """Any of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


NEW_TICKET = st.builds(
    lambda title, requester, more: {"TicketTitle": title} | more | requester,
    mostly(TEXT.map(lambda text: text or "Mail is down"), "   "),
    REQUESTER,
    some_of({name: kind for name, kind in ABOUT.items() if name != "TicketTitle"} | SYSTEM),
)
CHANGED_TICKET = some_of(ABOUT | SYSTEM | {"CustomerID": CUSTOMER, "EndUserID": CONTACT, "EndUserEmail": ADDRESS})
SMALL_CHANGE = st.one_of(*(st.fixed_dictionaries({name: kind}) for name, kind in ABOUT.items()))

SAID = mostly(TEXT.map(lambda text: text or "Any news?"), "", "   ", 5)
COMMENT = st.fixed_dictionaries({"CommentText": SAID}, optional={"IsInternal": mostly(st.booleans(), "no", "maybe")})
NAMED_COMMENT = st.builds(
    lambda said, who: said | who,
    COMMENT,
    some_of({"TechnicianContactID": TECHNICIAN, "TechnicianEmail": picks("technician address")}),
)
END_USERS_COMMENT = st.builds(
    lambda said, who: said | who,
    st.fixed_dictionaries({"CommentText": SAID}, optional={"IsInternal": st.sampled_from((False, False, True, None))}),
    st.fixed_dictionaries({"EndUserID": CONTACT})
    | st.fixed_dictionaries({"EndUserID": CONTACT, "TechnicianContactID": TECHNICIAN}),
)

STARTS = st.sampled_from(tuple(BEGINNING + timedelta(minutes=m, microseconds=m * 7) for m in (0, 15, 59, 1440, -600)))
LASTS = st.sampled_from((1, 59, 60, 899.5, 1800, 3600, 5400, 86_400, 86_400.5, 0.25, 0, -60))
SPAN = st.one_of(
    st.builds(
        lambda start, seconds: {
            "StartDate": start.isoformat(),
            "EndDate": (start + timedelta(seconds=seconds)).isoformat(),
        },
        STARTS,
        LASTS,
    ),
    st.fixed_dictionaries({"Date": st.just("2031-03-01"), "StartTime": st.just("09:00"), "EndTime": st.just("10:30")}),
    st.fixed_dictionaries(
        {"Date": st.just("2031-03-01T08:00:00Z"), "Hours": mostly(st.sampled_from((0.25, 1.5, 24)), 25, -1)}
    ),
    st.fixed_dictionaries({"StartDate": mostly(INSTANT, "soon")}),
)
WORK = st.builds(
    lambda span, more: span | more,
    SPAN,
    some_of(
        {
            "TechnicianContactID": TECHNICIAN,
            "TechnicianEmail": picks("technician address"),
            "IsBillable": mostly(st.booleans(), "false", "maybe"),
            "OnCustomerSite": mostly(st.booleans()),
            "Notes": mostly(TEXT, 5),
        }
    ),
)

CUSTOMER_FIELDS = {
    "CustomerName": mostly(TEXT | picks("name"), ""),
    "Domain": mostly(st.sampled_from(tuple(DOMAINS))),
    **dict.fromkeys(("BusinessNumber", "Phone", "City", "Notes", "ZipCodeStr"), LINE),
    "Fax": LINE,
    "Longitude": mostly(st.sampled_from((0, -0.0, 5e-324, 8.25, -180, 179.999999)), 181, "east"),
    "Latitude": mostly(st.floats(-90, 90)),
}
NEW_CUSTOMER = some_of(CUSTOMER_FIELDS)
CHANGED_CUSTOMER = some_of(CUSTOMER_FIELDS | {"Archived": mostly(st.booleans())})
CONTACT_FIELDS = {
    "CustomerID": CUSTOMER,
    "CustomerName": mostly(picks("name"), "No such company", ""),
    "Firstname": LINE,
    "Lastname": LINE,
    "Phone": LINE,
    "MobilePhone": LINE,
    "IsContactPerson": mostly(st.booleans()),
    "InIgnoreMode": mostly(st.booleans()),
}
NEW_CONTACT = st.builds(lambda email, more: {"Email": email} | more, ANY_ADDRESS, some_of(CONTACT_FIELDS))
CHANGED_CONTACT = some_of(CONTACT_FIELDS | {"Email": ANY_ADDRESS, "Archived": mostly(st.booleans())})
TECHNICIAN_FIELDS = some_of({"FirstName": LINE, "LastName": LINE, "Active": mostly(st.booleans())})

# The same words as other clients write them.
ALIASES = {
    "ticket": {"EndUserID": "ContactID", "EndUserEmail": "ContactEmail", "TechnicianContactID": "TechnicianID"},
    "comment": {
        "CommentText": "Comment",
        "EndUserID": "EnduserCommentDetails.EnduserId",
        "TechnicianContactID": "TechnicianCommentDetails.TechnicianId",
        "IsInternal": "TechnicianCommentDetails.IsInternal",
    },
    "work_hours": {
        "TechnicianContactID": "TechnicianId",
        "StartDate": "StartWorkHour",
        "EndDate": "EndWorkHour",
        "IsBillable": "Billiable",
        "Notes": "Description",
    },
    "customer": {"ZipCodeStr": "ZipCode"},
}
SPELLINGS = st.sampled_from(("the brief's", "another client's", "small letters"))


def spoken(noun: str, body: Json, spelling: str) -> Json:
    """A body as another client spells it."""
    if spelling == "small letters":
        return {name.lower(): value for name, value in body.items()}
    aliases = ALIASES.get(noun, {}) if spelling == "another client's" else {}
    found: Json = {}
    for name, value in body.items():
        outer, _, inner = aliases.get(name, name).partition(".")
        if inner:
            found.setdefault(outer, {})[inner] = value
        else:
            found[outer] = value
    return found
