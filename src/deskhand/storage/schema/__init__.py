"""Every table of Deskhand, one file per group."""

from deskhand.storage.schema import search
from deskhand.storage.schema.accounts import account, account_clock, event, wake, wording
from deskhand.storage.schema.attachments import attachment, customer_folder
from deskhand.storage.schema.auth import api_key, login, password, password_link, preference, session
from deskhand.storage.schema.base import metadata
from deskhand.storage.schema.directory import contact, customer, department, team, team_member, technician
from deskhand.storage.schema.fields import custom_field, custom_value
from deskhand.storage.schema.retries import kept_answer
from deskhand.storage.schema.sla import sla_assignment, sla_calendar, sla_policy
from deskhand.storage.schema.tickets import ALIVE, comment, ticket, ticket_tag, work_hours
from deskhand.storage.schema.worklog import timer

__all__ = [
    "ALIVE",
    "account",
    "account_clock",
    "api_key",
    "attachment",
    "comment",
    "contact",
    "custom_field",
    "custom_value",
    "customer",
    "customer_folder",
    "department",
    "event",
    "kept_answer",
    "login",
    "metadata",
    "password",
    "password_link",
    "preference",
    "search",
    "session",
    "sla_assignment",
    "sla_calendar",
    "sla_policy",
    "team",
    "team_member",
    "technician",
    "ticket",
    "ticket_tag",
    "timer",
    "wake",
    "wording",
    "work_hours",
]
