"""Events: the one record of what changed, from which history, feed, notifications and reports are read."""

from datetime import datetime
from enum import StrEnum

import msgspec

from deskhand.core.actor import ActorKind

Value = str | int | float | bool | None


class EventKind(StrEnum):
    """What happened, named noun.verb; the noun says what `thing_id` is the id of."""

    ACCOUNT_FOUNDED = "account.founded"
    ACCOUNT_CHANGED = "account.changed"
    TECHNICIAN_CREATED = "technician.created"
    TECHNICIAN_CHANGED = "technician.changed"
    CUSTOMER_CREATED = "customer.created"
    CUSTOMER_CHANGED = "customer.changed"
    CONTACT_CREATED = "contact.created"
    CONTACT_CHANGED = "contact.changed"
    DEPARTMENT_CREATED = "department.created"
    DEPARTMENT_CHANGED = "department.changed"
    DEPARTMENT_DELETED = "department.deleted"
    CUSTOM_FIELD_CREATED = "custom_field.created"
    CUSTOM_FIELD_CHANGED = "custom_field.changed"
    CUSTOM_FIELD_DELETED = "custom_field.deleted"
    CUSTOM_VALUE_SET = "custom_value.set"
    ATTACHMENT_ADDED = "attachment.added"
    ATTACHMENT_REMOVED = "attachment.removed"
    FOLDER_CREATED = "folder.created"
    KEY_CREATED = "key.created"
    KEY_REVOKED = "key.revoked"
    TICKET_CREATED = "ticket.created"
    TICKET_CHANGED = "ticket.changed"
    TICKET_STATUS_CHANGED = "ticket.status_changed"
    TICKET_DELETED = "ticket.deleted"
    TICKET_LINKED = "ticket.linked"
    TICKET_UNLINKED = "ticket.unlinked"
    COMMENT_ADDED = "comment.added"
    COMMENT_CHANGED = "comment.changed"
    COMMENT_REMOVED = "comment.removed"
    WORK_LOGGED = "work_hours.logged"
    CALENDAR_CREATED = "calendar.created"
    CALENDAR_CHANGED = "calendar.changed"
    CALENDAR_DELETED = "calendar.deleted"
    POLICY_CREATED = "policy.created"
    POLICY_CHANGED = "policy.changed"
    POLICY_DELETED = "policy.deleted"
    POLICY_ASSIGNED = "assignment.set"
    SLA_WARNED = "sla.warned"
    SLA_BREACHED = "sla.breached"
    SLA_MOVED = "sla.moved"
    WORK_CHANGED = "work_hours.changed"
    WORK_DELETED = "work_hours.deleted"
    TIMER_STARTED = "timer.started"
    TIMER_STOPPED = "timer.stopped"
    TIMER_DISCARDED = "timer.discarded"
    TIMER_MODE_SET = "timer.mode_set"
    VIEW_CREATED = "view.created"
    VIEW_CHANGED = "view.changed"
    VIEW_DELETED = "view.deleted"
    CANNED_REPLY_CREATED = "canned_reply.created"
    CANNED_REPLY_CHANGED = "canned_reply.changed"
    CANNED_REPLY_DELETED = "canned_reply.deleted"
    TICKET_TEMPLATE_CREATED = "ticket_template.created"
    TICKET_TEMPLATE_CHANGED = "ticket_template.changed"
    TICKET_TEMPLATE_DELETED = "ticket_template.deleted"

    @property
    def noun(self) -> str:
        """What the event's `thing_id` is the id of."""
        return self.value.partition(".")[0]


