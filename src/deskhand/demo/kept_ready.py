"""What the demo's people keep ready: saved views, canned replies, and templates of the tickets that come every week."""

from deskhand.canned.replies import CannedReplyDraft, create_canned_reply
from deskhand.canned.templates import TicketTemplateDraft, create_ticket_template
from deskhand.core.actor import Actor
from deskhand.core.ticket import Priority, TicketType
from deskhand.storage.engine import Tx
from deskhand.views.check import ViewDraft
from deskhand.views.save import save_view

VIEWS = (
    ViewDraft(name="Going wrong", query="status:open sla:breached,warning priority:high,critical", shared=True),
    ViewDraft(name="My quiet ones", query="assignee:me status:open updated:>1d", sort="updated"),
)

REPLIES = (
    CannedReplyDraft(
        title="On it",
        shortcut="onit",
        text="Hi {{contact.first_name}},\n\nthank you for telling us. I am looking at it now and will write again "
        "as soon as I know more.\n\nKind regards\n{{technician.name}}",
    ),
    CannedReplyDraft(
        title="Which computer is it?",
        shortcut="which",
        text="Hi {{contact.first_name}},\n\ncould you tell me which computer this is about? Its name is on the sticker "
        "under the screen, such as LT-0142. If you see an error message, a photo of it helps as well.\n\n"
        "{{technician.first_name}}",
    ),
    CannedReplyDraft(
        title="Remote session",
        shortcut="remote",
        text="Hi {{contact.first_name}},\n\nthis goes quickest when I see your screen. When would ten minutes suit you "
        "today? Please save your work before we begin.\n\n{{technician.first_name}}",
    ),
    CannedReplyDraft(
        title="Solved, please try",
        shortcut="solved",
        text="Hi {{contact.first_name}},\n\nthat should be it. Please try again, and just answer here if anything is "
        "still not right: ticket {{ticket.id}} then opens again.\n\nKind regards\n{{technician.name}}",
    ),
    CannedReplyDraft(
        title="Suspicious mail",
        shortcut="phish",
        text="Hi {{contact.first_name}},\n\nwell spotted, and thank you for asking first. It is not genuine: please "
        "delete it and open nothing in it. If you have clicked on anything or typed a password, ring us now on "
        "0113 496 0700.\n\n{{technician.first_name}}",
    ),
)

TEMPLATES = (
    TicketTemplateDraft(
        name="New starter",
        title="New starter: ",
        description="Name and job title:\nFirst day:\nLine manager:\nSame access as:\nLaptop or desktop:\n"
        "Mobile phone (yes/no):\n",
        type=TicketType.REQUEST,
        priority=Priority.MEDIUM,
        tags=("joiner",),
    ),
    TicketTemplateDraft(
        name="Leaver",
        title="Leaver: ",
        description="Name:\nLast day, and from what time access ends:\nMail goes to:\nFiles go to:\n"
        "Equipment to collect:\n",
        type=TicketType.REQUEST,
        priority=Priority.HIGH,
        tags=("leaver",),
    ),
    TicketTemplateDraft(
        name="Site visit",
        title="Site visit: ",
        description="What is to be done:\nWho lets us in, and where to park:\nEarliest and latest:\nParts to bring:\n",
        type=TicketType.REQUEST,
        priority=Priority.LOW,
        tags=("on-site",),
    ),
)


async def keep_ready(tx: Tx, host: Actor) -> None:
    """Make them, as the demo's administrator."""
    for view in VIEWS:
        await save_view(tx, host, view)
    for reply in REPLIES:
        await create_canned_reply(tx, host, reply)
    for template in TEMPLATES:
        await create_ticket_template(tx, host, template)
