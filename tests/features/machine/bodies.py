"""What a request may say, sense and nonsense, with references that are only resolved against what there is."""

from datetime import timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.features.machine.driver import BEGINNING
from tests.features.machine.people import DOMAINS
from tests.features.machine.said import IMPACTS, PRIORITIES, STATUSES, TYPES
from tests.features.machine.things import gone
from tests.features.machine.world import Json, World

UNKNOWN = 10**9
# From which number on a pick may be of something deleted or archived, and which one is of nothing at all.
GONE_TOO, NONE, LAST = 50, 57, 63


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
        things: dict[int, Any] = getattr(world, self.noun)
        if self.number == NONE or not things:
            return UNKNOWN
        current = [number for number, thing in things.items() if not gone(thing)]
        ids = current if current and self.number < GONE_TOO else list(things)
        return ids[self.number % len(ids)]


def resolved(body: Json, world: World) -> Json:
    """A body with its references resolved."""
    return {name: value.among(world) if isinstance(value, Pick) else value for name, value in body.items()}


def picks(noun: str) -> st.SearchStrategy[Pick]:
    """Any of the things that there are."""
    return st.integers(0, LAST).map(lambda number: Pick(noun, number))


NONSENSE: tuple[Any, ...] = (None, "", "   ", 5, -1, "nonsense", "a\0b", "x" * 501, True, 2**63, [], {})


@st.composite
def mostly(draw: st.DrawFn, sense: st.SearchStrategy[Json]) -> Json:
    """A body that makes sense or, one time in ten, in one field does not."""
    body = draw(sense)
    names = sorted(set(body) - {"Date", "StartTime", "EndTime"})
    if names and draw(st.integers(0, 9)) == 7:
        return {**body, draw(st.sampled_from(names)): draw(st.sampled_from(NONSENSE))}
    return body


def written(choices: tuple[str, ...]) -> st.SearchStrategy[str]:
    """One of these, in any case."""
    return st.sampled_from((*choices, *choices, *(one.lower() for one in choices), *(one.upper() for one in choices)))


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6) | st.sampled_from(
    ("", " ", "Mail is down", "Since 9", "Ext 12", "+1 555", "100% \\_", "Ünïcode ß 漢 😀", "line\nline\r\n")
)
DOMAIN_NAMES = ("acme.example", "BAKERS.example", "third.example", "fourth.example", "elsewhere.example")
FRESH = st.builds("user{}@{}".format, st.integers(0, 20), st.sampled_from(DOMAIN_NAMES))
ADDRESS = st.one_of(
    picks("address"),
    FRESH,
    FRESH,
    st.sampled_from(
        ("straße@elsewhere.example", "STRASSE@elsewhere.example", " padded@acme.example ", "USER1@acme.example")
    ),
)
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
TAGS = st.lists(
    st.sampled_from(
        (
            "vip",
            "VIP",
            "on site",
            " on   site ",
            "Straße",
            "STRASSE",
            "a,b",
            "100%_\\",
            'say "hi"',
            "none",
            "",
            "x" * 61,
        )
    ),
    max_size=3,
)
CUSTOMER, CONTACT, TECHNICIAN = (picks(noun) for noun in ("customers", "contacts", "technicians"))

ABOUT = {
    "TicketTitle": TEXT,
    "Description": TEXT,
    "TicketStatus": written(STATUSES),
    "TicketPriority": written(PRIORITIES),
    "TicketType": written(TYPES),
    "TicketImpact": written((*IMPACTS, "Site Down", "server issue")),
    "TechnicianContactID": TECHNICIAN,
    "TechnicianEmail": picks("technician address"),
    "DueDate": INSTANT,
    "Tags": TAGS,
}
# Set by the system alone; from a client they mean nothing.
SYSTEM = {"TicketSource": st.just("Portal"), "TicketCreatedDate": st.just("2001-01-01T00:00:00Z")}

PEOPLE = {"CustomerID": CUSTOMER, "EndUserID": CONTACT, "EndUserEmail": ADDRESS}
REQUESTER = st.one_of(
    st.fixed_dictionaries({"EndUserID": CONTACT}),
    st.fixed_dictionaries({"CustomerID": CUSTOMER}),
    st.fixed_dictionaries({"EndUserEmail": ADDRESS}, optional={"EndUserFirstName": TEXT, "EndUserPhone": TEXT}),
    st.fixed_dictionaries({"EndUserEmail": ADDRESS, "CustomerID": CUSTOMER}, optional={"EndUserLastName": TEXT}),
    st.fixed_dictionaries({"EndUserID": CONTACT, "CustomerID": CUSTOMER}),
    st.fixed_dictionaries({"CustomerEmail": ADDRESS}),
    st.fixed_dictionaries({}, optional=PEOPLE | {"CustomerEmail": ADDRESS}),
)