# What each kind tells, for the reference; whoever adds a kind says it here.
ABOUT: dict[EventKind, str] = {
    EventKind.ACCOUNT_FOUNDED: "The account got its first administrator.",
    EventKind.ACCOUNT_CHANGED: "The account's settings were changed.",
    EventKind.TECHNICIAN_CREATED: "A technician was added.",
    EventKind.TECHNICIAN_CHANGED: "A technician was changed, made inactive or active again.",
    EventKind.CUSTOMER_CREATED: "A customer was added, by somebody or as the catch-all when it was first needed.",
    EventKind.CUSTOMER_CHANGED: "A customer was changed, archived or restored.",
    EventKind.CONTACT_CREATED: "A contact was added, by somebody or because a ticket came from an unknown address.",
    EventKind.CONTACT_CHANGED: "A contact was changed, moved to another customer, archived or restored.",
    EventKind.DEPARTMENT_CREATED: "A department was added.",
    EventKind.DEPARTMENT_CHANGED: "A department was renamed or described anew.",
    EventKind.DEPARTMENT_DELETED: "A department was taken away, after its contacts had left it.",
    EventKind.CUSTOM_FIELD_CREATED: "A custom field was defined.",
    EventKind.CUSTOM_FIELD_CHANGED: "A custom field was renamed, or got other options.",
    EventKind.CUSTOM_FIELD_DELETED: "A custom field was taken away, and its values with it.",
    EventKind.CUSTOM_VALUE_SET: "A custom field says something else of a ticket, customer or contact.",
    EventKind.ATTACHMENT_ADDED: "A ticket or a customer got a file.",
    EventKind.ATTACHMENT_REMOVED: "A file was taken back with the comment that it was sent with.",
    EventKind.FOLDER_CREATED: "A customer got a folder.",
    EventKind.KEY_CREATED: "An API key was made.",
    EventKind.KEY_REVOKED: "An API key was revoked.",
    EventKind.TICKET_CREATED: "A ticket was opened.",
    EventKind.TICKET_CHANGED: (
        "Anything of a ticket but its status was changed; one event for all its fields, of an import the status too."
    ),
    EventKind.TICKET_STATUS_CHANGED: "A ticket took one step to another status; nothing else differs.",
    EventKind.TICKET_DELETED: "A ticket was hidden from reads, lists and totals.",
    EventKind.TICKET_LINKED: "A ticket got a parent.",
    EventKind.TICKET_UNLINKED: "A ticket was taken from its parent.",
    EventKind.COMMENT_ADDED: "Somebody said something on a ticket.",
    EventKind.COMMENT_CHANGED: "An import brought another wording of a comment; nothing else changes one.",
    EventKind.COMMENT_REMOVED: "The author took a comment back, within the time for that; its text is kept nowhere.",
    EventKind.WORK_LOGGED: "A technician's time on a ticket was logged.",
    EventKind.CALENDAR_CREATED: "A calendar was added.",
    EventKind.CALENDAR_CHANGED: "A calendar was changed; tickets whose dates move by it follow as `sla.moved`.",
    EventKind.CALENDAR_DELETED: "A calendar that no policy has any more was taken away.",
    EventKind.POLICY_CREATED: "An SLA policy was added.",
    EventKind.POLICY_CHANGED: "An SLA policy was changed; tickets whose dates move by it follow as `sla.moved`.",
    EventKind.POLICY_DELETED: "An SLA policy was taken away; tickets that have it keep it.",
    EventKind.POLICY_ASSIGNED: "A customer's tickets get another policy from now on; the id is the customer's.",
    EventKind.SLA_WARNED: "A clock of a ticket has used up the policy's share of its target. The id is the ticket's.",
    EventKind.SLA_BREACHED: "A clock of a ticket has run past its due instant. The id is the ticket's.",
    EventKind.SLA_MOVED: "A ticket's due dates moved because its policy or calendar was changed.",
    EventKind.WORK_CHANGED: "An entry of work was changed: whose, when, billable, on site or its notes.",
    EventKind.WORK_DELETED: "An entry of work was taken away, and its seconds from the ticket's totals.",
    EventKind.TIMER_STARTED: "A technician's timer began to count, on the ticket that the changes name.",
    EventKind.TIMER_STOPPED: "A technician's timer stopped; what it counted is in the work hours logged beside it.",
    EventKind.TIMER_DISCARDED: "A technician's timer stopped, and what it counted was thrown away.",
    EventKind.TIMER_MODE_SET: "A technician chose when the timer starts by itself.",
    EventKind.VIEW_CREATED: "A view was saved.",
    EventKind.VIEW_CHANGED: "A saved view was renamed, shared, or shows something else.",
    EventKind.VIEW_DELETED: "A saved view was taken away.",
    EventKind.CANNED_REPLY_CREATED: "A canned reply was added.",
    EventKind.CANNED_REPLY_CHANGED: "A canned reply was changed.",
    EventKind.CANNED_REPLY_DELETED: "A canned reply was taken away.",
    EventKind.TICKET_TEMPLATE_CREATED: "A ticket template was added.",
    EventKind.TICKET_TEMPLATE_CHANGED: "A ticket template was changed.",
    EventKind.TICKET_TEMPLATE_DELETED: "A ticket template was taken away.",
}


class EventData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an event carries beyond its row.

    `changes`: per field its value before and after (ids and closed values as they are; instants as ISO texts).
    `texts`: the fields of free text or personal data that this event set. Their text before lies in `wording`
    under the thing, the field and this event's sequence (absent where the thing is new); their text after is the
    next wording of the same field, or what the row holds now. So erasing a person never rewrites an event.
    `dates`: of what was imported, when it happened, which the event's own instant does not tell; ISO texts.
    """

    changes: dict[str, tuple[Value, Value]] = {}
    texts: tuple[str, ...] = ()
    dates: dict[str, str | None] = {}


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an account's log. `seq` runs from 1 without a gap, in the order of commit; `via` is its actor's."""

    account_id: int
    seq: int
    at: datetime
    kind: EventKind
    thing_id: int
    ticket_id: int | None
    actor_kind: ActorKind
    actor_id: int | None
    key_id: int | None
    via: str | None = None
    data: EventData
