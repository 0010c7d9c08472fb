"""Every table of Deskhand, one file per group."""

from deskhand.storage.schema.accounts import account, account_clock, event, wake, wording
from deskhand.storage.schema.auth import api_key, login, password
from deskhand.storage.schema.base import metadata
from deskhand.storage.schema.directory import contact, customer, team, team_member, technician
from deskhand.storage.schema.tickets import ALIVE, comment, ticket, work_hours

__all__ = [
    "ALIVE",
    "account",
    "account_clock",
    "api_key",
    "comment",
    "contact",
    "customer",
    "event",
    "login",
    "metadata",
    "password",
    "team",
    "team_member",
    "technician",
    "ticket",
    "wake",
    "wording",
    "work_hours",
]
