"""The Python SDK of the Deskhand service desk. It works against Atera too, by changing address and key.

    from deskhand_client import Client

    with Client("https://desk.example.com", "dh_1_...") as client:
        for ticket in client.tickets.list(status="Open"):
            print(ticket.id, ticket.title)

What is public is what this module names; it is loaded on first use, so that importing it costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from deskhand_client.version import VERSION

__version__ = VERSION

if TYPE_CHECKING:
    from deskhand_client.client import AsyncClient as AsyncClient
    from deskhand_client.client import Client as Client
    from deskhand_client.dry_run import DryRun as DryRun
    from deskhand_client.dry_run import Tried as Tried
    from deskhand_client.errors import ApiError as ApiError
    from deskhand_client.errors import BadArgument as BadArgument
    from deskhand_client.errors import BadRequest as BadRequest
    from deskhand_client.errors import ChangedMeanwhile as ChangedMeanwhile
    from deskhand_client.errors import ConfigurationError as ConfigurationError
    from deskhand_client.errors import Conflict as Conflict
    from deskhand_client.errors import ConnectionFailed as ConnectionFailed
    from deskhand_client.errors import DeskhandError as DeskhandError
    from deskhand_client.errors import FieldError as FieldError
    from deskhand_client.errors import Forbidden as Forbidden
    from deskhand_client.errors import NotFound as NotFound
    from deskhand_client.errors import NothingSent as NothingSent
    from deskhand_client.errors import NotSupported as NotSupported
    from deskhand_client.errors import OutcomeUnknown as OutcomeUnknown
    from deskhand_client.errors import RateLimited as RateLimited
    from deskhand_client.errors import ServerError as ServerError
    from deskhand_client.errors import Unauthorized as Unauthorized
    from deskhand_client.errors import UnreadableAnswer as UnreadableAnswer
    from deskhand_client.exchange import Patience as Patience
    from deskhand_client.paging import AsyncPages as AsyncPages
    from deskhand_client.paging import Page as Page
    from deskhand_client.paging import Pages as Pages
    from deskhand_client.records.event import Event as Event
    from deskhand_client.records.fields import CustomField as CustomField
    from deskhand_client.records.fields import CustomValue as CustomValue
    from deskhand_client.records.importing import Imported as Imported
    from deskhand_client.records.people import Account as Account
    from deskhand_client.records.people import Contact as Contact
    from deskhand_client.records.people import Customer as Customer
    from deskhand_client.records.people import Department as Department
    from deskhand_client.records.people import Technician as Technician
    from deskhand_client.records.record import Record as Record
    from deskhand_client.records.sla import Clock as Clock
    from deskhand_client.records.sla import Due as Due
    from deskhand_client.records.sla import Line as Line
    from deskhand_client.records.sla import Receipt as Receipt
    from deskhand_client.records.ticket import Attachment as Attachment
    from deskhand_client.records.ticket import BulkResult as BulkResult
    from deskhand_client.records.ticket import Comment as Comment
    from deskhand_client.records.ticket import Ticket as Ticket
    from deskhand_client.records.work import Duration as Duration
    from deskhand_client.records.work import Durations as Durations
    from deskhand_client.records.work import Gap as Gap
    from deskhand_client.records.work import Timer as Timer
    from deskhand_client.records.work import WorkHours as WorkHours
    from deskhand_client.resources.events import Seen as Seen
    from deskhand_client.resources.importing import SourceRecord as SourceRecord
    from deskhand_client.server import Server as Server
    from deskhand_client.talk import UNSET as UNSET
    from deskhand_client.talk import Answer as Answer
    from deskhand_client.talk import Request as Request
    from deskhand_client.talk import Upload as Upload
    from deskhand_client.throttle import Throttle as Throttle

_HOMES = {
    "client": ("AsyncClient", "Client"),
    "dry_run": ("DryRun", "Tried"),
    "errors": (
        "ApiError",
        "BadArgument",
        "BadRequest",
        "ChangedMeanwhile",
        "ConfigurationError",
        "Conflict",
        "ConnectionFailed",
        "DeskhandError",
        "FieldError",
        "Forbidden",
        "NotFound",
        "NotSupported",
        "NothingSent",
        "OutcomeUnknown",
        "RateLimited",
        "ServerError",
        "Unauthorized",
        "UnreadableAnswer",
    ),
    "exchange": ("Patience",),
    "paging": ("AsyncPages", "Page", "Pages"),
    "records.event": ("Event",),
    "records.fields": ("CustomField", "CustomValue"),
    "records.importing": ("Imported",),
    "records.people": ("Account", "Contact", "Customer", "Department", "Technician"),
    "records.record": ("Record",),
    "records.sla": ("Clock", "Due", "Line", "Receipt"),
    "records.ticket": ("Attachment", "BulkResult", "Comment", "Ticket"),
    "records.work": ("Duration", "Durations", "Gap", "Timer", "WorkHours"),
    "resources.events": ("Seen",),
    "resources.importing": ("SourceRecord",),
    "server": ("Server",),
    "talk": ("UNSET", "Answer", "Request", "Upload"),
    "throttle": ("Throttle",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [*sorted(_HOME)]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found