def some_of(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Json]:
    """Any of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


NEW_TICKET = mostly(
    st.builds(
        lambda title, requester, more: {"TicketTitle": title} | more | requester,
        TEXT.map(lambda text: text or "Mail is down"),
        REQUESTER,
        some_of({name: kind for name, kind in ABOUT.items() if name != "TicketTitle"} | SYSTEM),
    )
)
CHANGED_TICKET = mostly(some_of(ABOUT | SYSTEM | PEOPLE))
SMALL_CHANGE = mostly(st.one_of(*(st.fixed_dictionaries({name: kind}) for name, kind in (ABOUT | PEOPLE).items())))

MOVES = written(("Open", "Pending", "Pending", "Resolved", "Resolved", "Closed"))

SAID = TEXT.map(lambda text: text.strip() or "Any news?")
_SAYING = st.fixed_dictionaries({"CommentText": SAID}, optional={"IsInternal": st.booleans()})
COMMENT = mostly(
    st.builds(
        lambda said, who: said | who,
        _SAYING,
        some_of({"TechnicianContactID": TECHNICIAN, "TechnicianEmail": picks("technician address")}),
    )
)
_TWO_AUTHORS = st.fixed_dictionaries({"TechnicianContactID": TECHNICIAN})
END_USERS_COMMENT = mostly(
    st.builds(
        lambda text, contact, internal, more: (
            {"CommentText": text, "EndUserID": contact, "IsInternal": internal} | more
        ),
        SAID,
        CONTACT,
        st.sampled_from((False, False, False, None, None, True)),
        st.one_of(*(st.just({}) for _ in range(5)), _TWO_AUTHORS),
    )
)

STARTS = st.sampled_from(tuple(BEGINNING + timedelta(minutes=m, microseconds=m * 7) for m in (0, 15, 59, 1440, -600)))
LASTS = st.sampled_from((1, 59, 60, 0.25, 899.5, 900, 1799, 1800, 3600, 5400, 9000.999999, 86_400, 86_400.5, 0, -60))
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
    st.fixed_dictionaries({"Date": st.just("2031-03-01T08:00:00Z"), "Hours": st.sampled_from((0.25, 1.5, 24))}),
)
_ABOUT_WORK = {
    "TechnicianContactID": TECHNICIAN,
    "TechnicianEmail": picks("technician address"),
    "IsBillable": st.booleans(),
    "OnCustomerSite": st.booleans(),
    "Notes": TEXT,
}
WORK = mostly(st.builds(lambda span, more: span | more, SPAN, some_of(_ABOUT_WORK)))

CUSTOMER_FIELDS = {
    "Domain": st.sampled_from(tuple(DOMAINS)),
    **dict.fromkeys(("BusinessNumber", "Phone", "City", "Notes", "ZipCodeStr"), TEXT),
    "Fax": TEXT,
    "Longitude": st.sampled_from((0, -0.0, 5e-324, 8.25, -180, 179.999999)),
    "Latitude": st.floats(-90, 90),
}
NEW_CUSTOMER = mostly(st.fixed_dictionaries({"CustomerName": TEXT | picks("name")}, optional=CUSTOMER_FIELDS))
CHANGED_CUSTOMER = mostly(some_of(CUSTOMER_FIELDS | {"CustomerName": TEXT | picks("name"), "Archived": st.booleans()}))
_COMPANY = {"CustomerID": CUSTOMER, "CustomerName": picks("name")}
CONTACT_FIELDS = {
    "Firstname": TEXT,
    "Lastname": TEXT,
    "Phone": TEXT,
    "MobilePhone": TEXT,
    "IsContactPerson": st.booleans(),
    "InIgnoreMode": st.booleans(),
}
NEW_CONTACT = mostly(
    st.builds(
        lambda email, company, more: {"Email": email} | company | more,
        FRESH | ADDRESS,
        st.one_of(*(st.fixed_dictionaries({name: kind}) for name, kind in _COMPANY.items()), some_of(_COMPANY)),
        some_of(CONTACT_FIELDS),
    )
)
CHANGED_CONTACT = mostly(some_of(CONTACT_FIELDS | _COMPANY | {"Email": ADDRESS, "Archived": st.booleans()}))
CHANGED_TECHNICIAN = mostly(some_of({"FirstName": TEXT, "LastName": TEXT, "Active": st.booleans()}))

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
BRIEFS = "the brief's"
SPELLINGS = st.sampled_from((BRIEFS, "another client's", "small letters"))


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
