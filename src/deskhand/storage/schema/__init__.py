"""Every table of Deskhand, one file per group."""

from deskhand.storage.schema import search
from deskhand.storage.schema.accounts import account, account_clock, event, event_cursor, wake, wording
from deskhand.storage.schema.attachments import attachment, customer_folder
from deskhand.storage.schema.auth import api_key, login, password, password_link, preference, session
from deskhand.storage.schema.base import metadata
from deskhand.storage.schema.console import (
    canned_reply,
    notification,
    presence,
    saved_view,
    ticket_template,
    unsent,
)
from deskhand.storage.schema.directory import contact, customer, department, team, team_member, technician
from deskhand.storage.schema.fields import custom_field, custom_value
from deskhand.storage.schema.imports import imported
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
    "canned_reply",
    "comment",
    "contact",
    "custom_field",
    "custom_value",
    "customer",
    "customer_folder",
    "department",
    "event",
    "event_cursor",
    "imported",
    "kept_answer",
    "login",
    "metadata",
    "notification",
    "password",
    "password_link",
    "preference",
    "presence",
    "saved_view",
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
    "ticket_template",
    "timer",
    "unsent",
    "wake",
    "wording",
    "work_hours",
]
